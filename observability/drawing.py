"""A dashboard drawn without Grafana: its panels where they are, from the answers of a Prometheus.

It draws what the dashboard's JSON says: places, titles, legends, units, thresholds, stacking, the
scale. It is no picture of Grafana's own pages: fonts, colours and the choice of ticks are like
Grafana's dark theme, not the same.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
from matplotlib.dates import DateFormatter, MinuteLocator
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter

_COLUMNS = 24
_INCHES_WIDE = 15.0
_INCHES_A_UNIT = 0.36
_PAGE, _PANEL, _TEXT, _FAINT, _GRID = "#111217", "#181b1f", "#ccccdc", "#8e8ea0", "#2c3036"
_LINES = ("#73bf69", "#f2cc0c", "#5794f2", "#ff9830", "#f2495c", "#b877d9", "#8ab8ff", "#c0d8ff")
_NAMED = {"green": "#73bf69", "orange": "#ff9830", "red": "#f2495c"}
_MOST_IN_LEGEND, _ROWS_OF_LEGEND, _INCHES_A_LETTER = 8, 3, 0.062
# How far ticks are apart, and how many there are at most.
_MINUTES, _MOST_TICKS = (1, 2, 5, 10, 15, 30), 6

Answer = Mapping[str, Any]
"""What Prometheus answers: a vector or a matrix, as its HTTP API has it."""


@dataclass(frozen=True)
class Line:
    """One series: its legend, its moments in seconds since 1970, its values."""

    name: str
    at: tuple[float, ...]
    values: tuple[float, ...]


def draw(
    dashboard: Mapping[str, Any], answers: Mapping[tuple[int, str], Answer], path: Path
) -> None:
    """Write the picture; ``answers`` are by the panel's id and the letter of its query."""
    panels = dashboard["panels"]
    units = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels)
    height = units * _INCHES_A_UNIT
    figure = plt.figure(figsize=(_INCHES_WIDE, height), facecolor=_PAGE)
    for panel in panels:
        place = panel["gridPos"]
        box = _box(place, units)
        if panel["type"] == "row":
            figure.text(
                box[0], box[1] + box[3] / 2, panel["title"], color=_TEXT, size=12, va="center"
            )
            continue
        _frame(figure, box, panel["title"])
        found = lines(panel, answers)
        if not found:
            nothing = panel["fieldConfig"]["defaults"]["noValue"]
            _middle(figure, box, nothing, _FAINT, 11)
        elif panel["type"] == "stat":
            _stat(figure, box, panel, found[0])
        else:
            _graph(figure, box, height, panel, found)
    figure.savefig(path, dpi=80, facecolor=_PAGE, metadata={"Software": None})
    plt.close(figure)


def lines(panel: Mapping[str, Any], answers: Mapping[tuple[int, str], Answer]) -> list[Line]:
    """The series of a panel, each with its legend as Grafana writes it."""
    names = {
        override["matcher"]["options"]: override["properties"][0]["value"]
        for override in panel["fieldConfig"]["overrides"]
    }
    found = []
    for target in panel["targets"]:
        answer = answers[panel["id"], target["refId"]]
        for series in answer["result"]:
            points = series["values"] if answer["resultType"] == "matrix" else [series["value"]]
            name = legend(target["legendFormat"], series["metric"])
            at, values = _broken([(float(at), float(value)) for at, value in points])
            if not all(map(math.isnan, values)):
                found.append(Line(names.get(name, name), at, values))
    return found


def _broken(
    points: Sequence[tuple[float, float]],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Moments and values, with no number where points are missing: no line is drawn across."""
    apart = min((later[0] - one[0] for one, later in pairwise(points)), default=0.0)
    made = list(points[:1])
    for one, later in pairwise(points):
        if later[0] - one[0] > 1.5 * apart:
            made.append((one[0] + apart, math.nan))
        made.append(later)
    return tuple(at for at, _ in made), tuple(value for _, value in made)


def legend(pattern: str, labels: Mapping[str, str]) -> str:
    """``{{label}}`` replaced by the label's value."""
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda found: labels.get(found[1], ""), pattern)


