"""Bootstrap intervals: how much a score would vary on other examples of the same kind."""

from collections.abc import Callable
from typing import Final

import numpy as np

from training.scorecard.tallies import Counts

SEED: Final = 20
LEVEL: Final = (2.5, 97.5)
"""Percentiles: a 95 % interval."""

_AT_ONCE: Final = 200
"""Resamples in one matrix product; limits the memory."""


def interval(
    counts: Counts, score: Callable[[Counts], Counts], draws: int, seed: int = SEED
) -> tuple[float, float]:
    """The percentile bootstrap interval of a score.

    Args:
        counts: one row for each example or article that can be drawn.
        score: the score as a function of sums over rows.
        draws: how many resamples, each with as many rows as `counts`.
        seed: of the resampling; the same seed gives the same interval.

    Returns:
        Lower and upper end.

    """
    draw = np.random.default_rng(seed)
    units = len(counts)
    scores: list[float] = []
    while len(scores) < draws:
        some = min(_AT_ONCE, draws - len(scores))
        times = draw.multinomial(units, np.full(units, 1 / units), size=some)
        scores.extend(score(np.tensordot(times.astype(float), counts, axes=1)))
    low, high = np.percentile(scores, LEVEL)
    return float(low), float(high)
