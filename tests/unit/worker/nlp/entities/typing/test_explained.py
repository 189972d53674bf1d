"""Acronyms in brackets behind a treaty or a dam."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.typing.explained import explained

TEXT = "The Ruvu Dam (GRD) leaks. They fear the GRD."
DAM, FIRST, AGAIN = slice(1, 3), slice(4, 5), slice(11, 12)


def kinds(thing, *others):
    doc = read(TEXT)
    names = [Name(doc[DAM], thing), *(Name(doc[at], kind) for at, kind in others)]
    return [(name.text, name.type) for name in explained(doc, names)]


@pytest.mark.parametrize("thing", ["facility", "law"])
def test_it_is_that_thing_everywhere(thing):
    found = kinds(thing, (FIRST, "organization"), (AGAIN, "place"))
    assert found == [("Ruvu Dam", thing), ("GRD", thing), ("GRD", thing)]


def test_one_that_was_overlooked_is_added():
    assert kinds("facility") == [("Ruvu Dam", "facility"), ("GRD", "facility")]


def test_behind_a_body_it_stays_what_it_is():
    assert kinds("organization", (FIRST, "place"))[1] == ("GRD", "place")


def initials(text, name, kind="person"):
    doc = read(text)
    span = doc.char_span(text.index(name), text.index(name) + len(name))
    found = explained(doc, [Name(span, kind)])
    return [(one.text, one.type, one.parts) for one in found[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Maria Kolb (AMK) won.",
        "Anna Maria Kolb, known as AMK, won.",
        "Anna Maria Kolb, also known as “AMK”, won.",
    ],
)
def test_a_persons_initials_are_that_person(text):
    expected = [("AMK", "person", ("anna", "maria", "kolb"))]
    assert initials(text, "Anna Maria Kolb") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna Maria Kolb (AMB) won.",
        "Anna Maria Kolb met AMK.",
        "Anna Maria Kolb, AMK and others won.",
        "Anna Maria Kolb won.",
    ],
)
def test_other_letters_beside_a_person_are_not(text):
    assert initials(text, "Anna Maria Kolb") == []


def laws(text, law):
    doc = read(text)
    span = doc.char_span(text.index(law), text.index(law) + len(law))
    return [name.text for name in explained(doc, [Name(span, "law")])]


def test_a_word_with_small_letters_is_spelt_by_its_law_in_brackets_or_not():
    law = "Zedish Common Trade Area"
    assert laws(f"The ZeCTA grows. The {law} (ZeCTA) pays.", law) == [law, "ZeCTA", "ZeCTA"]
    assert laws(f"The ZeXTA grows. The {law} (iPhone) pays for McZed.", law) == [law]
