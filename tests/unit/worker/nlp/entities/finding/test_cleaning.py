"""Where a name begins and ends, and how many names the tagged words contain."""

import pytest

from tests.unit.worker.nlp.marker import entities


def names(body, marked, label):
    found, _ = entities(body, {marked: label})
    return sorted(said for spans in found.values() for said in spans)


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("nonpartisan Kolb Commission", "organization", ["Kolb Commission"]),
        ("national Quinnipiac University", "organization", ["Quinnipiac University"]),
        ("Kolb party", "organization", ["Kolb"]),
        ("Michael] Dubke", "person", ["Dubke"]),
        ("Kim Kwan-jin", "person", ["Kim Kwan-jin"]),
        ("al-Zed", "person", ["al-Zed"]),
        ("H1N1 pandemic", "misc", ["H1N1 pandemic"]),
        ("landmark 1964 Widget Act", "misc", ["Widget Act"]),
        ("5th U.S. Circuit Court", "organization", ["5th U.S. Circuit Court"]),
        ("Manege exhibition hall", "facility", ["Manege exhibition hall"]),
        ("central Zed", "location", ["Zed"]),
        ("sub-Saharan Africa", "location", ["sub-Saharan Africa"]),
        ("Zed's", "person", ["Zed"]),
        ("“Zed”", "person", ["Zed"]),
    ],
)
def test_a_name_begins_and_ends_with_its_own_words(marked, label, expected):
    assert names(f"Then came {marked} and all was well.", marked, label) == expected


@pytest.mark.parametrize(
    ("body", "marked", "label", "expected"),
    [
        ("The Kolb Judiciary Committee met.", "Kolb Judiciary", "organization",
         ["Kolb Judiciary Committee"]),
        ("A poll by EPIC-MRA is out.", "MRA", "organization", ["EPIC-MRA"]),
        ("The State Department said so.", "State", "organization", ["State Department"]),
        ("He read it in The Guardian today.", "Guardian", "organization", ["The Guardian"]),
        ("Yesterday Bill Roe, Jr. was here again.", "Bill Roe", "person", ["Bill Roe, Jr."]),
    ],
)  # fmt: skip
def test_a_piece_is_made_whole(body, marked, label, expected):
    assert names(body, marked, label) == expected


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("Palestinian-Israeli", "norp", ["Israeli", "Palestinian"]),
        ("US-Russian", "norp", ["Russian", "US"]),
        ("African-American", "norp", ["African-American"]),
        ("Cuban Americans", "norp", ["Cuban Americans"]),
        ("House Republicans", "organization", ["House", "Republicans"]),
        ("Senate Democrats", "norp", ["Democrats", "Senate"]),
        ("Republican Senate", "organization", ["Republican", "Senate"]),
        ("Texas Republican", "organization", ["Republican", "Texas"]),
        ("Southern Democratic", "organization", ["Democratic"]),
        ("House GOP", "organization", ["GOP", "House"]),
        ("Standing Rock Sioux", "organization", ["Standing Rock Sioux"]),
        ("Foster's Daily Democrat", "organization", ["Foster's Daily Democrat"]),
        ("D-Mass.", "person", ["Mass."]),
        ("R-TN", "organization", ["TN"]),
        ("Journal/NBC News", "organization", ["Journal", "NBC News"]),
        ("Somalia's Lower Shabelle", "location", ["Lower Shabelle", "Somalia"]),
        ("France's National Assembly", "organization", ["France", "National Assembly"]),
        ("Children's Defense Fund", "organization", ["Children's Defense Fund"]),
        ("Fresno, Calif.", "location", ["Calif.", "Fresno"]),
        ("Washington, D.C.", "location", ["Washington, D.C."]),
        ("Bill Roe and Anna Kolb", "person", ["Anna Kolb", "Bill Roe"]),
        ("Guinea-Bissau", "location", ["Guinea-Bissau"]),
    ],
)
def test_words_of_several_names_are_taken_apart(marked, label, expected):
    assert names(f"Then came {marked} and all was well.", marked, label) == expected


def test_what_a_prefix_is_joined_to_stands_for_itself():
    body = "He led the anti-EU U.K. Independence Party for years."
    found = names(body, "EU U.K. Independence Party", "organization")
    assert found == ["EU", "U.K. Independence Party"]


def test_a_name_glued_to_a_mark_is_no_mention():
    assert names('They said so."(Zed Korea left.', '"(Zed Korea', "location") == []


def test_a_body_goes_on_with_its_own_noun():
    assert names("A case in U.S. District Court.", "U.S. District", "location") == [
        "U.S. District Court"
    ]


def test_the_paper_of_a_town_is_not_the_town():
    body = "The critic of the Antwerp weekly De Klank was there."
    assert names(body, "Antwerp weekly De Klank", "organization") == ["Antwerp", "De Klank"]
