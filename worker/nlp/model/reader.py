"""Reads a passage once for every stance in it: targets with their polarity, and who holds each.

The reader sees some sentences with what comes before them. It tags the words of the targets, for or
against, and points from each target to its holder: to a place in the row, to the author, or to
somebody who is elsewhere.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from topics.events import Polarity
from worker.nlp.model.encoder import Encoder, FloatArray, mean_of
from worker.nlp.model.reader_rows import Probabilities, ReaderRow
from worker.nlp.model.tower import Outputs, Tower

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

LEAST: Final = 0.12
"""The probability from which on a piece is taken as part of a target.

It is low, since the confidence of a stance decides later, by more than this probability: with 0.4,
the same reader found a fifth less at the same precision.
"""

CLEAR: Final = 0.4
"""A piece leans clearly to one side from this difference of its probabilities on."""

BEGINS_ANEW: Final = 0.5
"""From this probability on, a piece inside a target is the first of the next one."""


class ReadTarget(NamedTuple):
    """What a sentence takes a side toward."""

    places: tuple[int, int]
    """its first piece in the row, and the one after its last"""
    polarity: Polarity
    probability: float
    """mean probability of its polarity over its pieces"""
    opposite: float
    """mean probability of the other polarity"""


class ReadHolder(NamedTuple):
    """Where the holder of a stance is: probabilities that sum to 1."""

    places: Probabilities
    """of each place of the row"""
    author: float
    elsewhere: float


class ReadName(NamedTuple):
    """Where the name for a pronoun or a description is: probabilities that sum to 1."""

    places: Probabilities
    """of each place of the row"""
    nowhere: float
    """that the row does not have it"""


class ReadRow:
    """What the reader makes of one passage."""

    def __init__(self, outputs: Outputs, row: ReaderRow, heads: Mapping[str, FloatArray]) -> None:
        self._outputs = outputs
        self._row = row
        self._heads = heads
        self._named: FloatArray | None = None
        self._means: dict[tuple[int, int], FloatArray] = {}
        self._pairs: dict[tuple[int, int], FloatArray] = {}

    @property
    def middle(self) -> FloatArray:
        """(places, 384): the states on which the verifier builds."""
        return self._outputs.middle

    def targets(self, least: float = LEAST) -> list[ReadTarget]:
        """The targets that the tags name, in text order.

        A run of word pieces is a target if each is part of one with a probability above ``least``.
        It is for or against, whichever its tags find more probable.
        """
        base, sentences = self._row.base, self._row.sentences
        shares = _softmax(self._outputs.tags[base:-1])
        begins = shares[:, 1] + shares[:, 3]
        favor, against = shares[:, 1] + shares[:, 2], shares[:, 3] + shares[:, 4]
        inside = (favor + against >= least).tolist()
        found = []
        at, end = 0, len(shares)
        while at < end:
            after = at + 1
            if inside[at]:
                while (
                    after < end
                    and inside[after]
                    and begins[after] < BEGINS_ANEW
                    and sentences[after] == sentences[at]
                ):
                    after += 1
                lean = favor[at:after] - against[at:after]
                for start, end_of_side in _sides(lean):
                    part = slice(at + start, at + end_of_side)
                    means = _mean(favor[part]), _mean(against[part])
                    polarity: Polarity = "favor" if means[0] >= means[1] else "against"
                    # "The repeal of the tax" is one thing, and "the tax" another.
                    places = base + at + start, base + after
                    found.append(ReadTarget(places, polarity, max(means), min(means)))
            at = after
        return found

    def holder(self, places: tuple[int, int]) -> ReadHolder:
        """Who holds the stance toward the target at some places."""
        start, end = places
        asked = mean_of(self._outputs.asks[start:end])
        scores = self._outputs.answers @ asked / _root(len(asked))
        others = self._beside(places) @ self._heads["nowhere.weight"] + self._heads["nowhere.bias"]
        shares = _softmax_of_row(np.concatenate([scores, others]))
        return ReadHolder(shares[:-2], float(shares[-2]), float(shares[-1]))

    def name(self, places: tuple[int, int]) -> ReadName:
        """Where the row has the name for which the words at some places stand."""
        words = self._mean(places)
        means = words @ self._heads["means.weight"] + self._heads["means.bias"]
        if self._named is None:
            hidden = self._outputs.last_hidden
            self._named = hidden @ self._heads["named.weight"] + self._heads["named.bias"]
        scores = self._named @ means / _root(len(means))
        nowhere = words @ self._heads["unnamed.weight"] + self._heads["unnamed.bias"]
        shares = _softmax_of_row(np.concatenate([scores, nowhere]))
        return ReadName(shares[:-1], float(shares[-1]))

    def kind(self, places: tuple[int, int]) -> str:
        """What a target is most probably, one of KINDS."""
        scores = self._mean(places) @ self._heads["kind.weight"] + self._heads["kind.bias"]
        return KINDS[int(scores.argmax())]

    def plain(self, places: tuple[int, int]) -> float:
        """How probable it is that the stance toward a target is said plainly, not implied."""
        scores = self._beside(places) @ self._heads["plain.weight"] + self._heads["plain.bias"]
        return float(_softmax_of_row(scores)[1])

    def _beside(self, places: tuple[int, int]) -> FloatArray:
        """The mean of the states at some places, and the state of [CLS]."""
        if places not in self._pairs:
            self._pairs[places] = np.concatenate([self._mean(places), self._outputs.last_hidden[0]])
        return self._pairs[places]

    def _mean(self, places: tuple[int, int]) -> FloatArray:
        """The mean of the states at some places, which several questions are asked about."""
        if places not in self._means:
            start, end = places
            self._means[places] = mean_of(self._outputs.last_hidden[start:end])
        return self._means[places]


class StanceReader:
    """Reads passages through the tower."""

    def __init__(self, encoder: Encoder, tower: Tower, heads: Mapping[str, FloatArray]) -> None:
        """Make a reader.

        Args:
            encoder: its word embeddings are read.
            tower: reads them.
            heads: the reader's own arrays, such as "nowhere.weight".

        """
        self._encoder = encoder
        self._tower = tower
        self._heads = heads

    def read(self, row: ReaderRow) -> ReadRow:
        """Read one passage."""
        return ReadRow(
            self._tower.read_for_stances(self._marked(row), row.states), row, self._heads
        )

    def _marked(self, row: ReaderRow) -> FloatArray:
        marked = self._encoder.embedded([row.before, row.own])
        marked[row.base - 1 :] += self._heads["current"]
        return marked


def _sides(lean: Probabilities) -> list[tuple[int, int]]:
    """Where the polarity of a target's pieces turns: “the repeal of” is favoured, “the tax” not.

    Args:
        lean: of each piece, how much likelier it is that somebody is for it than against it.

    Returns:
        Stretches of one polarity, first piece and the one after the last. One that is not clear
        belongs to the one before.

    """
    leans = lean.tolist()
    starts, side = [0], _sign(leans[0])
    for at, one in enumerate(leans):
        turned = abs(one) >= CLEAR and _sign(one) != side
        if turned and abs(_mean(lean[starts[-1] : at])) >= CLEAR:
            starts.append(at)
            side = _sign(one)
    return list(zip(starts, [*starts[1:], len(lean)], strict=True))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _mean(values: Probabilities) -> float:
    """What ``values.mean()`` gives, at half its price."""
    return float(np.add.reduce(values)) / len(values)


def _softmax(scores: npt.NDArray[np.floating]) -> Probabilities:
    exact = scores.astype(np.float64)
    powers = np.exp(exact - np.maximum.reduce(exact, axis=-1, keepdims=True))
    result: Probabilities = powers / np.add.reduce(powers, axis=-1, keepdims=True)
    return result


def _softmax_of_row(scores: npt.NDArray[np.floating]) -> Probabilities:
    """What `_softmax` gives of one row, at two thirds of its price."""
    exact = scores.astype(np.float64)
    powers = np.exp(exact - np.maximum.reduce(exact))
    result: Probabilities = powers / np.add.reduce(powers)
    return result


@cache
def _root(width: int) -> np.float32:
    return np.float32(np.sqrt(np.float32(width)))
