"""The building blocks of queries."""

from datetime import timedelta

from observability.bounds import duration


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


def share_of(part: str, whole: str) -> str:
    """The share of a part in a whole, summed over all workers; no value where the whole is 0."""
    return f"sum({part})\n/ (sum({whole}) > 0)"


def mix(increased: str, label: str) -> str:
    """The share of each value of a label."""
    return (
        f"sum by ({label}) ({increased})\n/ ignoring ({label}) group_left () (sum({increased}) > 0)"
    )


def mix_distance(now: str, before: str, label: str) -> str:
    """How much of a mix shifted (total variation): 0 is the same, 1 has nothing in common."""
    return f"sum(abs(\n({mix(now, label)})\n- ({mix(before, label)})\n)) / 2"
