"""What the shipped encoder makes of each sentence: the reader's layers build on it.

The encoder is not trained here, and the worker reads each sentence with it anyway. So its states
are computed once, in int8 as they ship, and kept on disk in half precision.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.encoder import HIDDEN
from training.questions import Asked
from training.stance_reader.cutting import CutArticle
from training.stance_reader.examples import Row
from worker.nlp.model.encoder import Encoder
from worker.nlp.model.passages import MAX_PIECES

STATES_FILE: Final = "states.f16"
INDEX_FILE: Final = "states.json"

Halves: TypeAlias = npt.NDArray[np.float16]


class Stated(Protocol):
    """Anything that knows the states of sentences."""

    def of(self, pieces: Sequence[int]) -> Halves:
        """The states of a sentence's pieces, (pieces, HIDDEN)."""


class States:
    """The encoder's states of sentences, found by the numbers of their pieces."""

    def __init__(self, encoder: Encoder) -> None:
        """Begin without any sentence; one that is asked for is read then, and kept."""
        self._encoder = encoder
        self._known: dict[bytes, Halves] = {}

    @classmethod
    def of_articles(
        cls, encoder: Encoder, articles: Sequence[CutArticle], folder: Path
    ) -> "States":
        """Read every sentence of some articles, unless the folder has them from an earlier run."""
        states = cls(encoder)
        every = (one.pieces[:MAX_PIECES] for article in articles for one in article.sentences)
        cuts = {_key(pieces): pieces for pieces in every}
        lengths = [len(pieces) for pieces in cuts.values()]
        path, index = folder / STATES_FILE, folder / INDEX_FILE
        known = index.exists() and json.loads(index.read_text("utf-8")) == lengths
        shape = (max(sum(lengths), 1), HIDDEN)
        table = np.memmap(path, np.float16, "r" if known else "w+", shape=shape)
        at = 0
        for key, pieces in cuts.items():
            end = at + len(pieces)
            if not known:
                table[at:end] = states.read(pieces)
            states._known[key] = table[at:end]
            at = end
        index.write_text(json.dumps(lengths), "utf-8")
        return states

    def read(self, pieces: Sequence[int]) -> Halves:
        """Encode a sentence, (pieces, HIDDEN)."""
        hidden, _ = self._encoder.read_pieces(list(pieces))
        return hidden[1:-1].astype(np.float16)

    def of(self, pieces: Sequence[int]) -> Halves:
        """The states of a sentence's pieces, (pieces, HIDDEN)."""
        key = _key(pieces)
        if key not in self._known:
            self._known[key] = self.read(pieces)
        return self._known[key]


class Stateless:
    """Zeros, for a reader that does not build on an encoder."""

    def of(self, pieces: Sequence[int]) -> Halves:
        """Zeros, (pieces, HIDDEN)."""
        return np.zeros((len(pieces), HIDDEN), dtype=np.float16)


def of_rows(states: Stated, rows: Sequence[Row], length: int) -> Tensor:
    """The states of all pieces of a batch; zeros for [CLS], [SEP] and padding.

    Returns:
        (rows, length, HIDDEN) float32.

    """
    table = np.zeros((len(rows), length, HIDDEN), dtype=np.float32)
    for number, row in enumerate(rows):
        for start, end in _sentences(row):
            table[number, start:end] = states.of(row.pieces[start:end])
    return torch.from_numpy(table)


def of_asked(states: Stated, asked: Asked) -> Tensor:
    """The states of all pieces of some questions, in the same way."""
    table = np.zeros((*asked.pieces.shape, HIDDEN), dtype=np.float32)
    for number, (pieces, inner) in enumerate(zip(asked.pieces, asked.inner, strict=True)):
        end = 1 + int(inner.sum())
        table[number, 1:end] = states.of(pieces[1:end].tolist())
    return torch.from_numpy(table)


def _sentences(row: Row) -> Iterator[tuple[int, int]]:
    """Where each sentence of a row begins and ends."""
    for number, places in groupby(range(len(row.pieces)), key=row.sentence_of):
        if number is not None:
            some = list(places)
            yield some[0], some[-1] + 1


def _key(pieces: Sequence[int]) -> bytes:
    return np.asarray(pieces, dtype=np.int32).tobytes()
