"""The four types of training example."""

from typing import NamedTuple


class Tagged(NamedTuple):
    """A sentence with one BIO tag per word."""

    words: list[str]
    tags: list[str]


class Targets(NamedTuple):
    """A sentence and its polarity toward each of its targets."""

    words: list[str]
    targets: list[tuple[int, int, str]]
    """first word, last word (exclusive), against | neutral | favor"""


class Pair(NamedTuple):
    """A sentence and which of two entities is for or against the other."""

    words: list[str]
    p: tuple[int, int]
    q: tuple[int, int]
    relation: str


class Topical(NamedTuple):
    """A text split into sentences, with what is known about its topics."""

    sentences: list[list[str]]
    present: frozenset[str]
    """codes of the topics it has"""
    known: frozenset[str]
    """codes that were judged; the others are not learned from"""


Example = Tagged | Targets | Pair | Topical
