"""The cities of the world by name, from GeoNames, and which of a name an article means.

The list has 34,000 names. In memory it is its lines, sorted by key and searched by halves: that
takes 4 MB, a table of records several times as much.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from worker.nlp.entities.names import CACHED, keys

DATA: Final = Path(__file__).parent / "data"
CITIES: Final = "cities.txt"
REGIONS: Final = "regions.json"

_FAMOUS: Final = 10
"""So many times as many people as any other of the name: then the news means it."""

_FAMOUS_THOUSANDS: Final = 300
_ALONE_THOUSANDS: Final = 100
"""Of fewer people, a city whose name no other has may share it with a village."""


class City(NamedTuple):
    """One city of 15,000 people or more."""

    name: str
    id: str
    country: str
    region: str
    """Country and first-level region, as GeoNames codes them: US.AL."""

    thousands: int


def as_line(name: str, city: City) -> bytes:
    """A line of the list: the key of one of the city's names, and what is known of it."""
    cells = (keys(name)[-1], city.name, city.id, city.country, city.region, str(city.thousands))
    return "\t".join(cells).encode("utf-8")


class Cities:
    """The list of cities."""

    def __init__(self, folder: Path = DATA) -> None:
        """Read the list.

        Args:
            folder: holds the list and the codes of regions.

        """
        self._lines: Final = (folder / CITIES).read_bytes().splitlines()
        regions = json.loads((folder / REGIONS).read_text(encoding="utf-8"))
        self._codes: dict[str, str] = {
            keys(name)[-1]: row["code"] for name, row in regions.items() if "code" in row
        }
        self._ids: dict[str, str] = {
            name: row["id"] for name, row in regions.items() if "id" in row
        }
        self.named = lru_cache(maxsize=CACHED)(self._named)

    def _named(self, text: str) -> tuple[City, ...]:
        """All cities of that name."""
        start = f"{keys(text)[-1]}\t".encode()
        at = bisect_left(self._lines, start)
        found = []
        while at < len(self._lines) and self._lines[at].startswith(start):
            _, name, identifier, country, region, thousands = (
                self._lines[at].decode("utf-8").split("\t")
            )
            found.append(City(name, identifier, country, region, int(thousands)))
            at += 1
        return tuple(found)

    def region(self, text: str) -> str | None:
        """The code of the region of that name, if it is one that tells cities apart."""
        return self._codes.get(keys(text)[-1])

    def region_id(self, name: str) -> str | None:
        """The id of a continent, or of a state of the US."""
        return self._ids.get(name)


@cache
def cities() -> Cities:
    """The packaged list, read once in a process."""
    return Cities()


def meant(named: Sequence[City], near: AbstractSet[str]) -> City | None:
    """The city that an article means by a name; None where population and country leave a doubt.

    A world city is meant where the article names the country of another of its name, but not where
    it names the region: “London” beside Canada is London, and beside Ontario it may be either.

    Args:
        named: the cities of that name.
        near: ids of the countries and codes of the regions that the article names.

    """
    if not named:
        return None
    by_size = sorted(named, key=lambda city: -city.thousands)
    famous = _clear(by_size, _FAMOUS_THOUSANDS)
    for here in (
        [city for city in by_size if city.region in near],
        [city for city in by_size if city.country in near and famous is None],
    ):
        if here:
            own = _clear(here, 0)
            return own if famous in {None, own} else None
    alone = len(by_size) == 1 and by_size[0].thousands >= _ALONE_THOUSANDS
    return by_size[0] if alone else famous


def _clear(by_size: Sequence[City], least: int) -> City | None:
    """The first, if it is the only one or far larger than the next."""
    first, *others = by_size
    if others and first.thousands < _FAMOUS * others[0].thousands:
        return None
    return first if first.thousands >= least else None
