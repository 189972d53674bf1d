"""Shared by all training runs: the held-out examples, the learning-rate schedule, the log."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

HELD_OUT: Final = 20
"""One example in this many is held out of training, for calibration."""

T = TypeVar("T")


def held_out(examples: Sequence[T]) -> tuple[list[T], list[T]]:
    """Split into training examples and those held out for calibration."""
    kept = set(random.Random(7).sample(range(len(examples)), len(examples) // HELD_OUT))
    return (
        [one for index, one in enumerate(examples) if index not in kept],
        [one for index, one in enumerate(examples) if index in kept],
    )


def descent(progress: float, warmup: float = 0.06) -> float:
    """The factor on the learning rate: linear warm-up, then linear decay to zero."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


class Log:
    """A log of one JSON object per line, printed and written to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, **facts: object) -> None:
        """Write one line."""
        line = json.dumps(facts)
        print(line, flush=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
