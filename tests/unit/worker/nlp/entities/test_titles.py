"""The titles before a name."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.titles import (
    gender_said,
    is_title,
    may_be,
    office_said,
    throne_name,
    titles_before,
)


def before(text):
    doc = read(text)
    (at,) = (token.i for token in doc if token.text == "Zed")
    return titles_before(doc, at)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Now Prime Minister Zed left.", ("prime", "minister")),
        ("Now Sen. Zed left.", ("sen",)),
        ("Now Secretary of State Zed left.", ("secretary", "state")),
        ("Zed left.", ()),
        ("They saw the president. Zed left.", ()),
        ("Now president of Zed left.", ()),
        ("Now Old Zed left.", ()),
    ],
)
def test_a_title_stands_right_before_the_name_in_its_sentence(text, titles):
    assert before(text) == titles


def test_a_title_may_have_a_full_stop():
    assert is_title("Sen.")
    assert is_title("Senator")
    assert not is_title("Zed")


def test_a_popes_title_is_part_of_the_listed_name():
    doc = read("Then Pope Zed met President Zed.")
    assert throne_name(doc, 2, 3) == "Pope Zed"
    assert throne_name(doc, 5, 6) == "Zed"


@pytest.mark.parametrize(
    ("titles", "gender"),
    [
        (("mrs",), "f"),
        (("king",), "m"),
        (("first", "lady"), "f"),
        (("mr", "mrs"), None),
        (("president",), None),
    ],
)
def test_some_titles_say_a_gender(titles, gender):
    assert gender_said(titles) == gender


@pytest.mark.parametrize(
    ("titles", "office"),
    [
        (("vice", "president"), "vice president"),
        (("former", "president"), "president"),
        (("prime", "minister"), "prime minister"),
        (("minister",), None),
    ],
)
def test_a_vice_president_is_no_president(titles, office):
    assert office_said(titles) == office


def test_a_title_of_the_other_gender_speaks_against_a_person():
    man = Record("Bill Zed", "person", gender="m")
    assert not may_be(man, ("mrs",))
    assert may_be(man, ("mr",))
    assert may_be(man, ("president",))
    assert may_be(Record("Pat Zed", "person"), ("mrs",))
