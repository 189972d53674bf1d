"""The verifier in PyTorch: a few layers over the reader's states, and a head."""

import copy
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import HIDDEN, attention_mask
from training.graph import VERIFIED_AFTER
from training.stance_reader.network import Reader
from training.stance_verifier.examples import Example, Gathered
from worker.nlp.model.verifier import HOLDERS, SIDES

LAYERS: Final = 2
INNER: Final = 128
"""Width of the head between its layers."""

ROLES: Final = 4
BLANKS: Final = 0.05
"""Share of the pieces that are blanked in training."""


class Batch(NamedTuple):
    """Examples, padded to one length."""

    states: Tensor
    """(examples, length, HIDDEN)"""
    mask: Tensor
    """(examples, length) bool, true where anything stands"""
    roles: Tensor
    """(examples, ROLES, length) float32, 1 where the pieces of each role are"""
    kinds: Tensor
    """(examples) int64, index into HOLDERS"""
    sides: Tensor
    """(examples) int64, index into SIDES"""
    labels: Tensor
    """(examples) int64"""


class Verifier(nn.Module):
    """Begins with copies of the reader's last layers."""

    def __init__(self, reader: Reader, dropout: float = 0.1) -> None:
        """Make a verifier that has learned nothing of its own.

        Args:
            reader: the shipped one.
            dropout: of the layers.

        """
        super().__init__()
        last = len(reader.layers) - 1
        numbers = [min(VERIFIED_AFTER + at, last) for at in range(LAYERS)]
        self.layers = nn.ModuleList(copy.deepcopy(reader.layers[number]) for number in numbers)
        for layer in self.layers:
            layer.dropout = dropout
        self.roles = nn.Parameter(torch.randn(ROLES, HIDDEN) * 0.02)
        self.kinds = nn.Parameter(torch.zeros(len(HOLDERS), HIDDEN))
        self.sides = nn.Parameter(torch.zeros(len(SIDES), HIDDEN))
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * HIDDEN, INNER), nn.ReLU(), nn.Linear(INNER, 3)
        )

    def run(self, marked: Tensor, mask: Tensor) -> Tensor:
        """Marked states through all layers, the same shape."""
        attend = attention_mask(mask)
        for layer in self.layers:
            marked = layer(marked, attend)
        return marked

    def forward(self, batch: Batch) -> Tensor:
        """Scores (examples, 3) of no stance, of one for the target and of one against it."""
        states = batch.states
        if self.training:
            states = states * (torch.rand(states.shape[:2]) >= BLANKS)[:, :, None]
        asked = self.kinds[batch.kinds] + self.sides[batch.sides]
        marked = states + torch.einsum("nrl,rd->nld", batch.roles, self.roles)
        marked = marked + functional.pad(asked[:, None], (0, 0, 0, marked.shape[1] - 1))
        hidden = self.run(marked, batch.mask)
        counts = batch.roles.sum(2)
        means = torch.einsum("nrl,nld->nrd", batch.roles, hidden)
        means = means / counts.clamp(min=1)[:, :, None]
        first = hidden[:, 0]
        holder = torch.where(counts[:, 1, None] > 0, means[:, 1], first)
        scores: Tensor = self.head(torch.cat([means[:, 0], holder, first], 1))
        return scores.float()


def batch_of(some: Sequence[Example], gathered: Gathered) -> Batch:
    """Examples as one batch."""
    length = max(len(one.places) for one in some)
    states = np.zeros((len(some), length, HIDDEN), dtype=np.float32)
    mask = np.zeros((len(some), length), dtype=bool)
    roles = np.zeros((len(some), ROLES, length), dtype=np.float32)
    for number, one in enumerate(some):
        end = len(one.places)
        states[number, :end] = gathered.states[one.begin + np.array(one.places)]
        mask[number, :end] = True
        for role, places in enumerate(one.roles):
            roles[number, role, list(places)] = 1
    return Batch(
        torch.from_numpy(states),
        torch.from_numpy(mask),
        torch.from_numpy(roles),
        torch.tensor([one.kind for one in some]),
        torch.tensor([one.side for one in some]),
        torch.tensor([one.label for one in some]),
    )
