"""A model in training: its optimizer, one step, and checkpoints."""

import random
from pathlib import Path
from typing import Final

import torch

from training import checkpoints
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

    @property
    def module(self) -> torch.nn.Module:
        """What is trained."""
        return self.model

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        checkpoints.save(self, path, "model")

    def resume(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        checkpoints.resume(self, path, "model")
