"""The plot of ``make scaling``: load, lag, and the wanted and actual number of workers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
# Text stays text, and nothing in the file changes from day to day.
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stancewire", "font.size": 10})

import matplotlib.pyplot as plt  # noqa: E402 - the backend must be chosen first

LAG, WANTED, READY = "#b3402a", "#1f4e79", "#7fa7c9"


@dataclass
class Record:
    """What was measured, at each of these seconds."""

    when: list[float] = field(default_factory=list)
    lag: list[int] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    ready: list[int] = field(default_factory=list)


def draw(record: Record, load: Sequence[tuple[float, float]], path: Path) -> None:
    """Write the plot as SVG; load is (until that second, articles a second)."""
    when, lag, wanted, ready = record.when, record.lag, record.wanted, record.ready
    figure, (above, below) = plt.subplots(
        2, 1, sharex=True, figsize=(9, 5.2), layout="constrained", height_ratios=(3, 2)
    )
    above.fill_between(when, lag, color=LAG, alpha=0.15, linewidth=0)
    above.plot(when, lag, color=LAG)
    above.set_ylabel("articles waiting")
    above.set_ylim(0, max(lag) * 1.25)
    begin = 0.0
    for until, rate in load:
        above.axvline(until, color="0.8", linewidth=0.8)
        above.text(
            (begin + until) / 2, max(lag) * 1.13, f"{rate:g}/s in", ha="center", color="0.35"
        )
        begin = until
    above.text((begin + when[-1]) / 2, max(lag) * 1.13, "nothing in", ha="center", color="0.35")
    below.fill_between(when, ready, step="post", color=READY, linewidth=0, label="with partitions")
    below.step(when, wanted, where="post", color=WANTED, label="wanted")
    below.set_ylabel("workers")
    below.set_xlabel("seconds (ten times as fast as the manifests' time)")
    below.set_ylim(0, max(wanted) + 1)
    below.legend(loc="upper right", frameon=False, ncols=2)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(x=0)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