def written(value: float, unit: str, decimals: int | None = None) -> str:
    """A value with its unit, in as few characters as Grafana uses."""
    if math.isnan(value):
        return "no data"
    if unit == "percentunit":
        return f"{value * 100:.{1 if decimals is None else decimals}f}%"
    if unit == "s":
        return _scaled(value, ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"), (1e-3, "ms")))
    if unit == "bytes":
        return _scaled(value, ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"), (1, "B")))
    text = _scaled(value, ((1e6, "Mil"), (1e3, "K"), (1, "")))
    return f"{text} ops/s" if unit == "ops" else text


def _scaled(value: float, units: Sequence[tuple[float, str]]) -> str:
    size, name = next((one for one in units if abs(value) >= one[0]), units[-1])
    if value == 0:
        name = "" if name == "ms" else name
    return f"{value / size:.3g} {name}".strip()


def color(value: float, steps: Sequence[Mapping[str, Any]]) -> str:
    """The colour of the highest step that the value reaches."""
    reached = [step for step in steps if step["value"] is None or value >= step["value"]]
    return _NAMED[reached[-1]["color"]]


def _box(place: Mapping[str, int], units: int) -> tuple[float, float, float, float]:
    gap_x, gap_y = 0.004, 0.12 / units
    return (
        place["x"] / _COLUMNS + gap_x,
        1 - (place["y"] + place["h"]) / units + gap_y,
        place["w"] / _COLUMNS - 2 * gap_x,
        place["h"] / units - 2 * gap_y,
    )


def _frame(figure: Any, box: tuple[float, float, float, float], title: str) -> None:
    figure.add_artist(
        FancyBboxPatch(
            box[:2],
            *box[2:],
            boxstyle="square,pad=0",
            facecolor=_PANEL,
            edgecolor=_GRID,
            transform=figure.transFigure,
            zorder=-1,  # behind the graph, which is an axes and so at 0
        )
    )
    figure.text(
        box[0] + 0.005,
        box[1] + box[3] - 0.08 / figure.get_figheight(),
        title,
        color=_TEXT,
        size=9.5,
        va="top",
    )


def _middle(
    figure: Any, box: tuple[float, float, float, float], text: str, tint: str, size: float
) -> None:
    figure.text(
        box[0] + box[2] / 2,
        box[1] + box[3] * 0.42,
        text,
        color=tint,
        size=size,
        ha="center",
        va="center",
    )


def _stat(
    figure: Any, box: tuple[float, float, float, float], panel: Mapping[str, Any], line: Line
) -> None:
    field = panel["fieldConfig"]["defaults"]
    value = line.values[-1]
    text = written(value, field["unit"], field.get("decimals"))
    _middle(figure, box, text, color(value, field["thresholds"]["steps"]), 24)


def _graph(
    figure: Any,
    box: tuple[float, float, float, float],
    height: float,
    panel: Mapping[str, Any],
    found: Sequence[Line],
) -> None:
    field = panel["fieldConfig"]["defaults"]
    left, below, above = 0.74 / _INCHES_WIDE, 0.72 / height, 0.34 / height
    axes = figure.add_axes(
        (box[0] + left, box[1] + below, box[2] - left - 0.012, box[3] - below - above)
    )
    axes.set_facecolor(_PANEL)
    custom = field["custom"]
    if custom["stacking"]["mode"] == "percent":
        _stacked(axes, found)
        unit: Callable[[float], str] = lambda value: f"{value:.0%}"  # noqa: E731
        axes.set_ylim(0, 1)
    else:
        _plain(axes, found, custom["fillOpacity"] / 100)
        unit = lambda value: written(value, field["unit"])  # noqa: E731
        if custom["scaleDistribution"]["type"] == "log":
            axes.set_yscale("log")
            axes.yaxis.set_minor_formatter(NullFormatter())
        else:
            axes.set_ylim(0, field.get("max") or axes.get_ylim()[1] or 1)
            axes.yaxis.set_major_locator(MaxNLocator(5, integer=field["unit"] == "short"))
        if custom["thresholdsStyle"]["mode"] == "line":
            _thresholds(axes, field["thresholds"]["steps"])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: unit(value)))
    axes.xaxis.set_major_formatter(DateFormatter("%H:%M"))  # type: ignore[no-untyped-call]
    minutes = (max(line.at[-1] for line in found) - min(line.at[0] for line in found)) / 60
    apart = next((step for step in _MINUTES if minutes / step <= _MOST_TICKS), _MINUTES[-1])
    axes.xaxis.set_major_locator(
        MinuteLocator(range(0, 60, apart))  # type: ignore[no-untyped-call]
    )
    axes.tick_params(colors=_FAINT, labelsize=8, length=0)
    axes.grid(visible=True, color=_GRID, linewidth=0.7)
    axes.spines[:].set_visible(False)
    axes.margins(x=0)
    wide = max(len(line.name) for line in found) * _INCHES_A_LETTER + 0.3
    columns = max(1, min(4, int(box[2] * _INCHES_WIDE / wide)))
    shown = found[: min(_MOST_IN_LEGEND, columns * _ROWS_OF_LEGEND)]
    handles = [
        Line2D([], [], color=_LINES[at % len(_LINES)], linewidth=2.5) for at in range(len(shown))
    ]
    axes.legend(
        handles,
        [line.name for line in shown],
        loc="upper left",
        bbox_to_anchor=(box[0] + 0.01, box[1] + below - 0.24 / height),
        bbox_transform=figure.transFigure,
        ncols=columns,
        frameon=False,
        fontsize=7.5,
        labelcolor=_TEXT,
        handlelength=1,
        columnspacing=1,
        borderaxespad=0,
        labelspacing=0.2,
    )


def _moments(line: Line) -> list[datetime]:
    return [datetime.fromtimestamp(at, UTC) for at in line.at]


def _plain(axes: Any, found: Sequence[Line], opacity: float) -> None:
    for at, line in enumerate(found):
        tint = _LINES[at % len(_LINES)]
        axes.plot(_moments(line), line.values, color=tint, linewidth=1.2)
        axes.fill_between(_moments(line), line.values, color=tint, alpha=opacity, linewidth=0)


def _stacked(axes: Any, found: Sequence[Line]) -> None:
    moments = sorted({at for line in found for at in line.at})
    known = [dict(zip(line.at, line.values, strict=True)) for line in found]
    rows = [[_number(one.get(at)) for at in moments] for one in known]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    shares = [
        [value / total if total else 0.0 for value, total in zip(row, totals, strict=True)]
        for row in rows
    ]
    axes.stackplot(
        [datetime.fromtimestamp(at, UTC) for at in moments],
        shares,
        colors=_LINES,
        alpha=0.6,
        linewidth=0,
    )


def _number(value: float | None) -> float:
    return 0.0 if value is None or math.isnan(value) else value


def _thresholds(axes: Any, steps: Sequence[Mapping[str, Any]]) -> None:
    low, high = axes.get_ylim()
    for step in steps:
        if step["value"] is not None:
            axes.axhline(step["value"], color=_NAMED[step["color"]], linestyle=(0, (5, 4)), lw=1)
    # A threshold that is far away does not press the lines flat.
    axes.set_ylim(low, high)
