"""Articles that nobody has marked, in sentences as the worker cuts them, for the teacher.

Their text is the published one: the teacher's answers name its sentences and characters.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from training import own_marks
from training.scorecard.marked import MarkedArticle
from training.sentences import in_sentences

STRETCH: Final = 50
"""Letters and digits that two articles hardly share by chance."""

APART: Final = 25
"""Letters and digits between the stretches of a text that are remembered."""

SHARED: Final = 0.03
"""Share of an article's text that may stand in others: the sentences of agencies recur."""


def unread(data: Path) -> Iterator[MarkedArticle]:
    """The articles of the raw crawl and of PolNeAR's training texts that nobody has marked.

    Left out is what stands among the articles that models are judged by, whatever its form there.
    """
    known: set[str] = set()
    for path in sorted((data / "stances").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            known |= _stretches(row["title"] + row["body"])
    marked = own_marks.identifiers()
    for one in own_marks.raw(data):
        if not _is_among(known, one.title + one.body):
            known |= _stretches(one.title + one.body)
            if one.id not in marked:
                yield in_sentences(one.id, one.title, one.body)


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum()).lower()


def _stretches(text: str) -> set[str]:
    """Some stretches of a text, all over it."""
    letters = _letters(text)
    last = len(letters) - STRETCH
    return {letters[at : at + STRETCH] for at in range(0, max(1, last + 1), APART)}


def _is_among(known: set[str], text: str) -> bool:
    """Whether a text shares more than a little with what is known, wherever it was cut."""
    letters = _letters(text)
    if len(letters) <= STRETCH:
        return letters in known
    hits = sum(letters[at : at + STRETCH] in known for at in range(len(letters) - STRETCH + 1))
    return hits * APART > SHARED * len(letters)
