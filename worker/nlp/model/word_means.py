"""The mean of the pieces of each word, for many passes of the encoder in a few steps of NumPy."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from worker.nlp.model.word_sums import word_sums

Rows: TypeAlias = npt.NDArray[np.float32]
Words: TypeAlias = npt.NDArray[np.int64]

_TOGETHER: Final = 4_096
"""Pieces whose rows are put together, 6 MiB; more where a single pass has more."""


def word_means(passes: Sequence[tuple[Rows, Words]]) -> Iterator[tuple[Words, Rows]]:
    """The words of each pass that have pieces, and the mean of their pieces.

    Args:
        passes: of each, a row for each piece, and the number of the piece's word, in ascending
            order.

    Returns:
        The numbers of the words, and a row for each. It is the same whatever other passes there
        are.

    """
    first = 0
    while first < len(passes):
        end, pieces = first + 1, len(passes[first][1])
        while end < len(passes) and pieces + len(passes[end][1]) <= _TOGETHER:
            pieces += len(passes[end][1])
            end += 1
        yield from _together(passes[first:end])
        first = end


def _together(passes: Sequence[tuple[Rows, Words]]) -> Iterator[tuple[Words, Rows]]:
    lengths = np.array([len(owners) for _, owners in passes])
    owners = np.concatenate([owners for _, owners in passes])
    if not len(owners):
        yield from ((owners, rows) for rows, _ in passes)
        return
    begins = np.empty(len(owners), dtype=bool)
    np.not_equal(owners[1:], owners[:-1], out=begins[1:])
    ends = np.cumsum(lengths)
    firsts = ends - lengths
    begins[firsts[lengths > 0]] = True
    starts = np.flatnonzero(begins)
    counts = np.diff(starts, append=len(owners)).astype(np.float32)
    means = word_sums(np.concatenate([rows for rows, _ in passes]), starts)
    means /= counts[:, None]
    words = owners[starts]
    bounds = np.searchsorted(starts, [*firsts, len(owners)]).tolist()
    for at, bound in enumerate(bounds[:-1]):
        some = slice(bound, bounds[at + 1])
        yield words[some], means[some]
