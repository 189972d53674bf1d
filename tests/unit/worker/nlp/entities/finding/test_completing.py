"""Pieces of names, made whole."""

import pytest

from tests.unit.worker.nlp.marker import names_in


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
    assert names_in(body, marked, label) == expected


def test_a_body_goes_on_with_its_own_noun():
    assert names_in("A case in U.S. District Court.", "U.S. District", "location") == [
        "U.S. District Court"
    ]


def test_behind_a_title_a_line_of_capitals_has_full_names_too():
    assert names_in("Supt Raj Gill Praised DS Kate Moor.", "Kate", "person") == ["Kate Moor"]
    assert names_in("Supt Raj Gill Praised Kate Moor", "Kate", "person") == ["Kate"]


@pytest.mark.parametrize(
    ("marked", "after", "expected"),
    [
        ("House", "intelligence committee met", "House intelligence committee"),
        ("Senate", "foreign relations subcommittee met", "Senate foreign relations subcommittee"),
        ("House", "committee met", "House"),
        ("House", "voted and the committee met", "House"),
        ("Zed", "intelligence committee met", "Zed"),
    ],
)
def test_a_committee_of_a_house_may_have_small_letters(marked, after, expected):
    assert names_in(f"Then the {marked} {after}.", marked, "organization") == [expected]
