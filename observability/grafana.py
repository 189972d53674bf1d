"""The part of Grafana's dashboard JSON that is used here, typed.

Grafana's own SDK for Python was not used: its highest version number on the index is for the
oldest Grafana, and no version is for the one in compose.yaml.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["timeseries", "stat"]

DATASOURCE = {"type": "prometheus", "uid": "$datasource"}
SCHEMA_VERSION = 41
WIDTH = 24
HEIGHT = {"timeseries": 8, "stat": 4}
STACKED = {"mode": "percent", "group": "A"}


@dataclass(frozen=True)
class Query:
    """A PromQL expression and the legend of its series: ``{{label}}`` or a text."""

    expression: str
    legend: str


@dataclass(frozen=True)
class Threshold:
    """The colour of the panel at ``value`` or above, in the panel's unit."""

    value: float
    color: Literal["green", "orange", "red"]


@dataclass(frozen=True)
class Panel:
    """One panel. ``unit`` is Grafana's name of the unit; ``question`` is the description.

    ``base_color`` is the colour below all thresholds. ``empty`` is the text for a panel without
    data when nothing is wrong; it is empty for panels that always have data. ``names`` are the
    words for those legends that would be codes.
    """

    title: str
    question: str
    unit: str
    queries: Sequence[Query]
    kind: Kind = "timeseries"
    width: int = 8
    thresholds: Sequence[Threshold] = ()
    base_color: str = "green"
    stacked: bool = False
    logarithmic: bool = False
    maximum: float | None = None
    decimals: int | None = None
    empty: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A heading and the panels below it."""

    title: str
    panels: Sequence[Panel]


def panel_json(panel: Panel, number: int, place: tuple[int, int], link: str) -> dict[str, Any]:
    """A panel with its upper left corner at ``place``; ``link`` leads to its runbook section."""
    left, top = place
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.question,
        "datasource": DATASOURCE,
        "gridPos": {"x": left, "y": top, "w": panel.width, "h": HEIGHT[panel.kind]},
        "links": [{"title": f"Runbook: {panel.title}", "url": link, "targetBlank": True}],
        "targets": [
            _target(query, panel.kind, letter)
            for query, letter in zip(panel.queries, "ABCDEFGH", strict=False)
        ],
        "fieldConfig": {"defaults": _field(panel), "overrides": _names(panel)},
        "options": _options(panel),
    }


def row_json(row: Row, number: int, top: int) -> dict[str, Any]:
    """The heading of a row; its panels follow it."""
    place = {"x": 0, "y": top, "w": WIDTH, "h": 1}
    return {
        "id": number,
        "type": "row",
        "title": row.title,
        "collapsed": False,
        "gridPos": place,
        "panels": [],
    }


def _target(query: Query, kind: Kind, letter: str) -> dict[str, Any]:
    at_once = kind != "timeseries"
    return {
        "refId": letter,
        "datasource": DATASOURCE,
        "editorMode": "code",
        "expr": query.expression,
        "legendFormat": query.legend,
        "instant": at_once,
        "range": not at_once,
        "format": "time_series",
    }


def _names(panel: Panel) -> list[dict[str, Any]]:
    return [
        {
            "matcher": {"id": "byName", "options": code},
            "properties": [{"id": "displayName", "value": name}],
        }
        for code, name in panel.names.items()
    ]


def _field(panel: Panel) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"value": None, "color": panel.base_color}]
    steps += [{"value": step.value, "color": step.color} for step in panel.thresholds]
    found: dict[str, Any] = {
        "unit": panel.unit,
        "min": 0,
        "noValue": panel.empty or "no data",
        "thresholds": {"mode": "absolute", "steps": steps},
        "color": {"mode": "thresholds" if panel.kind == "stat" else "palette-classic"},
    }
    if panel.maximum is not None:
        found["max"] = panel.maximum
    if panel.decimals is not None:
        found["decimals"] = panel.decimals
    if panel.kind == "timeseries":
        found["custom"] = _lines(panel)
    return found


def _lines(panel: Panel) -> dict[str, Any]:
    return {
        "drawStyle": "line",
        "lineWidth": 1,
        "fillOpacity": 60 if panel.stacked else 10,
        "showPoints": "never",
        "spanNulls": False,
        "stacking": STACKED if panel.stacked else {"mode": "none", "group": "A"},
        "scaleDistribution": {"type": "log", "log": 10}
        if panel.logarithmic
        else {"type": "linear"},
        "thresholdsStyle": {"mode": "line" if panel.thresholds else "off"},
    }


def _options(panel: Panel) -> dict[str, Any]:
    if panel.kind == "stat":
        return {
            "colorMode": "value",
            "graphMode": "none",
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        }
    return {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
