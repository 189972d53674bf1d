"""What is kept of a passage that was read, so that its stances can be verified."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class ReadPassage:
    """A row of the reader: `[CLS] what comes before [SEP] the passage's own sentences [SEP]`."""

    tokens: tuple[int | None, ...]
    """the token of the doc that each place of the row is of; None for [CLS] and [SEP]"""
    states: npt.NDArray[np.float32]
    """(places, 384): those of the tower's layer that the verifier builds on"""

    @property
    def bounds(self) -> tuple[int, int]:
        """The first token of the doc that it has, and the last."""
        owners, _ = self._owned
        return owners[0], owners[-1]

    def places(self, start: int, end: int) -> Sequence[int]:
        """The places of the tokens of the doc from ``start`` to before ``end``."""
        owners, numbers = self._owned
        return numbers[bisect_left(owners, start) : bisect_left(owners, end)]

    @cached_property
    def _owned(self) -> tuple[list[int], list[int]]:
        """The tokens in the order of the text, each with its place."""
        pairs = sorted((token, at) for at, token in enumerate(self.tokens) if token is not None)
        return [token for token, _ in pairs], [at for _, at in pairs]
