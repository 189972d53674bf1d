"""The topic head's input: averages of the encoder's vectors, and word-piece counts."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags

from training.data.examples import Topical
from worker.nlp.model.encoder import Encoder
from worker.nlp.topics.component import LEAD_SENTENCES, LEAD_WEIGHT, TITLE_WEIGHT

RARE: Final = 3
"""A word piece counts only if this many articles contain it."""

FloatArray = npt.NDArray[np.float32]


class Read(NamedTuple):
    """Some texts as the head reads them: both averages, and damped counts of word pieces."""

    plain: FloatArray
    weighted: FloatArray
    """averaged as the worker averages an article: title and lead count more"""
    counts: csr_matrix

    def rows(self, chosen: npt.NDArray[np.int64]) -> "Read":
        """The rows of some of the texts."""
        return Read(self.plain[chosen], self.weighted[chosen], self.counts[chosen])


def read(encoder: Encoder, pieces: int, examples: Sequence[Topical]) -> Read:
    """Encode each text sentence by sentence; ``pieces`` is how many the vocabulary has."""
    plain, weighted, rows, columns, values = [], [], [], [], []
    for row, example in enumerate(examples):
        encoded = [encoder.encode(words) for words in example.sentences]
        both = np.stack([np.concatenate([one.cls, one.mean]) for one in encoded])
        weights = np.ones(len(encoded))
        weights[: LEAD_SENTENCES + 1] = LEAD_WEIGHT
        weights[0] = TITLE_WEIGHT
        plain.append(both.mean(axis=0))
        weighted.append(np.average(both, axis=0, weights=weights))
        known, counts = np.unique(
            np.concatenate([one.pieces for one in encoded]), return_counts=True
        )
        rows += [row] * len(known)
        columns += known.tolist()
        values += (1 + np.log(counts)).tolist()
    return Read(
        np.asarray(plain, dtype=np.float32),
        np.asarray(weighted, dtype=np.float32),
        csr_matrix((values, (rows, columns)), (len(examples), pieces), np.float32),
    )


def rarity_of(counts: csr_matrix) -> FloatArray:
    """The inverse document frequency of each word piece; 0 for pieces in too few articles."""
    having = np.asarray((counts > 0).sum(axis=0))[0]
    rarity = np.log(counts.shape[0] / np.maximum(having, 1))
    return np.where(having >= RARE, rarity, 0).astype(np.float16).astype(np.float32)


def word_scores(counts: csr_matrix, rarity: FloatArray) -> csr_matrix:
    """Counts times rarity, each row of length 1: `word_scores` of the heads, for many texts."""
    scores = counts.multiply(rarity[None, :]).tocsr()
    norms = np.sqrt(np.asarray(scores.multiply(scores).sum(axis=1)))[:, 0]
    return (diags(1 / np.maximum(norms, 1e-6)) @ scores).tocsr().astype(np.float32)


def kept(path: Path, made: Callable[[], FloatArray]) -> FloatArray:
    """An array that is computed once and then read from its file."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".partial")
        with unfinished.open("wb") as file:
            np.save(file, made())
        unfinished.rename(path)
    return np.asarray(np.load(path), dtype=np.float32)


def kept_read(file: Path, encoder: Encoder, pieces: int, examples: Sequence[Topical]) -> Read:
    """The result of `read`, cached in a file."""
    if not file.is_file():
        made = read(encoder, pieces, examples)
        counts = made.counts
        np.savez(
            file,
            plain=made.plain,
            weighted=made.weighted,
            data=counts.data,
            indices=counts.indices,
            indptr=counts.indptr,
        )
    with np.load(file) as held:
        shape = (len(held["plain"]), pieces)
        counts = csr_matrix((held["data"], held["indices"], held["indptr"]), shape)
        return Read(held["plain"], held["weighted"], counts)
