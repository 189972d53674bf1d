"""How long articles wait and are read where they come by chance: a simulation of one pipeline.

Arrivals are an open loop: they come at random times, whether or not the last article is done. The
simulation draws the time of each article from those that were measured. It reads many more articles
than a real run can, since the slowest hundredth of forty articles is less than one.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypedDict

LOADS: Final = (0.1, 0.5, 0.8, 0.95)
"""Shares of what a pipeline can do."""

ARTICLES: Final = 50_000
_SEED: Final = 17


class Latency(TypedDict):
    """Seconds from an article's arrival to its event."""

    p50: float
    p95: float
    p99: float


def arrivals(rate: float, seed: int = _SEED) -> Iterator[float]:
    """Random times, so many a second on average; the same seed gives the same ones."""
    chance = random.Random(seed)
    now = 0.0
    while True:
        now += chance.expovariate(rate)
        yield now


def simulated(
    seconds: Sequence[float], load: float, count: int = ARTICLES, seed: int = _SEED
) -> list[float]:
    """The latency of each article in one pipeline that reads them in order.

    Args:
        seconds: what articles take; each one's is drawn from these.
        load: articles that come, as a share of those that could be read.
        count: how many come.
        seed: of the times and the draws.

    """
    chance = random.Random(seed + 1)
    rate = load * len(seconds) / sum(seconds)
    free = 0.0
    waited = []
    for _, at in zip(range(count), arrivals(rate, seed), strict=False):
        free = max(at, free) + chance.choice(seconds)
        waited.append(free - at)
    return waited


def percentiles(waited: Sequence[float]) -> Latency:
    """The latency that half, 95 and 99 in 100 articles do not exceed."""
    ranked = sorted(waited)

    def share(of: float) -> float:
        return round(ranked[min(len(ranked) - 1, int(of * len(ranked)))], 3)

    return {"p50": share(0.5), "p95": share(0.95), "p99": share(0.99)}


def by_load(seconds: Sequence[float]) -> Mapping[str, Latency]:
    """The simulation at each load."""
    return {f"{load:g}": percentiles(simulated(seconds, load)) for load in LOADS}
