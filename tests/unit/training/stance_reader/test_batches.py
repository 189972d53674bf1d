"""Rows as padded batches, and the order of an epoch."""

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import row, shares  # noqa: E402 - it needs torch
from training.stance_reader.batches import IGNORED, ROWS, epoch, padded  # noqa: E402
from training.stance_reader.examples import TAGS, Soft  # noqa: E402

SOFT = Soft(np.concatenate([shares("O", "O"), shares("O", "B+"), shares("O")]), [])


def test_shorter_rows_are_padded() -> None:
    batch = padded([row("O", "O"), row("O", before=3)], padding=77)
    assert batch.rows.pieces.tolist() == [[10, 11, 12, 13, 14, 77, 77], [*range(10, 17)]]
    assert batch.rows.mask.tolist() == [[True] * 5 + [False] * 2, [True] * 7]


def test_the_own_sentences_and_the_marks_around_them_are_current() -> None:
    batch = padded([row("O", "O"), row("O", before=3)])
    assert batch.rows.current.tolist() == [[0, 1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1, 1]]


def test_each_own_piece_has_one_tag_and_what_is_around_none() -> None:
    batch = padded([row("B+", "I+", before=1)])
    assert batch.tags.shape == (1, 6, len(TAGS))
    assert batch.tags.sum(-1).tolist() == [[0, 0, 0, 1, 1, 0]]
    assert batch.tags[0, 3:5].argmax(-1).tolist() == [TAGS.index("B+"), TAGS.index("I+")]


def test_holders_are_tagged_only_among_the_own_pieces() -> None:
    one = row("O", "O", before=1)
    one.holder_tags[:] = [1] * 6
    assert padded([one]).holder_tags.tolist() == [[IGNORED] * 3 + [1, 1, IGNORED]]


def test_what_a_teacher_says_is_kept_for_the_own_pieces() -> None:
    batch = padded([row("O", "O", soft=SOFT)])
    np.testing.assert_allclose(batch.tags[0, 2:4].numpy(), SOFT.tags[2:4])
    assert batch.tags.sum(-1)[0].tolist() == pytest.approx([0, 0, 1, 1, 0])


def test_a_teacher_says_nothing_of_the_tags_of_holders() -> None:
    batch = padded([row("O", "O", soft=SOFT), row("O", "O")])
    assert batch.taught.tolist() == [True, False]
    assert batch.holder_tags.tolist() == [[IGNORED] * 5, [IGNORED] * 2 + [0, 0, IGNORED]]


def epoch_of(count: int, seed: int = 1):
    rows = [row(*["O"] * (at % 7 + 1), article=str(at)) for at in range(count)]
    return [[one.article for one in some] for some in epoch(rows, random.Random(seed))]


def test_an_epoch_has_every_row_once() -> None:
    batches = epoch_of(600)
    assert sorted(int(one) for some in batches for one in some) == list(range(600))
    assert max(map(len, batches)) == ROWS


def test_rows_of_like_lengths_share_a_batch() -> None:
    for some in epoch_of(256):
        lengths = {int(one) % 7 for one in some}
        assert max(lengths) - min(lengths) <= 1


def test_chance_decides_the_order_of_an_epoch() -> None:
    assert epoch_of(100) == epoch_of(100)
    assert epoch_of(100) != epoch_of(100, seed=2)
