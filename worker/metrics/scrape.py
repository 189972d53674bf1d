"""Values computed at each scrape, so that a partition that was taken away leaves none behind."""

from collections.abc import Callable, Iterator

from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from worker.metrics.definitions import (
    ASSIGNED_PARTITIONS,
    HELD_RECORDS,
    HELD_SECONDS,
    LAG_RECORDS,
    LAG_SECONDS,
    LAST_ANSWER,
    LAST_POLL,
    LAST_PROGRESS,
    STUCK,
)
from worker.metrics.kinds import Definition
from worker.progress import Progress


class ProgressCollector(Collector):
    """Reports the worker's progress at each scrape; ``stuck`` says whether the worker is stuck."""

    def __init__(self, progress: Progress, stuck: Callable[[], bool]) -> None:
        self._progress = progress
        self._stuck = stuck

    def describe(self) -> list[Metric]:
        """Nothing; without this method, registering would collect once to learn the names."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The families, as of now."""
        lags = self._progress.lags()
        for definition, values in (
            (LAG_RECORDS, [(lag.partition, float(lag.records)) for lag in lags]),
            (LAG_SECONDS, [(lag.partition, lag.seconds) for lag in lags]),
            (HELD_RECORDS, [(lag.partition, float(lag.held)) for lag in lags]),
            (HELD_SECONDS, [(lag.partition, lag.held_seconds) for lag in lags]),
        ):
            family = definition.family()
            for partition, value in values:
                family.add_metric([str(partition)], value)
            yield family
        yield _one(ASSIGNED_PARTITIONS, len(self._progress.partitions or ()))
        yield _one(LAST_PROGRESS, self._progress.progressed_at)
        yield _one(LAST_POLL, self._progress.polled_at)
        yield _one(LAST_ANSWER, self._progress.answered_at)
        yield _one(STUCK, self._stuck())


def _one(definition: Definition, value: float | None) -> Metric:
    family = definition.family()
    if value is not None:
        family.add_metric([], value)
    return family
