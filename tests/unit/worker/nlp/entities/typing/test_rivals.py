"""Clubs by whom they play."""

import pytest

from tests.unit.worker.nlp.marker import Marker, read
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.names import fold
from worker.nlp.entities.typing.rivals import rivals


def found(text, **marked):
    names = {name.replace("_", " "): label for name, label in marked.items()}
    labels = {fold(name): label for name, label in names.items()}
    return rivals(Marker(names)(read(text)), labels, gazetteer())


@pytest.mark.parametrize("label", ["person", "misc", "location"])
def test_who_plays_a_club_is_a_club(label):
    text = "Al Zedo lost to Orbo Nasr in the league."
    assert found(text, Al_Zedo=label, Orbo_Nasr="organization") == {"al zedo": "organization"}


def test_it_may_be_named_first_or_last():
    text = "Orbo Nasr beat Al Zedo in the league."
    assert found(text, Orbo_Nasr="organization", Al_Zedo="person") == {"al zedo": "organization"}


@pytest.mark.parametrize(
    "text",
    ["Al Zedo lost to Orbo Nasr in court.", "Al Zedo of the league sued the firm Orbo Nasr."],
)
def test_outside_sport_nobody_is(text):
    assert found(text, Al_Zedo="person", Orbo_Nasr="organization") == {}


def test_a_given_name_and_a_listed_country_are_no_clubs():
    text = "{} lost to Orbo Nasr in the league."
    assert found(text.format("Anna Zedo"), Anna_Zedo="person", Orbo_Nasr="organization") == {}
    assert found(text.format("Peru"), Peru="location", Orbo_Nasr="organization") == {}
