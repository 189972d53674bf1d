"""Fit what turns scores into probabilities, on examples that training never saw."""

import random
from typing import Final, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from training.labels import MIRRORED
from training.model import Joint
from training.tasks import IGNORED, LABELS, Task

STEPS: Final = 300
TAG_SAMPLE: Final = 400


class Calibration(NamedTuple):
    """Probabilities are softmax or sigmoid of logits / temperature + bias."""

    temperature: float
    bias: list[float]


def fit(model: Joint, task: Task) -> Calibration:
    """Fit a temperature, and for the relation head a bias, by maximum likelihood.

    The relation head was trained with rare classes weighted up, so its raw scores say "for" or
    "against" too often: the bias takes that back. It is the same both ways round.
    """
    model.eval()
    batches = task.schedule(random.Random(0), 16, 4000)
    if task.name in LABELS:
        batches = batches[: TAG_SAMPLE // 16]
    with torch.no_grad():
        pairs = [task.forward(model, batch, None) for batch in batches]
    logits = torch.cat([one for one, _ in pairs]).double()
    gold = torch.cat([other for _, other in pairs])
    log_temperature = torch.zeros(1, dtype=torch.double, requires_grad=True)
    bias = torch.zeros(logits.shape[1], dtype=torch.double, requires_grad=True)
    biased = task.name == "relation"
    optimizer = torch.optim.LBFGS(
        [log_temperature, bias] if biased else [log_temperature],
        max_iter=STEPS,
        line_search_fn="strong_wolfe",
    )

    def symmetric() -> Tensor:
        return (bias + bias[list(MIRRORED)]) / 2

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = _likelihood(task.name, logits / log_temperature.exp() + symmetric_or_none(), gold)
        # A light hand on the bias: some classes have a dozen examples here.
        loss = loss + 1e-3 * bias.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    def symmetric_or_none() -> Tensor:
        return symmetric() if biased else torch.zeros_like(bias)

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        final = symmetric_or_none()
        final = final - final[0] if biased else final
        return Calibration(
            round(float(log_temperature.exp()), 4), [round(float(one), 4) for one in final]
        )


def _likelihood(name: str, logits: Tensor, gold: Tensor) -> Tensor:
    if name == "topics":
        known = gold >= 0
        loss = functional.binary_cross_entropy_with_logits(
            logits, gold.double().clamp(min=0), reduction="none"
        )
        return (loss * known).sum() / known.sum()
    return functional.cross_entropy(logits, gold, ignore_index=IGNORED)
