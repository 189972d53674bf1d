"""Whole articles in which a reader marked every stance: who is for or against whom or what."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

Polarity: TypeAlias = Literal["+", "-"]

KINDS: Final = (
    "person",
    "organization",
    "country",
    "place",
    "group",
    "law",
    "policy",
    "event",
    "product",
    "work",
    "idea",
    "unnamed",
)
"""What a target can be."""

HOWS: Final = ("quote", "reported", "told", "author")
"""How a stance reached the page."""

AUTHOR: Final = "author"


class Words(NamedTuple):
    """The words of a holder or a target, and the number of the sentence that has them."""

    text: str
    sentence: int


class Mark(NamedTuple):
    """One stance, in one sentence that shows it."""

    sentence: int
    holder: str
    """the fullest name in the article, or `author`"""
    holder_words: Words | None
    """None for the author"""
    target: str
    target_kind: str
    target_words: Words | None
    polarity: Polarity
    evidence: str
    plain: bool
    """false where a careful reader sees it, but it is only implied"""
    how: str


class Marked(NamedTuple):
    """An article, sentence by sentence, with its marks."""

    id: str
    sentences: list[str]
    """with runs of white space as one blank, as the marks have them"""
    marks: list[Mark]


def read(path: Path) -> list[Marked]:
    """Read one jsonl file of marked articles."""
    with path.open(encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines if line.strip()]


def _article(row: Mapping[str, Any]) -> Marked:
    sentences = [
        " ".join(row[one["field"]][one["start"] : one["end"]].split()) for one in row["sentences"]
    ]
    return Marked(row["id"], sentences, [_mark(one) for one in row["stances"]])


def _mark(row: Mapping[str, Any]) -> Mark:
    sentence = int(row["s"])
    return Mark(
        sentence=sentence,
        holder=AUTHOR if row["hk"] == AUTHOR else row["h"],
        holder_words=None if row["hk"] == AUTHOR else _words(row["hw"], sentence),
        target=row["t"],
        target_kind=row["tk"],
        target_words=_words(row["tw"], sentence),
        polarity=row["p"],
        evidence=row["e"],
        plain=row["c"] == 2,
        how=row["how"],
    )


def _words(text: str, sentence: int) -> Words | None:
    """The words of a mark; `@12:she` says that they are in sentence 12."""
    if text.startswith("@"):
        number, _, text = text[1:].partition(":")
        sentence = int(number)
    text = " ".join(text.split())
    return Words(text, sentence) if text else None
