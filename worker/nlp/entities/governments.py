"""“The Peruvian government” and “the Russian strikes” are about a country, not about its people."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name

_BODIES: Final = word_list("government_bodies")
_DEEDS: Final = word_list("state_deeds")
_MODIFIERS: Final = word_list("state_modifiers")
"""Words that may stand between: “the Russian foreign ministry”, “Israeli air strikes”."""

_MOST_MODIFIERS: Final = 2


def governments(names: Iterable[Name], gazetteer: Gazetteer) -> list[Name]:
    """The same names; a people's adjective before a body or a deed of its state is the country."""
    typed = []
    for name in names:
        belongs = name.record.country if name.record is not None else None
        country = gazetteer.country_of(belongs) if belongs and _of_the_state(name) else None
        typed.append(name if country is None else replace(name, type="country", record=country))
    return typed


def _of_the_state(name: Name) -> bool:
    at = int(name.span.end)
    doc = name.span.doc
    for _ in range(_MOST_MODIFIERS):
        if _word(doc, at) in _MODIFIERS and _word(doc, at + 1).isalpha():
            at += 1
    return _word(doc, at) in _BODIES or _word(doc, at) in _DEEDS


def _word(doc: Doc, at: int) -> str:
    return doc[at].lower_ if at < len(doc) else ""
