"""The plot of latency over load: the simulation as lines, a real worker as points."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

from bench.latency import percentiles, simulated

mpl.use("svg")
# Text stays text, and nothing in the file changes from day to day.
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stancewire", "font.size": 10})

import matplotlib.pyplot as plt  # noqa: E402 - the backend must be chosen first

_COLOURS: Final = {"p50": "#1f4e79", "p95": "#b3402a", "p99": "#7fa7c9"}
_LOADS: Final = [number / 20 for number in range(1, 20)]
_DRAWN: Final = 20_000
_SHOWN: Final = {"p50": "half", "p95": "95 in 100", "p99": "99 in 100"}


def draw(seconds: Sequence[float], latency: Mapping[str, Any], path: Path) -> None:
    """Write the plot as SVG.

    Args:
        seconds: what articles take.
        latency: of a real worker, under "real"; None where it was not measured.
        path: the file.

    """
    found = [percentiles(simulated(seconds, load, _DRAWN)) for load in _LOADS]
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    for name, colour in _COLOURS.items():
        line: list[float] = [dict(one)[name] for one in found]  # type: ignore[misc]
        axes.plot([100 * load for load in _LOADS], line, color=colour, label=_SHOWN[name])
    for load, one in (latency["real"] or {"latency": {}})["latency"].items():
        for name in ("p50", "p95"):
            axes.plot(100 * float(load), one[name], "o", color=_COLOURS[name])
    axes.set_yscale("log")
    axes.set_xlabel("load, as a percentage of what one pipeline can do (points: a real worker)")
    axes.set_ylabel("seconds until the event")
    axes.legend(frameon=False, title="articles that wait no longer")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
