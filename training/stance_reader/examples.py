"""Marked articles as the reader sees them: passages with tags and pointers.

A row of pieces is `[CLS] what comes before [SEP] the passage's own sentences [SEP]`.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from topics.events import Polarity
from training.scorecard.marked import AUTHOR, Mark, Party
from training.stance_reader.cutting import Cut, CutArticle, covering, says_name
from worker.nlp.model.passages import MAX_PIECES, Passage, passages
from worker.nlp.model.reader import KINDS

HOWS: Final = ("quote", "reported", "told", "author")
"""How a stance reached the page."""

TAGS: Final = ("O", "B+", "I+", "B-", "I-")
HOLDER_TAGS: Final = ("O", "B", "I")
Holder: TypeAlias = tuple[int, ...] | Literal["author", "elsewhere"]
"""Where a holder's words are in the row; `elsewhere` where the row does not have them."""


class Goal(NamedTuple):
    """What is to be read of one mark."""

    target: tuple[int, ...] | None
    """places of the target's pieces in the row; None where the row does not have them"""
    polarity: Polarity
    holder: Holder
    kind: int
    """index into KINDS"""
    how: int
    """index into HOWS"""
    plain: bool


class Reference(NamedTuple):
    """Words that mean somebody or something whose name may stand in the row."""

    words: tuple[int, ...]
    """places of a pronoun or a description"""
    names: tuple[int, ...]
    """places of all names of what is meant; none where the row has no name of it"""


class SoftGoal(NamedTuple):
    """What a teacher finds likely of one target."""

    target: tuple[int, ...]
    """places of its pieces in the row"""
    share: float
    """how likely it is a target"""
    holder: npt.NDArray[np.float32]
    """probability of each place, of the author, and of somebody elsewhere"""
    kind: int
    """index into KINDS"""
    plain: float


class Soft(NamedTuple):
    """What a teacher finds likely in a row that nobody has marked."""

    tags: npt.NDArray[np.float32]
    """(length, TAGS)"""
    goals: list[SoftGoal]


class Row(NamedTuple):
    """A passage's own sentences with what comes before them."""

    article: str
    passage: Passage
    pieces: list[int]
    chars: list[tuple[int, int, int] | None]
    """of each piece its sentence, and its characters in `spelled` sentence text"""
    base: int
    """where the own pieces begin"""
    tags: list[int]
    """index into TAGS for each piece of the row"""
    holder_tags: list[int]
    """index into HOLDER_TAGS for each piece of the row"""
    goals: list[Goal]
    references: list[Reference]
    soft: Soft | None = None
    """in place of tags and goals, where a teacher has read the row"""

    def sentence_of(self, place: int) -> int | None:
        """The sentence of a place; None for [CLS] and [SEP]."""
        char = self.chars[place]
        return None if char is None else char[0]


def rows_of(
    articles: Sequence[CutArticle], special: tuple[int, int], draw: random.Random | None = None
) -> Iterator[Row]:
    """The articles in passages.

    Args:
        articles: in pieces.
        special: the numbers of [CLS] and [SEP] in the tokenizer's vocabulary.
        draw: cuts each article at another place every time; without it, as the worker does.

    """
    for one in articles:
        titled = bool(one.article.sentences) and one.article.sentences[0].field == "title"
        room = MAX_PIECES if draw is None else draw.randint(3 * MAX_PIECES // 4, MAX_PIECES)
        lengths = [len(sentence.pieces) for sentence in one.sentences]
        for passage in passages(lengths, titled=titled, room=room):
            yield _row(one, passage, special)


class _Places:
    """Where the sentences of a row begin, to find the pieces of some words."""

    def __init__(self, one: CutArticle) -> None:
        self._one = one
        self._starts: dict[int, int] = {}

    def begin(self, number: int, at: int) -> None:
        """Note that a sentence's pieces begin at a place."""
        self._starts[number] = at

    def of(self, party: Party, evidence: str) -> tuple[int, ...] | None:
        """The words of a party, among the evidence if they stand there too; None without them."""
        if not party.words or party.sentence not in self._starts:
            return None
        found = covering(self._sentence(party), party.words, evidence)
        return self._within(party.sentence, found) or None

    def named(self, party: Party) -> set[int]:
        """All pieces of all names of a party."""
        return {
            place
            for number, found in self._one.names[party.name]
            for place in self._within(number, found)
        }

    def _sentence(self, party: Party) -> Cut:
        return self._one.sentences[party.sentence]

    def _within(self, number: int, found: Sequence[int]) -> tuple[int, ...]:
        if number not in self._starts:
            return ()
        return tuple(self._starts[number] + at for at in found if at < MAX_PIECES)


def _row(one: CutArticle, passage: Passage, special: tuple[int, int]) -> Row:
    first, last = special
    pieces: list[int] = [first]
    chars: list[tuple[int, int, int] | None] = [None]
    places = _Places(one)

    def add(number: int) -> None:
        places.begin(number, len(pieces))
        pieces.extend(one.sentences[number].pieces[:MAX_PIECES])
        chars.extend((number, *span) for span in one.sentences[number].chars[:MAX_PIECES])

    for number in passage.before:
        add(number)
    pieces.append(last)
    chars.append(None)
    base = len(pieces)
    for number in passage.own:
        add(number)
    pieces.append(last)
    chars.append(None)
    tags, holder_tags = [0] * len(pieces), [0] * len(pieces)
    goals: list[Goal] = []
    references: dict[tuple[int, ...], Reference] = {}
    for mark in one.article.marks:
        if mark.sentence in passage.own:
            goal = _goal(mark, places)
            goals.append(goal)
            if isinstance(goal.holder, tuple) and goal.holder[0] >= base:
                _tag(holder_tags, goal.holder, 1)
            target = goal.target
            if target is not None and target[0] >= base and not any(tags[at] for at in target):
                _tag(tags, target, 1 if mark.polarity == "favor" else 3)
            references |= {found.words: found for found in _references(mark, places)}
    meant = list(references.values())
    article = one.article.id
    return Row(article, passage, pieces, chars, base, tags, holder_tags, goals, meant)


def _goal(mark: Mark, places: _Places) -> Goal:
    holder: Holder = "author" if mark.holder.kind == AUTHOR else "elsewhere"
    if holder == "elsewhere" and (at := places.of(mark.holder, mark.evidence)) is not None:
        holder = at
    kind, how = KINDS.index(mark.target.kind), HOWS.index(mark.how)
    return Goal(places.of(mark.target, mark.evidence), mark.polarity, holder, kind, how, mark.plain)


def _references(mark: Mark, places: _Places) -> Iterator[Reference]:
    for party in (mark.holder, mark.target):
        at = None if party.name == AUTHOR else places.of(party, mark.evidence)
        if at is not None and not says_name(party) and party.words != party.name:
            yield Reference(at, tuple(sorted(places.named(party) - set(at))))


def _tag(tags: list[int], places: Sequence[int], begin: int) -> None:
    for at in places:
        tags[at] = begin + 1
    tags[places[0]] = begin
