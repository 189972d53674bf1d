"""Metonyms such as the White House: the institution or the building."""

import pytest

from tests.unit.worker.nlp.marker import entities


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("They met in the Kremlin. He waited outside the Kremlin.", "facility"),
        ("He was at the Moscow Kremlin.", "facility"),
        ("They met in the Kremlin. The Kremlin denied it.", "organization"),
        ("The Kremlin's spokesman was in the Kremlin.", "organization"),
        ("He went in the Kremlin's name.", "organization"),
    ],
)
def test_a_seat_is_the_building_only_where_things_happen_in_it(body, kind):
    found, _ = entities(body, {"Kremlin": "location"})
    assert next(iter(found)) == f"name:{kind}:kremlin"


def test_the_pentagon_is_the_department_or_the_building():
    found, _ = entities("The Pentagon denied it.", {"Pentagon": "organization"})
    assert list(found) == ["wikidata:Q11209"]
    found, _ = entities("A fire broke out at the Pentagon.", {"Pentagon": "organization"})
    assert list(found) == ["name:facility:pentagon"]


def test_a_capital_is_a_place_and_never_its_country():
    body = "Moscow answered Washington. Russia and the U.S. did not."
    found, _ = entities(body, {"Moscow": "location", "Washington": "location"})
    assert found["geonames:524901"] == ["Moscow"]
    assert found["name:place:washington"] == ["Washington"]
    assert found["iso3166:RU"] == ["Russia"]
    assert found["iso3166:US"] == ["U.S."]
