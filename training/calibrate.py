"""Fit the calibration of the scores on examples held out of training."""

import random
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from training.labels import MIRRORED
from training.model import Joint, Reader
from training.questions import POLARITY, RELATION
from training.tasks import IGNORED, LABELS, StanceTask, TextTask, buckets

STEPS: Final = 300
TAG_SAMPLE: Final = 400
FORBIDDEN: Final = -1e4
CHAIN_EPOCHS: Final = 12


class Calibration(NamedTuple):
    """Probabilities are softmax or sigmoid of logits / temperature + bias."""

    temperature: float
    bias: list[float]


def fit_texts(model: Joint, task: TextTask) -> Calibration:
    """Fit a temperature for tags or topics, by maximum likelihood."""
    model.eval()
    batches = buckets(task.lengths, 16, 4000, random.Random(0))
    if task.name in LABELS:
        batches = batches[: TAG_SAMPLE // 16]
    with torch.no_grad():
        pairs = [task.forward(model, batch, None) for batch in batches]
    logits = torch.cat([one for one, _ in pairs])
    return fitted(task.name, logits, torch.cat([other for _, other in pairs]))


def fit_stances(model: Joint, task: StanceTask) -> dict[str, Calibration]:
    """Fit the calibration of the tower's head and, for targets, of the glance's, by head name.

    The relation heads were trained with rare classes weighted up, so their raw scores say "for" or
    "against" too often. A bias, the same in both directions, corrects this.
    """
    model.eval()
    found = {}
    readers: list[tuple[Reader, str]] = [("tower", "")]
    if task.kind == POLARITY:
        readers.append(("glance", "_glance"))
    for reader, ending in readers:
        with torch.no_grad():
            parts = [
                task.forward(model, batch, reader)
                for batch in buckets(task.lengths, 16, 4000, random.Random(0))
            ]
        scores, gold = (torch.cat(some) for some in zip(*parts, strict=True))
        found[f"{task.kind}{ending}"] = fitted(task.kind, scores, gold)
    return found


def fitted(name: str, scores: Tensor, gold: Tensor) -> Calibration:
    """Fit the calibration of a task's scores by maximum likelihood."""
    logits = scores.double()
    log_temperature = torch.zeros(1, dtype=torch.double, requires_grad=True)
    bias = torch.zeros(logits.shape[1], dtype=torch.double, requires_grad=True)
    biased = name == RELATION
    optimizer = torch.optim.LBFGS(
        [log_temperature, bias] if biased else [log_temperature],
        max_iter=STEPS,
        line_search_fn="strong_wolfe",
    )

    def symmetric() -> Tensor:
        return (bias + bias[list(MIRRORED)]) / 2 if biased else torch.zeros_like(bias)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = _likelihood(name, logits / log_temperature.exp() + symmetric(), gold)
        # A light penalty on the bias: some classes have only a dozen examples here.
        loss = loss + 1e-3 * bias.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        final = symmetric()
        final = final - final[0] if biased else final
        return Calibration(
            round(float(log_temperature.exp()), 4), [round(float(one), 4) for one in final]
        )


def fit_transitions(model: Joint, task: TextTask, temperature: float) -> npt.NDArray[np.float32]:
    """Fit the transition scores between tags, given the calibrated scores of each.

    The tag heads judge every word separately. This fits the transition matrix of a linear-chain CRF
    over their log-probabilities by maximum likelihood; the heads do not change.

    Returns:
        (labels, labels) float32, from row to column; large and negative where illegal.

    """
    model.eval()
    labels = LABELS[task.name]
    width = len(labels)
    forbidden = torch.tensor(
        [[tag[0] == "I" and before[1:] != tag[1:] for tag in labels] for before in labels]
    )
    first = torch.tensor([FORBIDDEN if tag[0] == "I" else 0.0 for tag in labels])
    parts = []
    with torch.no_grad():
        for batch in buckets(task.lengths, 64, 6000, random.Random(0)):
            logits, gold = task.forward(model, batch, None)
            scores = torch.log_softmax(logits / temperature, dim=1)
            parts.append((scores.view(len(batch), -1, width), gold.view(len(batch), -1)))
    raw = torch.zeros(width, width, requires_grad=True)
    optimizer = torch.optim.Adam([raw], lr=0.1)
    draw = random.Random(0)
    for _ in range(CHAIN_EPOCHS):
        draw.shuffle(parts)
        for scores, gold in parts:
            transition = raw.masked_fill(forbidden, FORBIDDEN)
            loss = _chain_loss(scores, gold, transition, first) + 1e-3 * raw.square().sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        for group in optimizer.param_groups:
            group["lr"] *= 0.8
    transitions = raw.detach().masked_fill(forbidden, FORBIDDEN)
    return np.asarray(transitions.numpy(), dtype=np.float32)


def _chain_loss(scores: Tensor, gold: Tensor, transition: Tensor, first: Tensor) -> Tensor:
    """Mean negative log-likelihood of the gold sequences, by the forward recursion."""
    real = gold != IGNORED
    tags = gold.clamp(min=0)
    everything = scores[:, 0] + first
    chosen = scores[:, 0].gather(1, tags[:, :1])[:, 0]
    for word in range(1, scores.shape[1]):
        here = real[:, word]
        summed = torch.logsumexp(everything[:, :, None] + transition, dim=1) + scores[:, word]
        everything = torch.where(here[:, None], summed, everything)
        gained = (
            transition[tags[:, word - 1], tags[:, word]]
            + scores[:, word].gather(1, tags[:, word : word + 1])[:, 0]
        )
        chosen = chosen + torch.where(here, gained, torch.zeros_like(gained))
    return (torch.logsumexp(everything, dim=1) - chosen).mean()


def _likelihood(name: str, logits: Tensor, gold: Tensor) -> Tensor:
    if name == "topics":
        known = gold >= 0
        loss = functional.binary_cross_entropy_with_logits(
            logits, gold.double().clamp(min=0), reduction="none"
        )
        return (loss * known).sum() / known.sum()
    return functional.cross_entropy(logits, gold, ignore_index=IGNORED)
