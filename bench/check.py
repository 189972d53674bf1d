"""Compare the ratios of two runs."""

from collections.abc import Iterator, Mapping

from bench.figures import Figure

SLACK = 0.03
"""A loss of this share is noise even where the rounds agreed more closely."""


def losses(committed: Mapping[str, Figure], found: Mapping[str, Figure]) -> Iterator[str]:
    """One line for each ratio that fell by more than the rounds of both runs are apart."""
    for name, before in committed.items():
        now = found.get(name)
        if now is None:
            continue
        spread = max(SLACK, *(1 - one["low"] / one["median"] for one in (before, now)))
        least = before["median"] * (1 - spread)
        if now["median"] < least:
            yield f"{name} was {before['median']}, and is {now['median']}: below {least:.3g}"
