"""Articles that nobody has marked, in sentences as the worker cuts them, for the teacher.

Their text is the published one: the teacher's answers name its sentences and characters.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

from training.scorecard.marked import MarkedArticle, Place
from worker.nlp.documents import doc_as_published
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.english.tokenizing import BoundedTokenizer

LONGEST: Final = 12_000
"""Characters of an article that are read: what comes later is often the next article."""

SAME: Final = 60
"""Letters and digits at the start of two bodies that make them one article."""


def unread(data: Path) -> Iterator[MarkedArticle]:
    """The articles of the raw crawl and of PolNeAR's training texts, without marks.

    Left out is what stands among the articles that models are judged by.
    """
    known: set[str] = set()
    for path in sorted((data / "stances").glob("*.jsonl")):
        known |= {_start(json.loads(line)["body"]) for line in path.open(encoding="utf-8")}
    nlp = spacy.blank("en")
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    for identifier, title, body in _raw(data):
        start = _start(body)
        if start not in known:
            known.add(start)
            yield _cut(nlp, identifier, title, body[:LONGEST])


def _raw(data: Path) -> Iterator[tuple[str, str, str]]:
    for line in (data / "articles/news_2000.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield row["id"], row["title"] or "", row["body"]
    for path in sorted((data / "quotes/polnear/train/text").glob("*")):
        yield path.name, "", path.read_text("utf-8")


def _start(body: str) -> str:
    return "".join(one for one in body if one.isalnum())[:SAME].lower()


def _cut(nlp: Language, identifier: str, title: str, body: str) -> MarkedArticle:
    doc = doc_as_published(nlp, title, body)
    mark_sentences(doc)
    offset = len(doc.text) - len(body)
    places = (
        Place("body", one.start_char - offset, one.end_char - offset)
        if one.start_char >= offset
        else Place("title", one.start_char, min(one.end_char, len(title)))
        for one in doc.sents
        if one.text.strip()
    )
    return MarkedArticle(identifier, title, body, tuple(places), ())
