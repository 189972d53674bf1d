"""Judges a soak: what grew, and whether the first article after the rest came in time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tests.soak.meter import HELD, Moment

MOST_GROWTH = 0.03
# The first articles load what is loaded once, and meet each sample for the first time.
WARM_UP = 0.2
WAKE_SECONDS = 1.0
# Enough for the plot; all of them would be a megabyte.
MOST_LATENCIES = 4_000


@dataclass(frozen=True)
class Latency:
    """How long an article took, from its producer's send to its event at a subscriber."""

    seconds: float
    took: float
    real: bool


@dataclass
class Soak:
    """A whole soak, as it is kept."""

    articles: int
    real_every: int
    load_seconds: float = 0
    idle_seconds: float = 0
    enriched: int = 0
    letters: int = 0
    lag: int = 0
    real: int = 0
    # How long the first article after the rest took.
    woke: float = 0
    # How many times longer than on a free core work took, on average.
    slowness: float = 1
    loud: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    latencies: list[Latency] = field(default_factory=list)
    day: str = ""
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)

    @classmethod
    def of_json(cls, found: dict[str, Any]) -> "Soak":
        """The same again."""
        moments = [Moment(**one) for one in found.pop("moments")]
        latencies = [Latency(**one) for one in found.pop("latencies")]
        return cls(**found, moments=moments, latencies=latencies)


def thinned(latencies: Sequence[Latency]) -> list[Latency]:
    """One in so many, evenly, so that not too many are kept."""
    step = 1 + max(0, len(latencies) - 1) // MOST_LATENCIES
    return list(latencies[::step])


def growth(moments: Sequence[Moment], name: str) -> tuple[float, float]:
    """The median of a figure after the warm-up and that at the end, each over a tenth of them."""
    tenth = max(1, len(moments) // 10)
    begin = min(int(len(moments) * WARM_UP), len(moments) - tenth)
    values = [float(getattr(one, name)) for one in moments]
    return median(values[begin : begin + tenth]), median(values[-tenth:])


def under_load(soak: Soak) -> list[Moment]:
    """The moments before the rest."""
    return [one for one in soak.moments if one.seconds <= soak.load_seconds]


def findings(soak: Soak) -> list[str]:
    """What is not as it should be, a sentence each."""
    found = []
    load = under_load(soak)
    for name in HELD:
        before, after = growth(load, name)
        if after > before * (1 + MOST_GROWTH):
            found.append(f"{name} grew from {before:g} to {after:g}")
    ended = soak.enriched + soak.letters
    if ended != soak.articles:
        found.append(f"{soak.articles} articles were sent, and {ended} have an outcome")
    if soak.lag:
        found.append(f"{soak.lag} articles are not committed")
    if soak.woke > WAKE_SECONDS:
        found.append(f"the first article after the rest took {soak.woke:.2f} s")
    found += [f"the log says: {line}" for line in soak.loud]
    return found
