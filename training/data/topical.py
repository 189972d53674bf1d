"""Whole articles with the topics that people gave them, for the topic head."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from training import own_marks
from training.data.topics import MASAKHANEWS
from training.labels import TOPICS
from worker.nlp.topics.taxonomy import Taxonomy


class Article(NamedTuple):
    """An article, and what is known of its topics."""

    text: str
    topics: tuple[str, ...]
    """their codes, the main one first"""
    judged: frozenset[str]
    """the codes that it was asked for; nothing is learned of the others"""


def marked(data: Path) -> Iterator[Article]:
    """The articles of the marked set that are for training, and those that we marked."""
    codes = codes_by_name()
    for row in [*_rows(data / "stances/train.jsonl"), *own_marks.rows(data)]:
        topics = tuple(codes[name] for name in row["topics"])
        yield Article(_text(row["title"], row["body"]), topics, frozenset(TOPICS))


def few_shot(data: Path) -> Iterator[Article]:
    """The few-shot articles of MasakhaNEWS, but for those that the marked set holds out."""
    held_out = {row["title"] for row in _rows(data / "stances/dev.jsonl")}
    for row in _rows(data / "topics/masakhanews_fewshot.jsonl"):
        if row["headline"] not in held_out:
            topics = (MASAKHANEWS[row["category"]],)
            text = _text(row["headline"], row["text"])
            yield Article(text, topics, frozenset(MASAKHANEWS.values()))


def codes_by_name() -> Mapping[str, str]:
    """The code of each top-level topic."""
    concepts = Taxonomy().concepts.values()
    return {one.name: one.code for one in concepts if len(one.path) == 1}


def _rows(path: Path) -> Sequence[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _text(title: str | None, body: str) -> str:
    # The articles that we marked were read up to there, and few of the others are longer.
    return f"{title or ''}\n{body[: own_marks.LONGEST]}"
