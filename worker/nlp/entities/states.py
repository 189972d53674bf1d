"""What a state has and does: its bodies, whose they are, and when an adjective means the country.

“The Peruvian government” and “the Russian strikes” are about a country, not about its people.
“Russia's Defense Ministry” and “the Russian Ministry of Defence” are one body, and Ukraine's is
another. The list ``state_bodies`` has the words for bodies, and says of each what it does: one that
``acts`` is the country where it stands behind its adjective, of one that is ``named`` names are
made with a few general words, and some do ``both``.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.tokens import tokens_of

_BODIES: Final = word_pairs("state_bodies")
_ACTING: Final = frozenset(word for word, does in _BODIES.items() if does in {"acts", "both"})
NAMED: Final = frozenset(word for word, does in _BODIES.items() if does in {"named", "both"})
"""Words for bodies of which names are made."""

NAME_WORDS: Final = NAMED | word_list("state_words")
"""All words of which such names are made."""

_DEEDS: Final = word_list("state_deeds")
_MODIFIERS: Final = word_list("state_modifiers")
"""Words that may stand between: “the Russian foreign ministry”, “Israeli air strikes”."""

_MOST_MODIFIERS: Final = 2
_DEPARTMENTS: Final = word_list("departments")
_SPELLINGS: Final = word_pairs("body_spellings")
_POSSESSIVES: Final = word_list("possessives")
_ALONE: Final = frozenset({"parliament", "congress", "senate", "army", "navy"})
"""Bodies that need no other word in their name."""

_LONGEST: Final = 3
"""Words in a country's name or its adjective that are looked at."""


def governments(names: Iterable[Name], gazetteer: Gazetteer) -> list[Name]:
    """The same names; a people's adjective before a body or a deed of its state is the country."""
    typed = []
    for name in names:
        belongs = name.record.country if name.record is not None else None
        country = gazetteer.country_of(belongs) if belongs and _of_the_state(name) else None
        typed.append(name if country is None else replace(name, type="country", record=country))
    return typed


def country_before(doc: Doc, start: int, gazetteer: Gazetteer) -> str | None:
    """Id of the country or its people right before a token: “Russia's”, “Russian”."""
    if doc[start].is_sent_start:
        return None
    end = start - (doc[start - 1].text in _POSSESSIVES)
    texts = tokens_of(doc)
    owners = (
        country_of(texts.text_of(first, end), gazetteer)
        for first in range(max(0, end - _LONGEST), end)
    )
    return next((owner for owner in owners if owner is not None), None)


def country_of(text: str, gazetteer: Gazetteer) -> str | None:
    """Id of the country that a country's or a people's name means."""
    country = gazetteer.country(text)
    if country is not None:
        return country.id
    group = gazetteer.group(text)
    return None if group is None else group.country


def body_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The body's words in one order and spelling; none if it is no body that every country has."""
    said = tuple(_SPELLINGS.get(word, word) for word in words)
    said = said[1:] if said[:1] == ("the",) else said
    if not said or not NAME_WORDS.issuperset(said) or NAMED.isdisjoint({said[0], said[-1]}):
        return ()
    if said[0] in _DEPARTMENTS and said[1:2] == ("of",) and said[2:]:
        return (*said[2:], said[0])
    return said if len(said) > 1 or said[0] in _ALONE else ()


def _of_the_state(name: Name) -> bool:
    at = int(name.span.end)
    doc = name.span.doc
    for _ in range(_MOST_MODIFIERS):
        if _word(doc, at) in _MODIFIERS and _word(doc, at + 1).isalpha():
            at += 1
    return _word(doc, at) in _ACTING or _word(doc, at) in _DEEDS


def _word(doc: Doc, at: int) -> str:
    return doc[at].lower_ if at < len(doc) else ""
