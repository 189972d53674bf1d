"""Rows padded to batches, and the order in which a run sees them."""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from torch import Tensor

from training.pieces import PAD
from training.stance_reader.examples import TAGS, Row
from training.stance_reader.network import Rows
from training.stance_reader.states import Stated, Stateless, of_rows

ROWS: Final = 8
SORTED_AT_A_TIME: Final = 256
"""Rows that are sorted by length together: like lengths share a batch, and little is padded."""

IGNORED: Final = -100
STATELESS: Final = Stateless()


class Batch(NamedTuple):
    """Rows with what is to be read of them."""

    rows: Rows
    tags: Tensor
    """(rows, length, TAGS) float32, how likely each is; zeros outside the own sentences"""
    taught: Tensor
    """(rows) bool, true where a teacher read the row"""
    holder_tags: Tensor
    """(rows, length) int64, IGNORED outside the own sentences and where a teacher read"""
    examples: list[Row]


def padded(examples: Sequence[Row], padding: int = PAD, states: Stated = STATELESS) -> Batch:
    """Some rows as one batch; `padding` is the number of [PAD], `states` knows the encoder's."""
    shape = (len(examples), max(len(one.pieces) for one in examples))
    pieces = np.full(shape, padding, dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    current = np.zeros(shape, dtype=np.float32)
    tags = np.zeros((*shape, len(TAGS)), dtype=np.float32)
    holder_tags = np.full(shape, IGNORED, dtype=np.int64)
    for number, one in enumerate(examples):
        end = len(one.pieces)
        pieces[number, :end], mask[number, :end] = one.pieces, True
        current[number, one.base - 1 : end] = 1
        own = np.arange(one.base, end - 1)
        if one.soft is None:
            tags[number, own, np.array(one.tags)[own]] = 1
            holder_tags[number, own] = np.array(one.holder_tags)[own]
        else:
            tags[number, own] = one.soft.tags[own]
    rows = Rows(
        pieces=torch.from_numpy(pieces),
        mask=torch.from_numpy(mask),
        current=torch.from_numpy(current),
        states=of_rows(states, examples, shape[1]),
    )
    taught = torch.tensor([one.soft is not None for one in examples])
    return Batch(
        rows, torch.from_numpy(tags), taught, torch.from_numpy(holder_tags), list(examples)
    )


def epoch(rows: Sequence[Row], draw: random.Random) -> list[list[Row]]:
    """The rows of one epoch in batches of like lengths, in random order."""
    chosen = list(rows)
    draw.shuffle(chosen)
    batches = []
    for start in range(0, len(chosen), SORTED_AT_A_TIME):
        near = sorted(chosen[start : start + SORTED_AT_A_TIME], key=lambda one: len(one.pieces))
        some = [near[at : at + ROWS] for at in range(0, len(near), ROWS)]
        draw.shuffle(some)
        batches += some
    return batches
