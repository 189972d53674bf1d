"""A model in training: its optimizer, one step, and checkpoints."""

import random
from pathlib import Path
from typing import Any, Final

import torch

from training.model import Joint
from training.tasks import Task

ENCODER_RATE: Final = 1e-4
HEAD_RATE: Final = 1e-3


class Run:
    """A model in training: what a checkpoint holds, and one step."""

    def __init__(self, model: Joint, seed: int, *, bf16: bool, rate: float = ENCODER_RATE) -> None:
        self.model = model
        self.seed = seed
        self.bf16 = bf16
        self.step = 0
        self.spent = 0.0
        """seconds of training, including those before a resume"""
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [
                        one
                        for module in (model.encoder, model.tower.layers)
                        for one in module.parameters()
                        if one.requires_grad
                    ],
                    "base": rate,
                },
                {
                    "params": [
                        one
                        for one in (model.tower.roles, *model.heads.parameters())
                        if one.requires_grad
                    ],
                    "base": HEAD_RATE,
                },
            ],
            lr=rate,
            weight_decay=0.01,
            fused=True,
        )

    def learn(self, task: Task, batch: list[int], factor: float) -> float:
        """Take one step at `factor` times the full learning rates; returns the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        draw = random.Random(f"{self.seed} {self.step}")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            loss = task.loss(self.model, batch, draw)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write a checkpoint; a crash while writing leaves the previous one intact."""
        partial = path.with_suffix(".partial")
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "random": torch.get_rng_state(),
                "step": self.step,
                "spent": self.spent,
            },
            partial,
        )
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Restore the state of a checkpoint."""
        state: dict[str, Any] = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.spent = state["step"], state["spent"]
