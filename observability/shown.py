"""The worker's metrics as the dashboard queries them."""

from observability.grafana import Query
from observability.promql import quantile, series

RATE = "$__rate_interval"
JOB = 'job=~"$job",namespace=~"$namespace",group=~"$group"'


def metric(name: str, *matchers: str) -> str:
    """The selector of one of the worker's metrics, for the deployments that the dashboard shows."""
    return series(f"stancewire_{name}", *matchers, JOB)


def quantiles(histogram: str, shares: tuple[float, ...]) -> tuple[Query, ...]:
    """A line for each quantile of a histogram."""
    return tuple(
        Query(quantile(share, metric(f"{histogram}_bucket"), RATE), f"{share:.0%} of articles")
        for share in shares
    )
