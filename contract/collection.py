"""A collection of articles in JSON Lines, and which of them report the same event."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

ALIKE, DAYS, ALIKE_WITHOUT_A_DAY = 0.25, 3, 0.4
_TERMS = 20_000


@dataclass(frozen=True)
class Story:
    """The parts of an article that are compared."""

    id: str
    title: str
    body: str
    day: date | None

    @property
    def words(self) -> list[str]:
        """The words of headline and body, in lower case."""
        return re.findall(r"\w+", f"{self.title} {self.body}".casefold())


def stories_of(path: Path) -> list[Story]:
    """The stories in a file, one per line."""
    with path.open(encoding="utf-8") as lines:
        return [_story(json.loads(line)) for line in lines]


def _story(row: dict[str, Any]) -> Story:
    try:
        day = date.fromisoformat(row.get("published_at") or "")
    except ValueError:
        day = None
    return Story(row["id"], row.get("title") or "", row["body"], day)


def likeness(stories: list[Story]) -> Matrix:
    """TF-IDF cosine similarity of all pairs of stories: how much they are about the same thing."""
    counts = [Counter(story.words) for story in stories]
    documents: Counter[str] = Counter()
    for count in counts:
        documents.update(count.keys())
    # A word in only one story connects it to none, and one in every second story says little.
    usual = [term for term, number in documents.items() if 1 < number < len(stories) / 2]
    terms = sorted(usual, key=lambda term: (-documents[term], term))[:_TERMS]
    column = {term: number for number, term in enumerate(terms)}
    rows: Matrix = np.zeros((len(stories), len(terms)), dtype=np.float32)
    for number, count in enumerate(counts):
        for term, times in count.items():
            if term in column:
                weight = math.log(len(stories) / documents[term])
                rows[number, column[term]] = (1 + math.log(times)) * weight
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    result: Matrix = rows @ rows.T
    return result


def same_event(stories: list[Story], alike: Matrix) -> Iterator[tuple[int, int]]:
    """All pairs that are much alike and published within days; more alike if a date is missing."""
    for first, second in np.argwhere(np.triu(alike >= ALIKE, 1)).tolist():
        one, other = stories[first].day, stories[second].day
        if one and other:
            if abs((one - other).days) <= DAYS:
                yield first, second
        elif alike[first, second] >= ALIKE_WITHOUT_A_DAY:
            yield first, second
