"""From marks to examples: which phrase of a doc a mark's words are, and which entities it means."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spacy.tokens import Doc

from topics.events import Span
from training.references.gold import agree, located
from worker.nlp.documents import contract_span, findings
from worker.nlp.entities.references.phrases import PRONOUNS, Phrase, phrases

DETERMINED: Final = frozenset({"the", "this", "his", "her", "their", "its"})
COVERED: Final = 0.5
"""Share of characters that a phrase and a mark's words have to have in common, either way."""


@dataclass(frozen=True)
class Answer:
    """What the marks say of one phrase."""

    entities: frozenset[int]
    """those that it may be; none of them: it is nothing that has a name here"""

    measured: bool
    """whether the measure counts it: the kinds that have no name are left out"""


@dataclass(frozen=True)
class Marked:
    """The phrases of one article, and the answers that are known, by the phrase's position."""

    doc: Doc
    phrases: list[Phrase]
    answers: dict[int, Answer]


UNMEASURED: Final = frozenset({"author", "unnamed", "policy", "idea"})
"""Kinds of holders and targets whose words the measure does not count."""


def marked(row: Mapping[str, Any], doc: Doc, nouns: Container[str]) -> Marked:
    """The phrases of an article and what its marks say of them.

    Args:
        row: an article of ``train.jsonl``, as read.
        doc: the same article with its sentences and entities.
        nouns: the head nouns of descriptions.

    """
    found = phrases(doc, nouns)
    spans = [contract_span(doc[one.start : one.end]) for one in found]
    answers: dict[int, tuple[set[int], bool]] = {}
    for mark in row["stances"]:
        for words, name, kind in (("hw", "h", "hk"), ("tw", "t", "tk")):
            place = None if mark[kind] == "author" else located(row, mark, words)
            if place is None or _is_name(mark[words], mark[name]):
                continue
            at = _covering(spans, place)
            if at is not None:
                known, _ = answers.setdefault(at, (set(), mark[kind] not in UNMEASURED))
                known.update(named(doc, mark[name]))
    return Marked(
        doc, found, {at: Answer(frozenset(known), one) for at, (known, one) in answers.items()}
    )


def named(doc: Doc, name: str) -> set[int]:
    """The entities of a doc that a mark's name may be."""
    return {
        number
        for number, entity in enumerate(findings(doc).entities)
        if any(agree(name, one) for one in {entity.name, *(span.text for span in entity.mentions)})
    }


def _is_name(text: str, name: str) -> bool:
    if text.startswith("@"):
        text = text.partition(":")[2]
    lower = text.lower()
    return lower not in PRONOUNS and agree(text, name) and lower.split()[0] not in DETERMINED


def _covering(spans: list[Span], place: tuple[str, int, int]) -> int | None:
    field, start, end = place
    best = None
    for at, span in enumerate(spans):
        both = min(span.end, end) - max(span.start, start)
        most = max(end - start, span.end - span.start)
        if span.field == field and both >= COVERED * most:
            best = at
    return best
