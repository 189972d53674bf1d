"""What the words of a name, and those beside it, say of its type."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.typing.type_words import (
    body,
    is_called,
    is_case,
    is_date,
    is_personal,
    is_ruled,
    law,
    location,
    misc,
    no_name,
    people_of,
)


def span(text, words):
    doc = read(text)
    form = words.split()
    (at,) = (at for at in range(len(doc)) if [t.text for t in doc[at : at + len(form)]] == form)
    return doc[at : at + len(form)]


@pytest.mark.parametrize("text", ["IT", "IDs", "Jr.", "x", "Monday"])
def test_some_words_are_never_a_name(text):
    assert no_name(text)
    assert not no_name("Kolb")


def test_two_against_each_other_are_a_case():
    assert is_case(span("In Roe v. Wade they won.", "Roe v. Wade"))
    assert not is_case(span("Then Anna V. Kolb won.", "Anna V. Kolb"))


@pytest.mark.parametrize(
    ("text", "date"),
    [("It was in May.", True), ("On May 3 it was.", True), ("Then May left.", False)],
)
def test_a_month_is_a_date_by_what_is_beside_it(text, date):
    assert is_date(span(text, "May")) is date


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        ("The president of Chad left.", True),
        ("Then King Abdullah of Chad left.", True),
        ("A friend of Chad left.", False),
        ("Of Chad they spoke.", False),
    ],
)
def test_what_has_a_president_is_no_person(text, ruled):
    assert is_ruled(span(text, "Chad")) is ruled


def test_mr_is_said_of_people_only():
    assert is_personal(span("Then Mr. Zed left.", "Zed"))
    assert not is_personal(span("Then Senator Zed left.", "Zed"))


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ('He was on "Zed Hour" again.', True),
        ('He saw NBC\'s "Zed Hour" again.', True),
        ('He shouted "Zed Hour" again.', False),
        ("He was on Zed Hour again.", False),
    ],
)
def test_a_quoted_title_needs_a_word_that_announces_it(text, called):
    assert is_called(span(text, "Zed Hour")) is called


def test_the_last_word_makes_a_law():
    assert law("Zed Safety Act")
    assert not law("Act of Zed")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zedland", "place"),
        ("Zed Bridge", "facility"),
        ("Zed University", "organization"),
        ("Department of Zed", "organization"),
        ("Northern", None),
    ],
)
def test_a_location_is_a_place_a_building_or_a_body(text, kind):
    assert location(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Zedians", "group"), ("Zedism", None), ("MAGA", None), ("Kolbian", None), ("Islam", None)],
)
def test_a_people_is_no_faith_and_nobodys_followers(text, kind):
    assert people_of(text, frozenset({"kolb"})) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zed", "organization"),
        ("Zed Act", "law"),
        ("Zed Games", "event"),
        ("Hurricane Zed", "event"),
        ("Secretary of Zed", None),
        ("Kolbs", None),
        ("Department", None),
    ],
)
def test_an_organisation_is_a_law_or_an_event_by_its_words(text, kind):
    assert body(text, frozenset({"kolb"})) == kind


@pytest.mark.parametrize(
    ("text", "called", "kind"),
    [
        ("Zed Treaty II", False, "law"),
        ("Zed War II", False, "event"),
        ("Battle of Zed", False, "event"),
        ("Zed Report", False, "work"),
        ("Zed Hour", True, "work"),
        ("Zed Hour", False, None),
        ("Zed", True, None),
        ("Zed Week", False, None),
    ],
)
def test_anything_else_is_told_by_its_first_or_last_word(text, called, kind):
    assert misc(text, called=called) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Section 230", "law"),
        ("SB 1070", "law"),
        ("H.R. 1", "law"),
        ("Zedish Free Trade Area", "law"),
        ("Section Zed", None),
        ("Zedish Rest Area", None),
    ],
)
def test_a_numbered_law_and_a_trade_area_are_laws(text, kind):
    assert misc(text, called=False) == kind
    assert body(text, frozenset()) == (kind or "organization")
