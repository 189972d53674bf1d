"""The building blocks of queries."""

from datetime import timedelta

from observability.bounds import duration

DEPLOYMENT = "namespace, group"
"""What tells one deployment from another: the namespace that Prometheus adds, and the group."""


def series(name: str, *matchers: str) -> str:
    """A metric with the matchers that are not empty."""
    inside = ",".join(matcher for matcher in matchers if matcher)
    return f"{name}{{{inside}}}" if inside else name


def increase(metric: str, window: timedelta, offset: timedelta | None = None) -> str:
    """How much a counter grew within a window that ended ``offset`` ago."""
    moved = f" offset {duration(offset)}" if offset else ""
    return f"increase({metric}[{duration(window)}]{moved})"


def quantile(share: float, histogram: str, window: str, by: str = "") -> str:
    """A quantile of a histogram, over all workers; ``histogram`` ends in ``_bucket``."""
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile({share:g}, sum by ({labels}) (rate({histogram}[{window}])))"


def over(function: str, inner: str, *labels: str) -> str:
    """An aggregation over everything but these labels: ``sum by (namespace, group) (…)``."""
    kept = ", ".join(label for label in labels if label)
    return f"{function} by ({kept}) ({inner})" if kept else f"{function}({inner})"


def share_of(part: str, whole: str, by: str = "") -> str:
    """The share of a part in a whole, summed over the workers; no value where the whole is 0."""
    return f"{over('sum', part, by)}\n/ ({over('sum', whole, by)} > 0)"


def mix(increased: str, label: str, by: str = "") -> str:
    """The share of each value of a label."""
    whole = over("sum", increased, by)
    return f"{over('sum', increased, label, by)}\n/ ignoring ({label}) group_left () ({whole} > 0)"


def mix_distance(now: str, before: str, label: str, by: str = "") -> str:
    """How much of a mix shifted (total variation): 0 is the same, 1 has nothing in common."""
    moved = f"abs(\n({mix(now, label, by)})\n- ({mix(before, label, by)})\n)"
    return f"{over('sum', moved, by)} / 2"
