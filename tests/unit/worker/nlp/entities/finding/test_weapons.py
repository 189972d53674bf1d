"""What missiles and drones are called."""

import pytest

from tests.unit.worker.nlp.marker import ORG, PERSON, PLACE, marked


def kinds(text, labels):
    return {
        mention.text: one.type for one in marked(text, labels).entities for mention in one.mentions
    }


@pytest.mark.parametrize(
    ("text", "labels", "names"),
    [
        ("They fired Zorex missiles.", {}, ["Zorex"]),
        ("They fired a Zorex ballistic missile.", {"Zorex": PERSON}, ["Zorex"]),
        ("They fired Russian Zorex drones.", {"Zorex": PLACE}, ["Zorex"]),
        ("They fired a Zorex and two Vexil cruise missiles.", {"Zorex": ORG}, ["Zorex", "Vexil"]),
        ("They flew F-16 jets.", {}, ["F-16"]),
        ("They showed a Zorex missile. The Zorex is new.", {}, ["Zorex"]),
    ],
)
def test_the_name_before_a_weapon_is_the_weapons(text, labels, names):
    found = kinds(text, labels)
    assert [name for name, kind in found.items() if kind == "product"] == names


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("They fired Russian missiles.", {}),
        ("They fired Hamas rockets.", {"Hamas": ORG}),
        ("Cruise missiles were fired.", {}),
        ("They saw Zorex jets.", {"Zorex": ORG}),
        ("They saw Navy drones.", {}),
        ("Then Anna Kolb missiles fell.", {"Anna Kolb": PERSON}),
        ("Then Zorex said that Zorex rockets fly.", {"Zorex": ORG}),
        ("A Think Tank met.", {}),
    ],
)
def test_whose_weapon_it_is_is_no_name_of_it(text, labels):
    assert "product" not in kinds(text, labels).values()
