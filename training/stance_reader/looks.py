"""Stances that a reader proposes on text it was trained on, to learn which of them are right.

The second look marks a proposed holder and target in the sentence and asks whether the one is for
or against the other. It is trained on every mark, and on what a reader proposes beside the marks:
these are the mistakes that it has to catch.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from training.precision import mixed
from training.stance_reader.batches import ROWS, padded
from training.stance_reader.examples import Goal, Holder, Row
from training.stance_reader.network import Looks, Reader, Rows
from worker.nlp.model.reader import LOOKS

LEAST: Final = 0.2
"""A target is proposed from this probability on: less than the worker asks for, to have more."""

BEGINS_ANEW: Final = 0.5
LEAST_PIECE: Final = 0.03
"""A piece that is less probable than this is no part of the holder's words."""

LEAST_HOLDER: Final = 0.2
"""A holder is proposed from this probability on."""

OVERLAP: Final = 0.5

Scores = npt.NDArray[np.float32]


class Look(NamedTuple):
    """One proposed stance."""

    row: Row
    target: tuple[int, ...]
    holder: Holder
    label: int
    """index into LOOKS"""


def marked(rows: Sequence[Row]) -> Iterator[Look]:
    """What the marks say: each is a look whose answer is its polarity."""
    for row in rows:
        for goal in row.goals:
            if goal.target is not None and goal.target[0] >= row.base:
                yield Look(row, goal.target, goal.holder, LOOKS.index(goal.polarity))


def proposed(reader: Reader, rows: Sequence[Row]) -> Iterator[Look]:
    """What a reader proposes in some rows, with dropout, so that it errs as on new text."""
    reader.train()
    order = sorted(rows, key=lambda one: len(one.pieces))
    for start in range(0, len(order), ROWS):
        batch = padded(order[start : start + ROWS])
        with torch.no_grad(), mixed():
            hidden = reader(batch.rows)
            shares = reader.tags(hidden).float().softmax(-1).numpy()
            for number, row in enumerate(batch.examples):
                for places in targets(shares[number], row):
                    scores = reader.holders(hidden, batch.rows.mask, [(number, places)])
                    for holder in holders(scores[0].float().softmax(0).numpy(), row):
                        yield Look(row, places, holder, _label(row, places, holder))


def targets(shares: Scores, row: Row) -> Iterator[tuple[int, ...]]:
    """The targets of a row, as the worker takes them from the tags' probabilities."""
    begins, inside = shares[:, 1] + shares[:, 3], 1 - shares[:, 0] >= LEAST
    at, end = row.base, len(row.pieces) - 1
    while at < end:
        after = at + 1
        if inside[at]:
            while after < end and inside[after] and begins[after] < BEGINS_ANEW:
                after += 1
            yield tuple(range(at, after))
        at = after


def holders(shares: Scores, row: Row) -> Iterator[Holder]:
    """The probable holders of one target; shares are of the places, the author and elsewhere."""
    some: list[int] = []
    for at in range(1, len(row.pieces)):
        if shares[at] >= LEAST_PIECE:
            some.append(at)
        elif some:
            if shares[some].sum() >= LEAST_HOLDER:
                yield tuple(some)
            some = []
    if shares[-2] >= LEAST_HOLDER:
        yield "author"
    if shares[-1] >= LEAST_HOLDER:
        yield "elsewhere"


def _label(row: Row, target: Sequence[int], holder: Holder) -> int:
    right = [goal for goal in row.goals if _agrees(goal, target, holder)]
    return LOOKS.index(right[0].polarity) if right else 0


def _agrees(goal: Goal, target: Sequence[int], holder: Holder) -> bool:
    if goal.target is None:
        return False
    both = len(set(goal.target) & set(target))
    if both < OVERLAP * min(len(goal.target), len(target)):
        return False
    if isinstance(goal.holder, tuple) and isinstance(holder, tuple):
        return bool(set(goal.holder) & set(holder))
    return goal.holder == holder


def looks_of(some: Sequence[Look]) -> Looks:
    """Some looks as one batch."""
    rows: Rows = padded([one.row for one in some]).rows
    marks = np.zeros((3, *rows.pieces.shape), dtype=np.float32)
    for number, one in enumerate(some):
        marks[1, number, list(one.target)] = 1
        if isinstance(one.holder, tuple):
            marks[0, number, list(one.holder)] = 1
        elif one.holder == "author":
            marks[2, number, 0] = 1
    holder, target, author = (torch.from_numpy(one) for one in marks)
    return Looks(rows, holder, target, author)


def look_loss(reader: Reader, some: Sequence[Look]) -> torch.Tensor:
    """The loss of a batch of looks."""
    labels = torch.tensor([one.label for one in some])
    return functional.cross_entropy(
        reader.look_again(looks_of(some)).float(), labels, label_smoothing=0.05
    )
