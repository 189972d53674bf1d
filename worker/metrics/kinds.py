"""How a metric is defined: one call gives the metric, its entry in the docs and its zeros."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, TypeVar

from prometheus_client import Counter, Gauge, Histogram, Info
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

Labels = Mapping[str, Sequence[str]]
Kind = Literal["counter", "gauge", "histogram"]

UNBOUNDED: Final[Sequence[str]] = ()
"""For a label whose values come from the cluster or the build: partitions, versions."""


@dataclass(frozen=True)
class Definition:
    """One metric as it is scraped: what it means, and what an operator does about it."""

    name: str
    kind: Kind
    labels: Labels
    meaning: str
    action: str
    buckets: Sequence[float] = ()

    @property
    def text(self) -> str:
        """The metric's HELP text."""
        return f"{self.meaning} {self.action}"

    def family(self) -> GaugeMetricFamily | CounterMetricFamily:
        """An empty family, for values that are computed at the scrape."""
        make = CounterMetricFamily if self.kind == "counter" else GaugeMetricFamily
        return make(self.name, self.text, labels=tuple(self.labels))


CHAPTERS: Final[dict[str, list[Definition]]] = {}
"""Every metric, by the question that it answers, in the order of the page."""

_M = TypeVar("_M", Counter, Gauge, Histogram)


def chapter(question: str) -> None:
    """Put the metrics defined after this call under this question."""
    CHAPTERS[question] = []


def definitions() -> list[Definition]:
    """Every metric."""
    return [defined for chapter in CHAPTERS.values() for defined in chapter]


def counter(name: str, meaning: str, action: str, labels: Labels | None = None) -> Counter:
    """A counter; ``name`` ends in ``_total``."""
    defined = _define(Definition(name, "counter", labels or {}, meaning, action))
    return _with_zeros(Counter(name, defined.text, tuple(defined.labels)), defined)


def gauge(name: str, meaning: str, action: str) -> Gauge:
    """A gauge without labels."""
    defined = _define(Definition(name, "gauge", {}, meaning, action))
    return Gauge(name, defined.text)


def histogram(
    name: str, meaning: str, action: str, buckets: Sequence[float], labels: Labels | None = None
) -> Histogram:
    """A histogram; ``buckets`` lacks the last one, which is infinite."""
    defined = _define(Definition(name, "histogram", labels or {}, meaning, action, buckets))
    metric = Histogram(name, defined.text, tuple(defined.labels), buckets=tuple(buckets))
    return _with_zeros(metric, defined)


def scraped(name: str, meaning: str, action: str, labels: Labels | None = None) -> Definition:
    """A gauge that a collector computes at each scrape."""
    return _define(Definition(name, "gauge", labels or {}, meaning, action))


def scraped_counter(name: str, meaning: str, action: str) -> Definition:
    """A counter that a collector computes at each scrape; ``name`` ends in ``_total``."""
    return _define(Definition(name, "counter", {}, meaning, action))


def info(name: str, meaning: str, action: str, labels: Sequence[str]) -> Info:
    """A metric that is always 1 and has its content in its labels; ``name`` ends in ``_info``."""
    unbounded = dict.fromkeys(labels, UNBOUNDED)
    defined = _define(Definition(name, "gauge", unbounded, meaning, action))
    return Info(name.removesuffix("_info"), defined.text)


def _define(defined: Definition) -> Definition:
    list(CHAPTERS.values())[-1].append(defined)
    return defined


def _with_zeros(metric: _M, defined: Definition) -> _M:
    # rate() misses the first increase of a series that does not start at zero.
    if defined.labels:
        for values in product(*defined.labels.values()):
            metric.labels(*values)
    return metric
