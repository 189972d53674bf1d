"""How many pronouns and descriptions are resolved, and how many of these rightly, by the marks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from spacy.tokens import Doc

from topics.events import TextField
from training.references.examples import UNMEASURED
from training.references.gold import agree, located
from worker.nlp.documents import contract_span, findings
from worker.nlp.entities.references.phrases import PRONOUNS

_COVERED = 0.6


def measured(articles: Iterable[tuple[Mapping[str, Any], Doc]]) -> Counter[str]:
    """Count words, resolved words and rightly resolved words of each sort, as the measure does.

    Unlike ``score_stances.py``, it looks a pronoun up as a whole word: the "he" of a mark is not
    the one in "the".
    """
    counts: Counter[str] = Counter()
    for row, doc in articles:
        spans = _spans(doc)
        for mark in row["stances"]:
            for words, name, kind in (("hw", "h", "hk"), ("tw", "t", "tk")):
                text = mark[words].partition(":")[2] if mark[words][:1] == "@" else mark[words]
                if not text or mark[kind] in UNMEASURED:
                    continue
                sort = "pronoun" if text.lower() in PRONOUNS else "description"
                if sort == "description" and agree(text, mark[name]):
                    sort = "name"
                place = located(row, mark, words)
                hit = {number for number, *span in spans if _covers(span, place)}
                counts[sort] += 1
                counts[f"{sort} resolved"] += bool(hit)
                counts[f"{sort} right"] += any(
                    agree(mark[name], one) for number in hit for one in _names(doc, number)
                )
    return counts


def report(counts: Mapping[str, int]) -> str:
    """A line a sort."""
    lines = []
    for sort in ("name", "description", "pronoun"):
        resolved, right = counts[f"{sort} resolved"], counts[f"{sort} right"]
        share = 100 * resolved / max(1, counts[sort])
        precision = 100 * right / max(1, resolved)
        of = f"{share:4.1f} % resolved, {precision:4.1f} % of these right"
        lines.append(f"{sort:12} {counts[sort]:6}, {of}")
    return "\n".join(lines)


def _spans(doc: Doc) -> list[tuple[int, TextField, int, int]]:
    every = []
    for number, entity in enumerate(findings(doc).entities):
        for span in (*entity.mentions, *(one.span for one in entity.references)):
            there = contract_span(span)
            every.append((number, there.field, there.start, there.end))
    return every


def _covers(span: list[Any], place: tuple[str, int, int] | None) -> bool:
    if place is None or span[0] != place[0]:
        return False
    both = min(span[2], place[2]) - max(span[1], place[1])
    return bool(both > 0 and both >= _COVERED * (place[2] - place[1]))


def _names(doc: Doc, number: int) -> set[str]:
    entity = findings(doc).entities[number]
    return {
        entity.name,
        *(span.text for span in entity.mentions),
        *(one.span.text for one in entity.references),
    }
