"""The reader's teacher: a base-sized encoder with the same heads, never shipped."""

from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from training import teacher_encoder
from training.stance_reader.network import Heads, Rows

FROZEN_LAYERS: Final = 4
SPECIAL: Final = (teacher_encoder.CLS, teacher_encoder.SEP, teacher_encoder.PAD)


class TeacherReader(Heads):
    """all-mpnet-base-v2 with the reader's heads; the sentence itself is marked as in the reader."""

    def __init__(self) -> None:
        super().__init__(teacher_encoder.HIDDEN)
        self.encoder = teacher_encoder.Mpnet()
        self.current = torch.nn.Parameter(torch.zeros(teacher_encoder.HIDDEN))

    @classmethod
    def from_published(cls, base: Path) -> "TeacherReader":
        """Begin with the published weights, which are downloaded into `base` once."""
        reader = cls()
        reader.encoder.load(teacher_encoder.fetch(base))
        reader.encoder.freeze(FROZEN_LAYERS)
        return reader

    def forward(self, rows: Rows) -> Tensor:
        """Last hidden states of sentences with what comes before, (rows, length, width)."""
        marks = rows.current[:, :, None] * self.current
        hidden: Tensor = self.encoder(rows.pieces, rows.mask, marks).float()
        return hidden
