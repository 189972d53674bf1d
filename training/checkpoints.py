"""Checkpoints of a run: what a run must have to go on as if it had never stopped."""

from pathlib import Path
from typing import Any, Protocol

import torch


class Resumable(Protocol):
    """A run that a checkpoint can hold."""

    optimizer: torch.optim.Optimizer
    step: int
    spent: float
    """seconds of training, including those before a resume"""

    @property
    def module(self) -> torch.nn.Module:
        """What is trained."""


def save(run: Resumable, path: Path, name: str) -> None:
    """Write a checkpoint; a crash while writing leaves the previous one whole.

    Args:
        run: in training.
        path: of the checkpoint.
        name: under which the module's state stands in it.

    """
    partial = path.with_suffix(".partial")
    torch.save(
        {
            name: run.module.state_dict(),
            "optimizer": run.optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "step": run.step,
            "spent": run.spent,
        },
        partial,
    )
    partial.replace(path)


def resume(run: Resumable, path: Path, name: str) -> None:
    """Go back to where a checkpoint was written."""
    state: dict[str, Any] = torch.load(path, weights_only=True)
    run.module.load_state_dict(state[name])
    run.optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    run.step, run.spent = state["step"], state["spent"]
