"""Acronyms that stand in brackets behind what they mean: “the Water Sharing Treaty (WST)”.

An acronym alone reads as a body's. Where the article says that it is a treaty's, a dam's or a
war's, all its mentions are that thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.marks import CLOSING_BRACKETS, OPENING_BRACKETS
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.names import is_acronym

_OTHERS: Final = frozenset({"law", "event", "work", "product", "facility"})
"""Types that an acronym alone is seldom taken for."""


def explained(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names; an acronym in brackets behind such a thing is one, and is it everywhere."""
    meant: dict[str, Name] = {}
    new: list[Name] = []
    starts = {name.start: name for name in names}
    for name in names:
        at = int(name.span.end) + 1
        if name.type not in _OTHERS or len(name.span) == 1 or not _is_in_brackets(doc, at):
            continue
        known = starts.get(at)
        if known is None or known.record is None:
            meant.setdefault(doc[at].text, name)
            new += [Name(doc[at : at + 1], name.type)] if known is None else []
    return [_as_meant(name, meant) for name in (*names, *new)] if meant else list(names)


def _is_in_brackets(doc: Doc, at: int) -> bool:
    if at + 1 >= len(doc) or doc[at - 1].text not in OPENING_BRACKETS:
        return False
    return doc[at + 1].text in CLOSING_BRACKETS and is_acronym(doc[at].text)


def _as_meant(name: Name, meant: Mapping[str, Name]) -> Name:
    thing = meant.get(name.text)
    if thing is None:
        return name
    return replace(name, type=thing.type, record=thing.record, whole=thing.parts)
