"""The four shapes of example that the joint loop knows."""

from typing import NamedTuple


class Tagged(NamedTuple):
    """A sentence with one BIO tag per word."""

    words: list[str]
    tags: list[str]


class Targets(NamedTuple):
    """A sentence and the polarity that it expresses toward each of its targets."""

    words: list[str]
    targets: list[tuple[int, int, str]]
    """first word, last word (exclusive), against | neutral | favor"""


class Pair(NamedTuple):
    """A sentence and who of two is for or against the other."""

    words: list[str]
    p: tuple[int, int]
    q: tuple[int, int]
    relation: str


class Topical(NamedTuple):
    """A text by sentences, with what is known of its topics."""

    sentences: list[list[str]]
    present: frozenset[str]
    """codes that hold"""
    known: frozenset[str]
    """codes that were judged at all; the others teach nothing"""


Example = Tagged | Targets | Pair | Topical
