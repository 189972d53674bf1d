"""Reads a sentence once for every stance in it: targets with their polarity, and who holds each.

The reader sees a sentence with what comes before it. It tags the words of the targets, for or
against, and points from each target to its holder: to a place in the row, to the author, or to
somebody who is elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime

from topics.events import Polarity
from worker.nlp.model.encoder import EncoderError, FloatArray, IntArray, open_session

READER_FILE: Final = "reader.int8.onnx"
EMBEDDINGS_FILE: Final = "embeddings.int8.onnx"
READER_HEADS_FILE: Final = "reader_heads.npz"

TAGS: Final = ("O", "B+", "I+", "B-", "I-")
BEGINS_ANEW: Final = 0.5
"""From this probability on, a piece inside a target is the first of the next one."""

MAX_CONTEXT: Final = 44
"""Word pieces of what comes before, in whole sentences."""

MAX_SENTENCES_BEFORE: Final = 3
MAX_PIECES: Final = 110
"""Word pieces of the sentence that are read."""

Probabilities: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Target:
    """What a sentence takes a side toward."""

    places: tuple[int, int]
    """its first piece in the sentence, and the one after its last"""
    polarity: Polarity
    probability: float
    """mean probability of the tags of its pieces"""


@dataclass(frozen=True)
class HolderGuess:
    """Where the holder of a stance is: probabilities that sum to 1."""

    pieces: Probabilities
    """of each piece of the row: first what comes before, then the sentence itself"""
    author: float
    elsewhere: float


class ReadRow:
    """What the reader makes of one sentence."""

    def __init__(
        self, outputs: Sequence[FloatArray], before: int, heads: dict[str, FloatArray]
    ) -> None:
        self._hidden, self._tags, self._asks, self._answers = outputs
        self._before = before
        self._heads = heads

    @property
    def base(self) -> int:
        """How many of the row's pieces come before the sentence's own, [CLS] and [SEP] too."""
        return self._before + 2

    def targets(self, least: float = 0.4) -> list[Target]:
        """The targets that the tags name, in text order.

        A run of pieces is a target where each is likelier part of one than ``least``; it is for or
        against by what most of its tags' probability says.
        """
        shares = np.exp(_log_softmax(self._tags[self.base : -1].astype(np.float64)))
        begins = shares[:, 1] + shares[:, 3]
        favor, against = shares[:, 1] + shares[:, 2], shares[:, 3] + shares[:, 4]
        inside = favor + against >= least
        found = []
        at, end = 0, len(shares)
        while at < end:
            after = at + 1
            if inside[at]:
                while after < end and inside[after] and begins[after] < BEGINS_ANEW:
                    after += 1
                sums = favor[at:after].sum(), against[at:after].sum()
                polarity: Polarity = "favor" if sums[0] >= sums[1] else "against"
                found.append(Target((at, after), polarity, float(max(sums)) / (after - at)))
            at = after
        return found

    def holder(self, target: Target) -> HolderGuess:
        """Who holds the stance toward one of the targets."""
        start, end = (self.base + place for place in target.places)
        asked = self._asks[start:end].mean(axis=0, dtype=np.float64)
        scores = self._answers @ asked / np.sqrt(len(asked))
        beside = np.concatenate([self._hidden[start:end].mean(axis=0), self._hidden[0]])
        others = beside @ self._heads["nowhere.weight"] + self._heads["nowhere.bias"]
        every = np.exp(_log_softmax(np.concatenate([scores, others])[None, :].astype(np.float64))[0])
        return HolderGuess(every[:-2], float(every[-2]), float(every[-1]))


class StanceReader:
    """The reader's graphs behind onnxruntime."""

    def __init__(
        self,
        embeddings: onnxruntime.InferenceSession,
        layers: onnxruntime.InferenceSession,
        heads: dict[str, FloatArray],
        special: tuple[int, int],
    ) -> None:
        self._embeddings = embeddings
        self._layers = layers
        self._heads = heads
        self._first, self._last = special

    @classmethod
    def load(cls, directory: Path, special: tuple[int, int], threads: int = 1) -> "StanceReader":
        """Load the reader of an exported folder.

        Args:
            directory: holds the two graphs and the heads.
            special: the numbers of [CLS] and [SEP] in the vocabulary.
            threads: threads of one pass.

        Raises:
            EncoderError: a file is missing or cannot be read.

        """
        for name in (EMBEDDINGS_FILE, READER_FILE, READER_HEADS_FILE):
            if not (directory / name).is_file():
                raise EncoderError(f"no {name} in {directory}: it is part of the package")
        try:
            sessions = [
                open_session(directory / name, threads) for name in (EMBEDDINGS_FILE, READER_FILE)
            ]
            with np.load(directory / READER_HEADS_FILE, allow_pickle=False) as archive:
                heads = {name: np.asarray(archive[name], np.float32) for name in archive.files}
        except Exception as error:  # onnxruntime raises types of its own
            raise EncoderError(f"cannot read the reader in {directory}: {error}") from error
        return cls(sessions[0], sessions[1], heads, special)

    def read(self, before: Sequence[IntArray], pieces: IntArray) -> ReadRow:
        """Read one sentence.

        Args:
            before: the pieces of the sentences before it that are read with it, in text order.
            pieces: its own; only the first ``MAX_PIECES`` are read.

        """
        context = [int(one) for sentence in before for one in sentence]
        own = [int(one) for one in pieces[:MAX_PIECES]]
        row = [self._first, *context, self._last, *own, self._last]
        ids: IntArray = np.asarray([row], dtype=np.int64)
        (embedded,) = self._embeddings.run(["embedded"], {"input_ids": ids})
        embedded[0, len(context) + 1 :] += self._heads["current"]
        outputs = self._layers.run(
            ["last_hidden", "tags", "asks", "answers"], {"marked": embedded}
        )
        return ReadRow([one[0] for one in outputs], len(context), self._heads)


def read_before(lengths: Sequence[int], number: int) -> range:
    """The sentences that are read before one: as many whole ones as there is room for.

    Args:
        lengths: pieces of every sentence of the article.
        number: the sentence that is to be read.

    """
    room, first = MAX_CONTEXT, number
    while first > max(0, number - MAX_SENTENCES_BEFORE):
        room -= lengths[first - 1]
        if room <= 0:
            break
        first -= 1
    return range(first, number)


def _log_softmax(scores: Probabilities) -> Probabilities:
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
