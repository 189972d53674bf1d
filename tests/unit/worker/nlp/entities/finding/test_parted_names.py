"""Names of which the tagger marks a piece."""

import pytest

from tests.unit.worker.nlp.marker import ORG, PERSON, PLACE, Marker, read
from worker.nlp.entities.finding.parted_names import with_parted_names, with_storms


def found(text, labels, step=with_parted_names):
    doc = read(text)
    return {(one.span.text, one.label) for one in step(doc, Marker(labels)(doc))}


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("He met Moon Jae-in today.", "Moon Jae", "Moon Jae-in"),
        ("He met Yoon Suk-yeol today.", "Yoon Suk", "Yoon Suk-yeol"),
        ("He met Choe Son Hui today.", "Choe Son", "Choe Son Hui"),
        ("He met Choe Son Hui today.", "Choe Son Hui", "Choe Son Hui"),
    ],
)
def test_a_korean_given_name_has_two_syllables(text, marked, whole):
    assert found(text, {marked: PERSON}) == {(whole, PERSON)}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The Moon Kim-backed list won.", "Moon Kim"),
        ("He met Anna Kolb-in today.", "Anna Kolb"),
        ("He met Kim Brown Lee today.", "Kim Brown"),
        ("Kim Lee Zedo sang.", "Kim Lee"),
    ],
)
def test_other_words_behind_a_name_are_no_syllables(text, marked):
    assert found(text, {marked: PERSON}) == {(marked, PERSON)}


@pytest.mark.parametrize("marked", [{}, {"Mary": PERSON}, {"Mary Spotted Eagle": PLACE}])
def test_a_surname_of_two_words_is_found_behind_a_given_name(marked):
    assert found("He met Mary Spotted Eagle there.", marked) == {("Mary Spotted Eagle", PERSON)}


@pytest.mark.parametrize(
    "text",
    [
        "He met Zedo Spotted Eagle there.",
        "He met Mary. Spotted Eagle left.",
        "He took Mary Little Bear Road home.",
        "Mary saw a spotted eagle.",
    ],
)
def test_two_such_words_alone_are_no_surname(text):
    assert found(text, {}) == set()


def test_a_prefix_with_a_capital_begins_the_name_of_a_body():
    name = ("Anti-Corruption Agency", ORG)
    assert found("Peru's Anti-Corruption Agency sued him.", {"Agency": ORG}) == {name}
    assert found("Anti-Corruption rules and an anti-EU Agency failed.", {}) == set()
    both = {"Ethics and Anti-Corruption Agency": ORG}
    assert found("The Ethics and Anti-Corruption Agency sued.", both) == set(both.items())


def test_a_storm_is_an_event_and_so_is_its_name_alone():
    text = "Hurricane Zedo hit Lima. Zedo killed nine."
    assert found(text, {"Zedo": PERSON}, with_storms) == {
        ("Hurricane Zedo", "event"),
        ("Zedo", "event"),
    }


def test_somebody_of_a_storms_name_is_a_person():
    text = "After Hurricane Zedo hit Lima, Zedo Kolb left. Zedo wept."
    marked = {"Zedo Kolb": PERSON, "Zedo": PERSON}
    assert found(text, marked, with_storms) == {
        ("Hurricane Zedo", "event"),
        ("Zedo Kolb", PERSON),
        ("Zedo", PERSON),
    }
