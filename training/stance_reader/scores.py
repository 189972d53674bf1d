"""How much of what is marked the reader finds in single sentences, before names are resolved."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch

from topics.events import Polarity
from training.stance_reader.batches import ROWS, padded
from training.stance_reader.examples import TAGS, Goal, Row
from training.stance_reader.network import Heads

POLARITIES: Final[dict[str, Polarity]] = {"+": "favor", "-": "against"}
"""What the second letter of a tag means."""

OVERLAP: Final = 0.5
"""The share of the shorter target's pieces that two targets have in common to be one."""


class Found(NamedTuple):
    """A target as the tags have it."""

    places: tuple[int, ...]
    polarity: Polarity
    probability: float
    """mean probability of its pieces' tags"""


class Score(NamedTuple):
    """Of tuples of holder, target and polarity, in percent."""

    emitted: int
    precision: float
    recall: float
    f1: float
    opposite: float
    """the share of the emitted whose target is marked with the other polarity only"""


def decoded(scores: npt.NDArray[np.float32], row: Row, bias: float = 0.0) -> Iterator[Found]:
    """The targets that tags say, in text order.

    Args:
        scores: log probabilities (length, TAGS) of one row's tags.
        row: the row.
        bias: is taken from the score of no target; more of it finds more.

    """
    leaning = scores.copy()
    leaning[:, 0] -= bias
    best = leaning.argmax(1)
    at, end = row.base, len(row.pieces) - 1
    while at < end:
        if best[at] == 0:
            at += 1
            continue
        tag = TAGS[best[at]]
        after = at + 1
        while after < end and TAGS[best[after]] == f"I{tag[1]}":
            after += 1
        probability = float(np.exp(scores[at:after, 1:].max(1)).mean())
        yield Found(tuple(range(at, after)), POLARITIES[tag[1]], probability)
        at = after


def score(reader: Heads, rows: Sequence[Row], bias: float = 0.0) -> Score:
    """Hold what the reader finds against the marks of the rows."""
    reader.eval()
    emitted = right = opposite = reached = 0
    order = sorted(rows, key=lambda one: len(one.pieces))
    with torch.no_grad():
        for start in range(0, len(order), ROWS):
            batch = padded(order[start : start + ROWS])
            hidden = reader(batch.rows)
            tags = reader.tags(hidden).log_softmax(-1).numpy()
            for number, row in enumerate(batch.examples):
                found = list(decoded(tags[number], row, bias))
                holders = [-1] * len(found)
                if found:
                    spans = [(number, one.places) for one in found]
                    holders = reader.holders(hidden, batch.rows.mask, spans).argmax(1).tolist()
                hits = [
                    _hits(one, holder, row, hidden.shape[1])
                    for one, holder in zip(found, holders, strict=True)
                ]
                emitted += len(found)
                right += sum(bool(goals) for goals, _ in hits)
                opposite += sum(turned and not goals for goals, turned in hits)
                reached += len({goal for goals, _ in hits for goal in goals})
    reader.train()
    marked = sum(len(row.goals) for row in rows)
    precision, recall = right / max(emitted, 1), reached / max(marked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    shares = (precision, recall, f1, opposite / max(emitted, 1))
    return Score(emitted, *(100 * one for one in shares))


def _hits(found: Found, holder: int, row: Row, length: int) -> tuple[set[Goal], bool]:
    """The marks that a found target agrees with, and whether one has the other polarity."""
    goals, turned = set(), False
    for goal in row.goals:
        if goal.target is None:
            continue
        both = len(set(found.places) & set(goal.target))
        if both < OVERLAP * min(len(found.places), len(goal.target)):
            continue
        if goal.polarity != found.polarity:
            turned = True
        elif _agrees(holder, goal, length):
            goals.add(goal)
    return goals, turned


def _agrees(holder: int, goal: Goal, length: int) -> bool:
    if isinstance(goal.holder, tuple):
        return holder in goal.holder
    return holder == length + (0 if goal.holder == "author" else 1)
