"""Bodies that every country has: Russia's Defense Ministry and Ukraine's are two.

Whose body it is stands right before its name or is the beginning of it: “Russia's Defense
Ministry”, “the Russian Ministry of Defence”. Its name then says so, “Defense Ministry of Russia”,
whichever of these forms an article uses, so that its id is the same in every article.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.names import parts

_BODIES: Final = word_list("state_bodies")
_WORDS: Final = _BODIES | word_list("state_words")
_DEPARTMENTS: Final = word_list("departments")
_SPELLINGS: Final = word_pairs("body_spellings")
_POSSESSIVES: Final = word_list("possessives")
_LONGEST: Final = 3
"""Words in a country's name or its adjective that are looked at."""


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
    if len(owners) == 1:
        (owner,) = owners
        return [replace(cluster, record=_record(owner, bodies[owner], gazetteer))]
    return [
        replace(
            cluster,
            names=names,
            record=None if owner is None else _record(owner, bodies[owner], gazetteer),
        )
        for owner, names in owned.items()
    ]


def _owner(name: Name, gazetteer: Gazetteer) -> tuple[str | None, tuple[str, ...]]:
    """Id of the country whose body it is, and the words of the body alone."""
    doc, start = name.span.doc, name.start
    for cut in range(min(_LONGEST, len(name.span) - 1), 0, -1):
        owner = _country(name.span[:cut].text, gazetteer)
        body = _body(parts(name.span[cut:].text))
        if owner is not None and body:
            return owner, body
    body = _body(name.parts)
    end = start - (start > 0 and doc[start - 1].text in _POSSESSIVES)
    if body and not doc[start].is_sent_start:
        for first in range(max(0, end - _LONGEST), end):
            owner = _country(doc[first:end].text, gazetteer)
            if owner is not None:
                return owner, body
    return None, body


def _country(text: str, gazetteer: Gazetteer) -> str | None:
    country = gazetteer.country(text)
    if country is not None:
        return country.id
    group = gazetteer.group(text)
    return None if group is None else group.country


def _body(words: tuple[str, ...]) -> tuple[str, ...]:
    """The body's words in one order and spelling; none if it is no body that every country has."""
    said = tuple(_SPELLINGS.get(word, word) for word in words)
    said = said[1:] if said[:1] == ("the",) else said
    if not said or not _WORDS.issuperset(said) or _BODIES.isdisjoint({said[0], said[-1]}):
        return ()
    if said[0] in _DEPARTMENTS and said[1:2] == ("of",) and said[2:]:
        return (*said[2:], said[0])
    return said if len(said) > 1 or said[0] in _ALONE else ()


_ALONE: Final = frozenset({"parliament", "congress", "senate", "army", "navy"})
"""Bodies that need no other word."""


def _record(owner: str, body: tuple[str, ...], gazetteer: Gazetteer) -> Record:
    country = gazetteer.country_of(owner)
    words = " ".join(word if word in {"of", "and", "for", "the"} else word.title() for word in body)
    return Record(f"{words} of {owner if country is None else country.name}", "organization")
