"""One run of the verifier's training: its plan, its steps and its checkpoints."""

import random
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Final, NamedTuple

import torch
from torch.nn import functional

from training import checkpoints
from training.precision import mixed
from training.progress import Log, descent
from training.stance_verifier.examples import CHECKPOINT, Example, Gathered
from training.stance_verifier.network import Verifier, batch_of

RATES: Final = (1e-4, 5e-4)
"""Of the layers and of all else."""

WEIGHT_DECAY: Final = 0.05
SMOOTHING: Final = 0.03
"""Share of the labels that is spread over all: even careful readers disagree."""

EXAMPLES: Final = 24
"""In a step."""

SORTED_AT_A_TIME: Final = 2048
"""Examples that are sorted by length together: like lengths share a batch, and little is padded."""

SAVE_EVERY: Final = 300
"""seconds between checkpoints"""

NOTE_EVERY: Final = 60
"""seconds between lines of the log"""

FINAL: Final = "final.pt"


class Plan(NamedTuple):
    """How long a run is."""

    epochs: float
    steps: int | None = None
    """so many at most"""
    seed: int = 1


def planned(examples: Sequence[Example], plan: Plan) -> list[list[Example]]:
    """The examples of every step, in order."""
    draw = random.Random(plan.seed)
    steps: list[list[Example]] = []
    for _ in range(ceil(plan.epochs)):
        chosen = list(examples)
        draw.shuffle(chosen)
        for start in range(0, len(chosen), SORTED_AT_A_TIME):
            near = sorted(chosen[start : start + SORTED_AT_A_TIME], key=lambda one: len(one.places))
            some = [near[at : at + EXAMPLES] for at in range(0, len(near), EXAMPLES)]
            draw.shuffle(some)
            steps += some
    return steps[: int(len(steps) * plan.epochs / ceil(plan.epochs))][: plan.steps]


class Run:
    """A verifier in training: what a checkpoint holds, and one step."""

    def __init__(self, verifier: Verifier, gathered: Gathered) -> None:
        """Begin a run.

        Args:
            verifier: before its first step.
            gathered: what it learns from.

        """
        self.verifier = verifier
        self._gathered = gathered
        self.step = 0
        self.spent = 0.0
        layers = list(verifier.layers.parameters())
        known = {id(one) for one in layers}
        others = [one for one in verifier.parameters() if id(one) not in known]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": some, "base": rate}
                for some, rate in zip((layers, others), RATES, strict=True)
            ],
            lr=RATES[0],
            weight_decay=WEIGHT_DECAY,
            fused=True,
        )

    @property
    def module(self) -> torch.nn.Module:
        """What is trained."""
        return self.verifier

    def learn(self, some: Sequence[Example], factor: float) -> float:
        """Take one step at `factor` of the full rates; returns the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        batch = batch_of(some, self._gathered)
        with mixed():
            scores = self.verifier(batch)
            loss = functional.cross_entropy(scores, batch.labels, label_smoothing=SMOOTHING)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.verifier.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(loss.detach())


def train(run: Run, steps: Sequence[Sequence[Example]], target: Path) -> None:
    """Take the steps that are left, and write `final.pt`."""
    log, last = Log(target / "log.jsonl"), target / CHECKPOINT
    if last.exists():
        checkpoints.resume(run, last, "verifier")
    log.note(steps=len(steps), begun_at=run.step)
    begun = time.monotonic() - run.spent
    saved = noted = time.monotonic()
    losses: list[float] = []
    run.verifier.train()
    for some in steps[run.step :]:
        losses.append(run.learn(some, descent(run.step / len(steps))))
        run.step += 1
        run.spent = time.monotonic() - begun
        if time.monotonic() - noted > NOTE_EVERY:
            log.note(step=run.step, seconds=round(run.spent), loss=sum(losses) / len(losses))
            losses, noted = [], time.monotonic()
        if time.monotonic() - saved > SAVE_EVERY:
            checkpoints.save(run, last, "verifier")
            saved = time.monotonic()
    log.note(step=run.step, seconds=round(run.spent))
    torch.save({"verifier": run.verifier.state_dict(), "steps": run.step}, target / FINAL)
