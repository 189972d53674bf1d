"""Days, festivals and prizes."""

import pytest

from tests.unit.worker.nlp.marker import entities

EVENT = "name:event:"


def found(text, **labels):
    names, _ = entities(text, {name.replace("_", " "): label for name, label in labels.items()})
    return names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Now the Zed Prayer Day was dropped.", "Zed Prayer Day"),
        ("On Zed Day it rained.", "Zed Day"),
        ("Then came Last Zed Day again.", "Zed Day"),
        ("Then Lyon's Zed Day was dropped.", "Zed Day"),
        ("On Farmers' Day was dropped.", "Farmers' Day"),
        ("On New Year's Day was dropped.", "New Year's Day"),
        ("On St. Zed's Day was dropped.", "St. Zed's Day"),
        ("Then came Easter Monday.", "Easter Monday"),
        ("Then came Lunar New Year.", "Lunar New Year"),
        ("Then the Zed Day parade began.", "Zed Day parade"),
    ],
)
def test_a_day_with_a_capital_is_an_event(text, day):
    assert [day] in found(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "Then came Day One.",
        "Then came Anna Day.",
        "Then came Polling Day.",
        "Then came every Day.",
        "Day came.",
        "Then Zed Day-Kolb came.",
        "The Zed Day Kolb Feared Most Of All",
        "Then came Kolb Monday.",
        "Then came the New Year.",
    ],
)
def test_not_every_day_is(text):
    assert not found(text)


def test_a_piece_of_a_day_is_no_name():
    assert found("Then Chinese New Year came.", Chinese="norp") == {
        f"{EVENT}chinese-new-year": ["Chinese New Year"]
    }


def test_who_is_called_day_stays_a_person():
    assert found("Then Zed Day sang.", Zed_Day="person") == {"name:person:zed-day": ["Zed Day"]}


def test_a_longer_name_stays_whole():
    names = found("Then the Kolb of Zed Day sang.", Kolb_of_Zed="organization")
    assert names == {"name:organization:kolb-of-zed": ["Kolb of Zed"]}


def test_a_festival_is_an_event_where_a_piece_was_marked():
    assert found("Then the Lyon Carnival began.", Lyon="location") == {
        f"{EVENT}lyon-carnival": ["Lyon Carnival"]
    }
    assert not found("Then the Zed Carnival began.")


def test_a_prize_keeps_its_pieces_from_being_names():
    assert not found("Then the Lyon Prize went to her.", Lyon="location")


def test_a_feast_is_an_event():
    assert found("Then Diwali came.", Diwali="location") == {f"{EVENT}diwali": ["Diwali"]}
