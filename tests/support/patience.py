"""Deadlines that stretch with the machine: how much slower it is now than when they were chosen.

A deadline in a test is there to notice what never happens. On a machine with slower cores, or with
other work on them, what does happen takes longer. What is promised in seconds, such as the end of a
stop, is not stretched.
"""

import time
from collections import deque

_STEPS = 400_000
# What that work takes on a free core of the machine on which the deadlines were chosen.
_REFERENCE_SECONDS = 0.025
_SAMPLE_EVERY_SECONDS = 2.0
_MOST = 50.0
# A command may start on a free machine and end on a busy one.
_MARGIN = 2.0

_samples: deque[tuple[float, float]] = deque(maxlen=5)


def slowness() -> float:
    """How many times longer than then work takes now; at least 1."""
    now = time.monotonic()
    if not _samples or now - _samples[-1][0] >= _SAMPLE_EVERY_SECONDS:
        _samples.append((now, _measured()))
    found = sum(slow for _, slow in _samples) / len(_samples)
    return min(max(1.0, found), _MOST)


def patient(seconds: float) -> float:
    """The deadline for something that waits for itself, such as a command."""
    return seconds * _MARGIN * slowness()


class Deadline:
    """Passes after so many seconds in which the machine was free; others count for less."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._seen = time.monotonic()

    def passed(self) -> bool:
        """Whether the time is up; to be asked every few seconds."""
        now = time.monotonic()
        self._left -= (now - self._seen) / slowness()
        self._seen = now
        return self._left < 0


def _measured() -> float:
    began = time.perf_counter()
    total = 0
    for step in range(_STEPS):
        total += step & 7
    return (time.perf_counter() - began) / _REFERENCE_SECONDS
