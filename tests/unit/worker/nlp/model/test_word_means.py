"""The means of words: those of each pass alone, whatever other passes there are."""

import numpy as np
import pytest

from worker.nlp.model import word_means as module
from worker.nlp.model.word_means import word_means


def passes(*owners):
    draw = np.random.default_rng(1)
    return [
        (draw.normal(size=(len(one), 8)).astype(np.float32), np.array(one, dtype=np.int64))
        for one in owners
    ]


@pytest.mark.parametrize("together", [1, 4, 5, 100])
def test_each_word_has_the_mean_of_its_pieces(monkeypatch, together):
    monkeypatch.setattr(module, "_TOGETHER", together)
    given = passes([0, 0, 2], [], [2, 2, 2, 5], [0], [0] * 12)
    found = list(word_means(given))
    assert [words.tolist() for words, _ in found] == [[0, 2], [], [2, 5], [0], [0]]
    for (rows, owners), (words, means) in zip(given, found, strict=True):
        expected = [rows[owners == word].mean(axis=0) for word in words]
        np.testing.assert_allclose(means, np.reshape(expected, (-1, 8)), rtol=1e-5)


def test_a_pass_has_the_same_bits_beside_others():
    given = passes([0, 0, 2], [1, 1, 1, 4], [0] * 12)
    together = list(word_means(given))
    for alone, (words, means) in zip(given, together, strict=True):
        ((same, rows),) = word_means([alone])
        assert words.tobytes() == same.tobytes()
        assert means.tobytes() == rows.tobytes()


def test_nothing_has_no_words():
    assert list(word_means([])) == []
    ((words, means),) = word_means(passes([]))
    assert (len(words), len(means)) == (0, 0)
