"""The sum of the rows of each word: what ``np.add.reduceat`` gives, at a quarter of its price."""

from typing import Final

import numpy as np
import numpy.typing as npt

_IN_ORDER: Final = 8
"""NumPy adds so many rows one after the other, and more in another order."""


def word_sums(
    rows: npt.NDArray[np.float32], starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Add up the rows of each word.

    Args:
        rows: those of the pieces of all words, (n_pieces, width).
        starts: the first row of each word, in ascending order from 0.

    Returns:
        (n_words, width), the same bits as ``np.add.reduceat(rows, starts, axis=0)``. That takes a
        step for each number; most words have a single row.

    """
    counts = np.concatenate([starts[1:], [len(rows)]]) - starts
    sums = rows[starts]
    several = np.flatnonzero((counts > 1) & (counts <= _IN_ORDER))
    most = int(counts[several].max(initial=1))
    # NumPy adds up all rows but the first, and adds the first to that.
    rest = np.zeros((len(several), rows.shape[1]), dtype=np.float32)
    for at in range(1, most):
        going = counts[several] > at
        rest[going] += rows[starts[several[going]] + at]
    sums[several] += rest
    for word in np.flatnonzero(counts > _IN_ORDER).tolist():
        start = starts[word]
        sums[word] = np.add.reduceat(rows[start : start + counts[word]], [0], axis=0)[0]
    return sums
