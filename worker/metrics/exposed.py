"""The metrics as they are scraped: every series says which deployment it is of."""

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

DEPLOYMENT_LABEL = "group"
"""The consumer group. Prometheus adds the namespace, where there is one."""


class Exposed(CollectorRegistry):
    """What another registry has, with the consumer group on every series.

    Workers of one group share the articles, and those of two groups have nothing in common: sums
    over both would hide a dead one behind a live one. Python's own series have it too.
    """

    def __init__(self, registry: Collector, group: str) -> None:
        super().__init__()
        self._source = registry
        self._group = group

    def collect(self) -> Iterator[Metric]:
        """All metrics, as of now."""
        for metric in self._source.collect():
            yield self._labelled(metric)

    def restricted_registry(self, names: Iterable[str]) -> Any:
        """Only the series of these names: a client may ask for them with ``name[]``."""
        assert isinstance(self._source, CollectorRegistry)
        return Exposed(self._source.restricted_registry(names), self._group)

    def _labelled(self, metric: Metric) -> Metric:
        again = Metric(metric.name, metric.documentation, metric.type, metric.unit)
        again.samples = [
            sample._replace(labels={**sample.labels, DEPLOYMENT_LABEL: self._group})
            for sample in metric.samples
        ]
        return again
