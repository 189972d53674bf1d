"""Trades with a capital before somebody's name."""

import pytest

from tests.unit.worker.nlp.marker import entities


def found(text, **labels):
    names, _ = entities(text, {name.replace("_", " "): label for name, label in labels.items()})
    return [mention for mentions in names.values() for mention in mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grocer Zed Kolb left.", "Zed Kolb"),
        ("Grocer Zed left.", "Zed"),
        # A surname that is also a trade may begin somebody's name, and so may a given name.
        ("Baker Zed left.", "Baker Zed"),
        ("Baker Zed Kolb left.", "Zed Kolb"),
        ("Mason Zed Kolb left.", "Mason Zed Kolb"),
    ],
)
def test_a_trade_is_no_part_of_a_persons_name(text, name):
    whole = text.removesuffix(" left.").replace(" ", "_")
    assert found(text, **{whole: "person"}) == [name]


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Fishmonger Anna Kolb left.", "misc", ["Anna Kolb"]),
        ("Fishmonger Zed Kolb left.", "misc", []),
        # A brewer may be a firm.
        ("Brewer Anna Kolb left.", "organization", ["Brewer Anna Kolb"]),
    ],
)
def test_a_trade_and_a_given_name_are_a_persons(text, label, name):
    whole = text.removesuffix(" left.").replace(" ", "_")
    assert found(text, **{whole: label}) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plumber Anna Kolb left.", ["Anna Kolb"]),
        ("Mrs. Anna Kolb left.", ["Anna Kolb"]),
        ("Old Anna Kolb left.", []),
        ("Brewer Anna Kolb left.", []),
        ("Plumber Anna Kolb Zed left.", []),
        ("Plumber Anna Foods left.", ["Plumber Anna Foods"]),
        ("Plumber Anna Kolb Sues Mayor Over Water", []),
    ],
)
def test_who_was_overlooked_behind_a_trade_is_found(text, name):
    assert found(text) == name


def test_the_given_name_between_a_trade_and_a_surname_is_found():
    assert found("Farmer Zedo Kolb left.", Kolb="person") == ["Zedo Kolb"]
    assert found("Farmer Says Kolb Must Leave", Kolb="person") == ["Kolb"]
