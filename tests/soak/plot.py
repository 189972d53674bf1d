"""The plot of a soak: memory, descriptors, threads and latency over time."""

from pathlib import Path
from statistics import median, quantiles

import matplotlib as mpl

mpl.use("svg")
# Text stays text, and nothing in the file changes from day to day.
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stancewire", "font.size": 9})

import matplotlib.pyplot as plt  # noqa: E402 - the backend must be chosen first
from matplotlib.axes import Axes  # noqa: E402

from tests.soak.verdict import Latency, Soak  # noqa: E402

WORKER, POOL = "#1f4e79", "#b3402a"
PARTS = 40


def draw(soak: Soak, path: Path) -> None:
    """Write the plot as SVG."""
    figure, rows = plt.subplots(4, 1, sharex=True, figsize=(9, 8), layout="constrained")
    minutes = [one.seconds / 60 for one in soak.moments]
    for axes, what, label in zip(
        rows,
        ("memory", "descriptors", "threads"),
        ("memory, MiB", "descriptors", "threads"),
        strict=False,
    ):
        for who, color in (("worker", WORKER), ("pool", POOL)):
            values = [getattr(one, f"{who}_{what}") for one in soak.moments]
            axes.plot(minutes, values, color=color, label=f"process of the {who}")
        axes.set_ylabel(label)
        axes.set_ylim(bottom=0)
    rows[0].legend(loc="lower right", frameon=False, ncols=2)
    _latencies(soak, rows[3])
    rows[3].set_xlabel("minutes")
    for axes in rows:
        axes.axvline(soak.load_seconds / 60, color="0.7", linewidth=0.8)
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(x=0)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _latencies(soak: Soak, axes: Axes) -> None:
    for real, color, label in ((False, WORKER, "stand-in"), (True, POOL, "real model")):
        parts = in_parts([one for one in soak.latencies if one.real is real], soak.load_seconds)
        minutes = [when / 60 for when, _, _ in parts]
        axes.plot(minutes, [half for _, half, _ in parts], color=color, label=f"{label}, median")
        axes.plot(minutes, [most for _, _, most in parts], color=color, linestyle=":",
                  label=f"{label}, 95 %")  # fmt: skip
    axes.set_yscale("log")
    axes.set_ylabel("latency, s")
    axes.legend(loc="lower right", frameon=False, ncols=4)


def in_parts(latencies: list[Latency], until: float) -> list[tuple[float, float, float]]:
    """For each part of the time its middle, the median and the 95th percentile."""
    found = []
    for part in range(PARTS):
        begin, end = until * part / PARTS, until * (part + 1) / PARTS
        took = [one.took for one in latencies if begin <= one.seconds < end]
        if len(took) > 1:
            found.append(((begin + end) / 2, median(took), quantiles(took, n=20)[18]))
    return found
