"""What every training run shares: what is held out, the rate's descent, the log."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

HELD_OUT: Final = 20
"""One example in so many is kept from training, for calibration."""

T = TypeVar("T")


def held_out(examples: Sequence[T]) -> tuple[list[T], list[T]]:
    """Split into what is trained on and what is kept for calibration."""
    kept = set(random.Random(7).sample(range(len(examples)), len(examples) // HELD_OUT))
    return (
        [one for index, one in enumerate(examples) if index not in kept],
        [one for index, one in enumerate(examples) if index in kept],
    )


def descent(progress: float, warmup: float = 0.06) -> float:
    """The rate's factor: linear up, then linear down to nothing."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


class Log:
    """One JSON object a line, on the screen and in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, **facts: object) -> None:
        """Write one line."""
        line = json.dumps(facts)
        print(line, flush=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
