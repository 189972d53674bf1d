"""Firms by a word of their name."""

import pytest

from tests.unit.worker.nlp.marker import Marker, ids, read
from worker.nlp.entities.finding.firms import with_firms


def firms(text, **marked):
    doc = read(text)
    found = Marker({name.replace("_", " "): label for name, label in marked.items()})(doc)
    return [(one.span.text, one.label) for one in with_firms(doc, found)]


@pytest.mark.parametrize(
    "text",
    [
        "They blamed the employer, Zedo Terminals.",
        "They blamed Zedo Terminals again.",
        "Zedo Terminals has left.",
        "Then Chairman Zedo Terminals left.",
    ],
)
@pytest.mark.parametrize("marked", [{}, {"Zedo": "person"}, {"Zedo_Terminals": "person"}])
def test_a_word_that_only_firms_have_makes_a_name(text, marked):
    assert firms(text, **marked) == [("Zedo Terminals", "organization")]


def test_all_capitals_before_and_the_general_words_behind_belong_to_it():
    text = "They sued Zedo & Kolb Foods Holdings Ltd. in May."
    assert firms(text, Kolb="person") == [("Zedo & Kolb Foods Holdings Ltd.", "organization")]


@pytest.mark.parametrize(
    "text",
    [
        "They sold foods and motors.",
        "Foods are dear.",
        "Their Foods are dear.",
        "It was dear. Dear Foods left them again.",
        "Zedo Terminals Shuts Two Big Docks",
        "ZEDO TERMINALS SHUTS TWO BIG DOCKS",
        "They saw Zedo Terminals Kolb today.",
    ],
)
def test_elsewhere_it_makes_none(text):
    assert firms(text) == []


def test_a_longer_name_that_the_tagger_marked_stays():
    text = "The Ministry of Zedo Industries left."
    whole = ("Ministry of Zedo Industries", "organization")
    assert firms(text, Ministry_of_Zedo_Industries="organization") == [whole]


@pytest.mark.parametrize(
    ("label", "kind"),
    [("location", "organization"), ("product", "organization"), ("person", "person")],
)
def test_a_word_that_is_also_a_surname_says_what_a_marked_name_is_unless_it_is_a_person(
    label, kind
):
    assert firms("Then Zedo Mills left.", Zedo_Mills=label) == [("Zedo Mills", kind)]


def test_it_makes_no_name_by_itself():
    assert firms("Then Zedo Mills left.") == []


def test_two_firms_that_were_marked_as_one_are_parted():
    text = "Then Zedo Steel and Kolb Shipping left."
    parted = [("Zedo Steel", "organization"), ("Kolb Shipping", "organization")]
    assert firms(text, Zedo_Steel_and_Kolb_Shipping="organization") == parted
    one = [("Steel and Kolb Shipping", "organization")]
    assert firms(text, Steel_and_Kolb_Shipping="organization") == one
    text = "Then the Office of Zedo Steel and Kolb Shipping left."
    one = [("Office of Zedo Steel and Kolb Shipping", "organization")]
    assert firms(text, Office_of_Zedo_Steel_and_Kolb_Shipping="organization") == one


def test_a_firm_and_its_short_form_are_one():
    text = "They blamed Zedo Terminals. Zedo denied it. Then Zedo left."
    one = "name:organization:zedo-terminals"
    assert ids(text, Zedo="person") == {one: ["Zedo Terminals", "Zedo", "Zedo"]}
    assert ids(text) == {one: ["Zedo Terminals", "Zedo", "Zedo"]}


def test_the_piece_before_a_firm_word_is_made_whole():
    one = "name:organization:zedo-homes"
    assert ids("It was sold to Zedo Homes.", Zedo="location") == {one: ["Zedo Homes"]}
    assert one not in ids("Then the Zedo Homes Minister left.", Zedo="location")
