"""Rows padded to batches, and the order in which a run sees them."""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from torch import Tensor

from training.pieces import PAD
from training.stance_reader.examples import Row
from training.stance_reader.network import Rows

ROWS: Final = 24
SORTED_AT_A_TIME: Final = 1024
"""Rows that are sorted by length together: like lengths share a batch, and little is padded."""

IGNORED: Final = -100


class Batch(NamedTuple):
    """Rows with what is to be read of them."""

    rows: Rows
    tags: Tensor
    """(rows, length) int64, IGNORED outside the sentence itself"""
    holder_tags: Tensor
    """the same for the holders' words"""
    examples: list[Row]


def padded(examples: Sequence[Row]) -> Batch:
    """Some rows as one batch."""
    shape = (len(examples), max(len(one.pieces) for one in examples))
    pieces = np.full(shape, PAD, dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    current = np.zeros(shape, dtype=np.float32)
    tags, holder_tags = (np.full(shape, IGNORED, dtype=np.int64) for _ in range(2))
    for number, one in enumerate(examples):
        end = len(one.pieces)
        pieces[number, :end], mask[number, :end] = one.pieces, True
        current[number, one.base - 1 : end] = 1
        own = slice(one.base, end - 1)
        tags[number, own], holder_tags[number, own] = one.tags[own], one.holder_tags[own]
    rows = Rows(*(torch.from_numpy(one) for one in (pieces, mask, current)))
    return Batch(rows, torch.from_numpy(tags), torch.from_numpy(holder_tags), list(examples))


def epoch(
    with_marks: Sequence[Row], without: Sequence[Row], share: float, draw: random.Random
) -> list[list[Row]]:
    """The batches of one epoch: every marked row, and for each of them `share` without a mark."""
    count = min(len(without), int(share * len(with_marks)))
    chosen = [*with_marks, *draw.sample(without, count)]
    draw.shuffle(chosen)
    batches = []
    for start in range(0, len(chosen), SORTED_AT_A_TIME):
        near = sorted(chosen[start : start + SORTED_AT_A_TIME], key=lambda one: len(one.pieces))
        some = [near[at : at + ROWS] for at in range(0, len(near), ROWS)]
        draw.shuffle(some)
        batches += some
    return batches
