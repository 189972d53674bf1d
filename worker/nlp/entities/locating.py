"""Which city of the world the name of a place means, and with it the place's id.

What stands right behind a name decides first: “London, Ontario”. Else population and the countries
that the article names do, and where they leave a doubt the place keeps a name id.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from worker.nlp.english.marks import OPENING_BRACKETS
from worker.nlp.entities.gazetteer.cities import Cities, City, meant
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Name

_SAYS_WHERE: Final = frozenset({",", "in", *OPENING_BRACKETS})


def located(names: Iterable[Name], cities: Cities) -> list[Name]:
    """The same names; places have the id of the city, where it is clear which one is meant."""
    names = list(names)
    at = {name.start: name for name in names}
    near = {area for name in names for area in _areas(name, cities)}
    forms: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type == "place" and (name.record is None or name.record.id is None):
            forms[name.text].append(name)
    known: dict[int, Name] = {}
    for text, same in forms.items():
        listed = _listed(text, same[0].record, cities)
        if listed:
            for name, city in _told_apart(same, listed, near, at, cities):
                known[id(name)] = replace(name, record=_record(name, city))
    return [known.get(id(name), name) for name in names]


def _listed(text: str, record: Record | None, cities: Cities) -> tuple[City, ...]:
    """The cities of that name; “D.C.” has those of the name that the gazetteer gives it.

    Quebec is no city but the region that is called after it.
    """
    listed = cities.named(text) or (cities.named(record.name) if record is not None else ())
    region = cities.region(text)
    return tuple(city for city in listed if city.region != region)


def _told_apart(
    same: list[Name],
    listed: tuple[City, ...],
    near: set[str],
    at: Mapping[int, Name],
    cities: Cities,
) -> Iterable[tuple[Name, City]]:
    """Each mention of one name with its city; those without one are left out."""
    said = {id(name): _said_after(name, at, cities) for name in same}
    decided = {area: meant(_in(listed, area), {area}) for area in said.values() if area}
    bare = meant(listed, near) if not decided else None
    if len(decided) == 1:
        (bare,) = decided.values()
    for name in same:
        area = said[id(name)]
        city = decided[area] if area else bare
        if city is not None:
            yield name, city


def _in(listed: tuple[City, ...], area: str) -> list[City]:
    return [city for city in listed if area in {city.country, city.region}]


def _said_after(name: Name, at: Mapping[int, Name], cities: Cities) -> str | None:
    """The country or region right behind a place: “London, Ontario”, “Lyon in France”."""
    doc, end = name.span.doc, int(name.span.end)
    if end + 1 >= len(doc) or doc[end].text not in _SAYS_WHERE or end + 1 not in at:
        return None
    return next(iter(_areas(at[end + 1], cities)), None)


def _areas(name: Name, cities: Cities) -> list[str]:
    """What a name says of where cities are: the region, if it is one, and its country."""
    record = name.record
    if name.type == "country" and record is not None and record.id is not None:
        return [record.id]
    if name.type == "group":
        return [record.country] if record is not None and record.country is not None else []
    if name.type != "place":
        return []
    state = None if record is None else record.state
    region = f"US.{state}" if state is not None else cities.region(name.text)
    return [] if region is None else [region, f"iso3166:{region.split('.')[0]}"]


def _record(name: Name, city: City) -> Record:
    if name.record is None:
        return Record(city.name, "place", city.id)
    return replace(name.record, id=city.id)
