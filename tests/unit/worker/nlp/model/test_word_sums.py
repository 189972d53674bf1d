"""Sums of words: those of NumPy, bit by bit."""

import numpy as np
import pytest

from worker.nlp.model.word_sums import word_sums


@pytest.mark.parametrize("most", [1, 2, 8, 9, 40])
def test_the_bits_are_those_of_numpy(most: int) -> None:
    draw = np.random.default_rng(most)
    for _ in range(20):
        counts = draw.integers(1, most + 1, draw.integers(1, 30))
        starts = np.cumsum(counts) - counts
        rows = draw.normal(size=(int(counts.sum()), 64)) * 10.0 ** draw.integers(-4, 4, 64)
        rows = rows.astype(np.float32)
        expected = np.add.reduceat(rows, starts, axis=0)
        assert word_sums(rows, starts).tobytes() == expected.tobytes()


def test_the_rows_stay_as_they_are() -> None:
    rows = np.ones((3, 4), dtype=np.float32)
    assert word_sums(rows, np.array([0, 1])).tolist() == [[1] * 4, [2] * 4]
    assert (rows == 1).all()
