"""How much of what is marked the reader finds in single passages, before names are resolved."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import roc_auc_score

from topics.events import Polarity
from training.pieces import PAD
from training.precision import mixed
from training.stance_reader.batches import ROWS, STATELESS, padded
from training.stance_reader.examples import TAGS, Goal, Row
from training.stance_reader.network import Heads
from training.stance_reader.states import Stated

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
    area: float
    """the probability that a right one has more confidence than a wrong one"""
    names: float
    """how many references are resolved to a right name, or to none where the row has none"""


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
        while (
            after < end
            and TAGS[best[after]] == f"I{tag[1]}"
            and row.sentence_of(after) == row.sentence_of(at)
        ):
            after += 1
        probability = float(np.exp(scores[at:after, 1:].max(1)).mean())
        yield Found(tuple(range(at, after)), POLARITIES[tag[1]], probability)
        at = after


def score(
    reader: Heads,
    rows: Sequence[Row],
    bias: float = 0.0,
    padding: int = PAD,
    states: Stated = STATELESS,
) -> Score:
    """Hold what the reader finds against the marks of the rows."""
    reader.eval()
    rights: list[bool] = []
    confidences: list[float] = []
    opposite = reached = 0
    named: list[bool] = []
    order = sorted(rows, key=lambda one: len(one.pieces))
    with torch.no_grad():
        for start in range(0, len(order), ROWS):
            batch = padded(order[start : start + ROWS], padding, states)
            with mixed():
                hidden = reader(batch.rows).float()
            tags = reader.tags(hidden).log_softmax(-1).numpy()
            for number, row in enumerate(batch.examples):
                found = list(decoded(tags[number], row, bias))
                reached_here: set[Goal] = set()
                if found:
                    spans = [(number, one.places) for one in found]
                    shares = reader.holders(hidden, batch.rows.mask, spans).softmax(1)
                    for one, share in zip(found, shares, strict=True):
                        holder = int(share.argmax())
                        goals, turned = _hits(one, holder, row, hidden.shape[1])
                        rights.append(bool(goals))
                        confidences.append(one.probability * float(share.max()))
                        opposite += turned and not goals
                        reached_here |= goals
                reached += len(reached_here)
                if row.references:
                    spans = [(number, one.words) for one in row.references]
                    best = reader.names(hidden, batch.rows.mask, spans).argmax(1).tolist()
                    named += [
                        place in one.names if one.names else place == hidden.shape[1]
                        for one, place in zip(row.references, best, strict=True)
                    ]
    reader.train()
    marked = sum(len(row.goals) for row in rows)
    emitted, right = len(rights), sum(rights)
    precision, recall = right / max(emitted, 1), reached / max(marked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    area = float(roc_auc_score(rights, confidences)) if 0 < right < emitted else 0.5
    return Score(
        emitted=emitted,
        precision=100 * precision,
        recall=100 * recall,
        f1=100 * f1,
        opposite=100 * opposite / max(emitted, 1),
        area=100 * area,
        names=100 * sum(named) / max(len(named), 1),
    )


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
