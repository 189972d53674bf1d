"""The titles before a name."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.titles import (
    after_post_nominals,
    before_post_nominals,
    end_of_title,
    gender_said,
    is_rank_alone,
    is_title,
    may_be,
    names_person,
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


@pytest.mark.parametrize(
    ("text", "end"),
    [("DCI Zed", 1), ("dci Zed", 0), ("Tan Sri Zed", 2), ("Tan Zed", 0), ("Wing Commander Zed", 2)],
)
def test_a_title_may_be_a_rank_in_capitals_or_two_words(text, end):
    doc = read(text)
    assert end_of_title(doc, 0, len(doc)) == end


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Det Sgt Anna Zed", True),
        ("WPC Anna Zed", True),
        ("Tan Sri Lim Zed", True),
        ("General Zed", False),
        ("DR Congo", False),
        ("PC Anna Zed", True),
        ("PC Zed", True),
        ("PC World", False),
        ("PC Zed Kolb", False),
        ("PC A", False),
        ("Lance Cpl Zed Kolb", True),
        ("Sgt. 1st Class Zed", True),
        ("WPC", False),
    ],
)
def test_some_titles_say_that_a_person_follows(text, person):
    doc = read(text)
    assert names_person(doc, 0, len(doc)) == person


def test_honours_behind_a_name_are_no_part_of_it():
    doc = read("Anna Zed KC, MBE left")
    assert doc[0 : before_post_nominals(doc, 0, 5)].text == "Anna Zed"
    assert before_post_nominals(doc, 2, 3) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zed KC", "Zed"),
        ("Anna Zed AM", "Anna Zed"),
        ("Zed AM", "Zed AM"),
        ("Zed CH FRSL", "Zed"),
        ("Anna Zed, PhD, MBE", "Anna Zed"),
        ("Anna Zed (D-MA", "Anna Zed (D-MA"),
        ("Anna Zed", "Anna Zed"),
    ],
)
def test_some_letters_are_honours_only_behind_a_full_name(text, name):
    doc = read(text)
    assert doc[0 : before_post_nominals(doc, 0, len(doc))].text == name


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Anna Zed, MD, PhD, left.", 6),
        ("Anna Zed FRS left.", 3),
        ("Anna Zed, left.", 2),
        ("Anna Zed left.", 2),
    ],
)
def test_honours_go_on_behind_commas(text, end):
    assert after_post_nominals(read(text), 2) == end


@pytest.mark.parametrize(
    ("text", "end", "alone"),
    [
        ("Pfc. Zed left.", 1, True),
        ("Lance Cpl. Zed left.", 1, True),
        ("Lt. Cmdr. Zed left.", 1, True),
        ("Lance Zed left.", 1, False),
        ("Cpl. left.", 1, False),
        ("President Zed left.", 1, False),
    ],
)
def test_a_rank_before_a_name_is_no_name_itself(text, end, alone):
    assert is_rank_alone(read(text), 0, end) == alone
