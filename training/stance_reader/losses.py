"""What a step of the reader is to make smaller."""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from training.questions import POLARITY, Asked, Question
from training.stance_reader.batches import IGNORED, Batch
from training.stance_reader.examples import Goal
from training.stance_reader.network import Heads, Reader, mean_of

TAG_WEIGHTS: Final = (1.0, 1.5, 1.5, 1.5, 1.5)
"""Most pieces are no target: what is one counts for more."""

RELATION_WEIGHTS: Final = (1.0, 1.6, 1.6, 1.6, 1.6)
SMOOTHING: Final = 0.05

HOLDER_TAGS, HOLDER, KIND, HOW, PLAIN = 0.2, 0.3, 0.1, 0.1, 0.05
"""How much each task counts beside the targets' tags."""


def reading_loss(reader: Heads, batch: Batch) -> Tensor:
    """The loss of a batch of marked sentences."""
    hidden = reader(batch.rows)
    loss = functional.cross_entropy(
        reader.tags(hidden).flatten(0, 1),
        batch.tags.flatten(),
        ignore_index=IGNORED,
        weight=torch.tensor(TAG_WEIGHTS),
        label_smoothing=reader.smoothing,
    ) + HOLDER_TAGS * functional.cross_entropy(
        reader.holder_tags(hidden).flatten(0, 1), batch.holder_tags.flatten(), ignore_index=IGNORED
    )
    found = [
        (number, goal)
        for number, row in enumerate(batch.examples)
        for goal in row.goals
        if goal.target is not None
    ]
    return loss + _target_loss(reader, batch, hidden, found) if found else loss


def _target_loss(
    reader: Heads, batch: Batch, hidden: Tensor, found: Sequence[tuple[int, Goal]]
) -> Tensor:
    """Of every target: its holder, what it is, how it is said, whether plainly."""
    spans = [(number, goal.target or ()) for number, goal in found]
    goals = [goal for _, goal in found]
    scores = reader.holders(hidden, batch.rows.mask, spans)
    wanted = torch.zeros_like(scores)
    for at, goal in enumerate(goals):
        if isinstance(goal.holder, tuple):
            wanted[at, list(goal.holder)] = 1 / len(goal.holder)
        else:
            wanted[at, scores.shape[1] - (2 if goal.holder == "author" else 1)] = 1
    targets = mean_of(hidden, spans)
    beside = torch.cat([targets, hidden[[number for number, _ in spans], 0]], 1)
    loss = -HOLDER * (wanted * scores.log_softmax(1)).sum(1).mean()
    for weight, answers, labels in (
        (KIND, reader.kind(targets), [goal.kind for goal in goals]),
        (HOW, reader.how(beside), [goal.how for goal in goals]),
        (PLAIN, reader.plain(beside), [int(goal.plain) for goal in goals]),
    ):
        loss = loss + weight * functional.cross_entropy(answers, torch.tensor(labels))
    return loss


def question_loss(reader: Reader, asked: Asked, questions: Sequence[Question], task: str) -> Tensor:
    """The loss of a batch of marked questions, which the reader must not forget to answer."""
    weight = None if task == POLARITY else torch.tensor(RELATION_WEIGHTS)
    return functional.cross_entropy(
        reader.ask(asked, task),
        torch.tensor([one.gold for one in questions]),
        weight=weight,
        label_smoothing=SMOOTHING,
    )
