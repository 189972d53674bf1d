"""Bodies that every country has: Russia's Defense Ministry and Ukraine's are two.

Whose body it is stands right before its name or is the beginning of it: “Russia's Defense
Ministry”, “the Russian Ministry of Defence”. Its name then says so, “Defense Ministry of Russia”,
whichever of these forms an article uses, so that its id is the same in every article.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.names import parts
from worker.nlp.entities.states import body_of, country_before, country_of

_LONGEST: Final = 3
"""Words at the beginning of a name that may be the country's."""

_SMALL: Final = frozenset({"of", "and", "for", "the"})


def by_owner(cluster: Cluster, gazetteer: Gazetteer) -> list[Cluster]:
    """The cluster, or one for each country whose body some of its names are.

    Names that do not say whose body it is belong to the only owner; to an entity of their own where
    there are several.
    """
    if cluster.record is not None:
        return [cluster]
    owned: dict[str | None, list[Name]] = defaultdict(list)
    bodies: dict[str | None, tuple[str, ...]] = {}
    for name in cluster.names:
        owner, body = _owner(name, gazetteer)
        owned[owner].append(name)
        bodies.setdefault(owner, body)
    owners = [owner for owner in owned if owner is not None]
    if not owners:
        return [cluster]
    records = {owner: _record(owner, bodies[owner], gazetteer) for owner in owners}
    if len(owners) == 1:
        return [replace(cluster, record=records[owners[0]])]
    return [
        replace(cluster, names=names, record=None if owner is None else records[owner])
        for owner, names in owned.items()
    ]


def _owner(name: Name, gazetteer: Gazetteer) -> tuple[str | None, tuple[str, ...]]:
    """Id of the country whose body it is, and the words of the body alone."""
    for cut in range(min(_LONGEST, len(name.span) - 1), 0, -1):
        body = body_of(parts(name.span[cut:].text))
        owner = country_of(name.span[:cut].text, gazetteer) if body else None
        if owner is not None:
            return owner, body
    for cut in range(len(name.span) - 1, max(0, len(name.span) - 1 - _LONGEST), -1):
        # “Ministry of Health of Kenya”
        words = parts(name.span[:cut].text)
        words = words[:-1] if words[-1:] == ("the",) else words
        body = body_of(words[:-1]) if words[-1:] == ("of",) else ()
        owner = country_of(name.span[cut:].text, gazetteer) if body else None
        if owner is not None:
            return owner, body
    body = body_of(name.parts)
    owner = country_before(name.span.doc, name.start, gazetteer) if body else None
    return owner, body


def _record(owner: str, body: tuple[str, ...], gazetteer: Gazetteer) -> Record:
    country = gazetteer.country_of(owner)
    words = " ".join(word if word in _SMALL else word.title() for word in body)
    return Record(f"{words} of {owner if country is None else country.name}", "organization")
