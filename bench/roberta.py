"""What a RoBERTa-base classifier costs for one question: its matrix products, on random weights.

The cost does not depend on the weights. One layer is run twelve times, and what is no matrix
product is left out, so that a real one costs more.
"""

import time
from typing import Final

import numpy as np

LAYERS: Final = 12
WIDTH: Final = 768
HEADS: Final = 12
INNER: Final = 3072
LENGTHS: Final = (16, 32, 64, 128)
"""Word pieces of the questions that are timed."""


class Classifier:
    """The layers of RoBERTa-base without a task."""

    def __init__(self) -> None:
        draw = np.random.default_rng(1)
        shapes = [(WIDTH, 3 * WIDTH), (WIDTH, WIDTH), (WIDTH, INNER), (INNER, WIDTH)]
        self._weights = [draw.normal(0, 0.02, shape).astype(np.float32) for shape in shapes]

    def ask(self, length: int) -> None:
        """Read one question of so many word pieces."""
        qkv, out, up, down = self._weights
        hidden = np.ones((length, WIDTH), dtype=np.float32)
        for _ in range(LAYERS):
            parts = (hidden @ qkv).reshape(length, 3, HEADS, WIDTH // HEADS).transpose(1, 2, 0, 3)
            scores = parts[0] @ parts[1].transpose(0, 2, 1)
            mixed = (scores @ parts[2]).transpose(1, 0, 2).reshape(length, WIDTH)
            hidden = mixed @ out
            hidden = (hidden @ up) @ down
            hidden /= max(1.0, float(np.abs(hidden[0]).max()))


def seconds_by_length(classifier: Classifier) -> dict[int, float]:
    """Processor seconds of one question of each length; the best of three."""
    found = {}
    for length in LENGTHS:
        classifier.ask(length)
        taken = []
        for _ in range(3):
            began = time.process_time()
            classifier.ask(length)
            taken.append(time.process_time() - began)
        found[length] = min(taken)
    return found


def seconds(known: dict[int, float], length: float) -> float:
    """What a question costs, between the lengths that were timed; the shortest costs the least."""
    return float(np.interp(length, list(known), list(known.values())))
