"""Clubs that are called after a town."""

import pytest

from tests.unit.worker.nlp.marker import entities, read
from worker.nlp.entities.finding.clubs import is_team


@pytest.mark.parametrize(
    "text",
    [
        "Then Lyon Zedos won the match.",
        "Then Lyon Zedos won by 2-1 there.",
        "Then fans of Lyon Zedos sang.",
        "Then Lyon Zedos beat the Paris Kolbos.",
    ],
)
def test_a_plural_behind_a_town_is_a_team_where_the_sentence_speaks_of_sport(text):
    doc = read(text)
    (at,) = (token.i for token in doc if token.text == "Zedos")
    assert is_team(doc, at)
    found, _ = entities(text, {"Lyon": "location"})
    assert found["name:organization:lyon-zedos"] == ["Lyon Zedos"]


@pytest.mark.parametrize(
    "text",
    [
        "Then Lyon Zedos spoke of peace.",
        "Then Lyon Zedos spoke of 2-year plans.",
        "Then the Zedos won the match.",
        "Then Lyon Accords won the match.",
        "Then Lyon Hills saw the match.",
        "Then Lyon Attacks ended the match.",
        "Then Lyon Games had a match.",
        "Then Lyon Zedo won the match.",
        "Then Lyon Zedos Kolb won the match.",
        "Lyon Zedos Win Another Big Match",
    ],
)
def test_elsewhere_it_is_none(text):
    doc = read(text)
    assert not any(is_team(doc, at) for at in range(len(doc)))


def test_a_town_and_a_people_are_a_team_too():
    text = "Then Mumbai Indians won the match. Then Mumbai Indians slept."
    found, _ = entities(text, {"Mumbai Indians": "organization"})
    assert found["name:organization:mumbai-indians"] == ["Mumbai Indians", "Mumbai Indians"]


def test_a_party_in_a_town_is_none():
    text = "Then Chicago Democrats lost the match and Lyon Zedos won."
    found, _ = entities(text, {"Chicago Democrats": "norp"})
    assert ["Chicago"] in found.values()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zedos goalkeeper Ian Kolb left. And then Zedos lost a match.", ["Zedos", "Zedos"]),
        ("Zedos goalkeeper Ian Kolb left.", []),
        ("Zedos plumber Ian Kolb left. And then Zedos lost a match.", []),
        ("Injured goalkeeper Ian Kolb left. The injured goalkeeper lost to Injured.", []),
        ("Dutch goalkeeper Ian Kolb left. The Dutch lost.", []),
    ],
)
def test_a_club_before_who_plays_there_is_found(text, found):
    names, _ = entities(text, {"Ian Kolb": "person"})
    clubs = (said for one, said in names.items() if one.startswith("name:organization"))
    assert list(clubs) == ([found] if found else [])
