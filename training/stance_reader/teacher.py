"""The reader's teacher: a base-sized encoder with the same heads, never shipped."""

from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from training import teacher_encoder
from training.stance_reader.network import Heads, Rows

FROZEN_LAYERS: Final = 6
"""They are run once for each passage: their outputs are kept, which halves the time of an epoch."""

NAMES: Final = 384
"""Width in which references are matched with names."""

SPECIAL: Final = (teacher_encoder.CLS, teacher_encoder.SEP, teacher_encoder.PAD)


class TeacherReader(Heads):
    """all-mpnet-base-v2 with the reader's heads.

    The own sentences are marked where the layers begin that learn.
    """

    def __init__(self) -> None:
        super().__init__(teacher_encoder.HIDDEN, NAMES)
        self.encoder = teacher_encoder.Mpnet()
        self.current = torch.nn.Parameter(torch.zeros(teacher_encoder.HIDDEN))
        self._known: dict[bytes, Tensor] = {}

    @classmethod
    def from_published(cls, base: Path) -> "TeacherReader":
        """Begin with the published weights, which are downloaded into `base` once."""
        reader = cls()
        reader.encoder.load(teacher_encoder.fetch(base))
        reader.encoder.freeze(FROZEN_LAYERS)
        return reader

    def forward(self, rows: Rows) -> Tensor:
        """Last hidden states of passages with what comes before, (rows, length, width)."""
        hidden = self._below(rows) + rows.current[:, :, None] * self.current
        result: Tensor = self.encoder.above(hidden, rows.mask, FROZEN_LAYERS).float()
        return result

    def _below(self, rows: Rows) -> Tensor:
        """What the frozen layers make of the rows."""
        keys = [
            row[mask].numpy().tobytes() for row, mask in zip(rows.pieces, rows.mask, strict=True)
        ]
        new = [at for at, key in enumerate(keys) if key not in self._known]
        if new:
            with torch.no_grad():
                hidden = self.encoder.below(rows.pieces[new], rows.mask[new], FROZEN_LAYERS)
            for at, own in zip(new, hidden.bfloat16(), strict=True):
                self._known[keys[at]] = own[: int(rows.mask[at].sum())].clone()
        result = torch.zeros(*rows.pieces.shape, teacher_encoder.HIDDEN)
        for at, key in enumerate(keys):
            known = self._known[key]
            result[at, : len(known)] = known.float()
        return result

    def forget(self) -> None:
        """Free what is kept of passages that are not read again."""
        self._known.clear()
