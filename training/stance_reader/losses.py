"""What a step of the reader is to make smaller."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from training.questions import POLARITY, Asked, Question
from training.stance_reader.batches import IGNORED, Batch
from training.stance_reader.examples import Reference, Row
from training.stance_reader.network import NO_SCORE, Heads, Reader, mean_of

TAG_WEIGHTS: Final = (1.0, 1.5, 1.5, 1.5, 1.5)
"""Most pieces are no target: what is one counts for more."""

RELATION_WEIGHTS: Final = (1.0, 1.6, 1.6, 1.6, 1.6)
SMOOTHING: Final = 0.05

HOLDER_TAGS, HOLDER, NAME, KIND, HOW, PLAIN = 0.2, 0.3, 0.2, 0.1, 0.1, 0.05
"""How much each task counts beside the targets' tags."""


def reading_loss(reader: Heads, batch: Batch) -> Tensor:
    """The loss of a batch of passages."""
    hidden = reader(batch.rows)
    loss = _tag_loss(reader, batch, hidden)
    if bool((batch.holder_tags != IGNORED).any()):
        loss = loss + HOLDER_TAGS * functional.cross_entropy(
            reader.holder_tags(hidden).flatten(0, 1),
            batch.holder_tags.flatten(),
            ignore_index=IGNORED,
        )
    targets = [one for number, row in enumerate(batch.examples) for one in _targets(number, row)]
    if targets:
        loss = loss + _target_loss(reader, batch, hidden, targets)
    meant = [
        (number, reference)
        for number, row in enumerate(batch.examples)
        for reference in row.references
    ]
    return loss + _name_loss(reader, batch, hidden, meant) if meant else loss


def _tag_loss(reader: Heads, batch: Batch, hidden: Tensor) -> Tensor:
    wanted = batch.tags
    if reader.smoothing:
        own = wanted.sum(-1, keepdim=True)
        wanted = (1 - reader.smoothing) * wanted + own * reader.smoothing / len(TAG_WEIGHTS)
    # A teacher who learned with the weights has them in its probabilities.
    weights = torch.where(batch.taught[:, None, None], 1.0, torch.tensor(TAG_WEIGHTS))
    weighed = wanted * weights
    return -(weighed * reader.tags(hidden).float().log_softmax(-1)).sum() / weighed.sum()


class _Target(NamedTuple):
    """A target and what is to be said of it."""

    row: int
    places: Sequence[int]
    holder: Mapping[int, float]
    """the probability of each place; -2 is the author, -1 somebody elsewhere"""
    kind: int
    how: int | None
    plain: float
    weight: float


def _targets(number: int, row: Row) -> Iterator[_Target]:
    if row.soft is not None:
        for soft in row.soft.goals:
            beyond = len(row.pieces)
            holder = {
                int(at) - (len(soft.holder) if at >= beyond else 0): float(soft.holder[at])
                for at in soft.holder.nonzero()[0]
            }
            yield _Target(number, soft.target, holder, soft.kind, None, soft.plain, soft.share)
        return
    for goal in row.goals:
        if goal.target is not None:
            if isinstance(goal.holder, tuple):
                holder = {at: 1 / len(goal.holder) for at in goal.holder}
            else:
                holder = {-2 if goal.holder == "author" else -1: 1.0}
            plain = float(goal.plain)
            yield _Target(number, goal.target, holder, goal.kind, goal.how, plain, 1.0)


def _target_loss(reader: Heads, batch: Batch, hidden: Tensor, found: Sequence[_Target]) -> Tensor:
    """Of every target: its holder, what it is, how it is said, whether plainly."""
    spans = [(one.row, one.places) for one in found]
    weight = torch.tensor([one.weight for one in found])
    weight = weight / weight.sum()
    scores = reader.holders(hidden, batch.rows.mask, spans).float()
    wanted = torch.zeros_like(scores)
    for at, one in enumerate(found):
        for place, share in one.holder.items():
            wanted[at, place] = share
    loss = -HOLDER * (weight * (wanted * scores.log_softmax(1)).sum(1)).sum()
    targets = mean_of(hidden, spans)
    beside = torch.cat([targets, hidden[[one.row for one in found], 0]], 1)
    kinds = torch.tensor([one.kind for one in found])
    loss = loss + KIND * functional.cross_entropy(reader.kind(targets), kinds)
    plain = torch.tensor([[1 - one.plain, one.plain] for one in found])
    loss = loss + PLAIN * functional.cross_entropy(reader.plain(beside), plain)
    told = [at for at, one in enumerate(found) if one.how is not None]
    if told:
        hows = torch.tensor([found[at].how for at in told])
        loss = loss + HOW * functional.cross_entropy(reader.how(beside[told]), hows)
    return loss


def _name_loss(
    reader: Heads, batch: Batch, hidden: Tensor, meant: Sequence[tuple[int, Reference]]
) -> Tensor:
    """How improbable it is that any of the names is meant."""
    scores = reader.names(hidden, batch.rows.mask, [(row, one.words) for row, one in meant])
    right = torch.zeros(scores.shape, dtype=torch.bool)
    for at, (_, one) in enumerate(meant):
        right[at, list(one.names) if one.names else -1] = True
    any_right = scores.masked_fill(~right, NO_SCORE).logsumexp(1)
    return NAME * (scores.logsumexp(1) - any_right).mean()


def question_loss(
    reader: Reader, asked: Asked, states: Tensor, questions: Sequence[Question], task: str
) -> Tensor:
    """The loss of a batch of marked questions, which the reader must not forget to answer."""
    weight = None if task == POLARITY else torch.tensor(RELATION_WEIGHTS)
    return functional.cross_entropy(
        reader.ask(asked, states, task),
        torch.tensor([one.gold for one in questions]),
        weight=weight,
        label_smoothing=SMOOTHING,
    )
