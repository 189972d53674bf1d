"""Marked words that are several names."""

import pytest

from tests.unit.worker.nlp.marker import names_in


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
    assert names_in(f"Then came {marked} and all was well.", marked, label) == expected


def test_what_a_prefix_is_joined_to_stands_for_itself():
    body = "He led the anti-EU U.K. Independence Party for years."
    found = names_in(body, "EU U.K. Independence Party", "organization")
    assert found == ["EU", "U.K. Independence Party"]


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("Jo Park of Iowa", "person", ["Iowa", "Jo Park"]),
        ("Lawrence of Arabia", "person", ["Lawrence of Arabia"]),
        ("Nice and in Lyon", "location", ["Lyon", "Nice"]),
        ("Nice and Lyon", "location", ["Lyon", "Nice"]),
        ("Zedia lost Lyon", "location", ["Lyon", "Zedia"]),
        ("Isle of Zed", "location", ["Isle of Zed"]),
        ("Central and Eastern Europe", "location", ["Central and Eastern Europe"]),
    ],
)
def test_origins_verbs_and_prepositions_end_a_name(marked, label, expected):
    assert names_in(f"Then came {marked} and all was well.", marked, label) == expected
