"""Figures of several rounds: a median, and how far the rounds are apart."""

import statistics
from collections.abc import Sequence
from typing import TypedDict


class Figure(TypedDict):
    """A median of rounds, with the lowest and the highest."""

    median: float
    low: float
    high: float


def figure(values: Sequence[float]) -> Figure:
    """The figure of some rounds, with four digits."""
    low, median, high = (
        float(f"{one:.4g}") for one in (min(values), statistics.median(values), max(values))
    )
    return {"median": median, "low": low, "high": high}
