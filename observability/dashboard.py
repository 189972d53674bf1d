"""The one dashboard: three rows that answer fresh, right and stuck, in that order."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from observability.bounds import Bounds
from observability.fresh import fresh_row
from observability.grafana import (
    DATASOURCE,
    HEIGHT,
    SCHEMA_VERSION,
    WIDTH,
    Panel,
    Row,
    panel_json,
    row_json,
)
from observability.right import right_row
from observability.runbook import link
from observability.stuck import stuck_row

UID = "stancewire"


def rows(bounds: Bounds) -> tuple[Row, ...]:
    """The rows, as a person reads them: from above."""
    return (fresh_row(bounds), right_row(bounds), stuck_row(bounds))


def dashboard(bounds: Bounds, runbook: str) -> str:
    """The dashboard's JSON."""
    return json.dumps(_model(bounds, runbook), indent=2, ensure_ascii=False) + "\n"


def _model(bounds: Bounds, runbook: str) -> dict[str, Any]:
    return {
        "uid": UID,
        "title": "Stancewire",
        "description": "Is it fresh, is it right, is it stuck? Made by python -m observability.",
        "tags": ["stancewire"],
        "schemaVersion": SCHEMA_VERSION,
        "version": 1,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "10s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "browser",
        "links": [
            {"title": "Runbook", "type": "link", "url": runbook, "targetBlank": True, "icon": "doc"}
        ],
        "templating": {"list": _variables()},
        "annotations": {"list": [_firing()]},
        "panels": list(_panels(rows(bounds), runbook)),
    }


def _panels(all_rows: Sequence[Row], runbook: str) -> Iterator[dict[str, Any]]:
    number, top = 1, 0
    for row in all_rows:
        yield row_json(row, number, top)
        number, top = number + 1, top + 1
        for line in _lines(row.panels):
            left = 0
            for panel in line:
                yield panel_json(panel, number, (left, top), link(runbook, panel.title))
                number, left = number + 1, left + panel.width
            top += max(HEIGHT[panel.kind] for panel in line)


def _lines(panels: Sequence[Panel]) -> Iterator[list[Panel]]:
    line: list[Panel] = []
    for panel in panels:
        if sum(other.width for other in line) + panel.width > WIDTH:
            yield line
            line = []
        line.append(panel)
    yield line


def _variables() -> list[dict[str, Any]]:
    return [
        {
            "name": "datasource",
            "label": "Prometheus",
            "type": "datasource",
            "query": "prometheus",
            "current": {"text": "Prometheus", "value": "prometheus"},
        },
        {
            "name": "job",
            "label": "Job",
            "type": "query",
            "datasource": DATASOURCE,
            "query": {"query": "label_values(stancewire_assigned_partitions, job)", "refId": "job"},
            "refresh": 2,
            "multi": True,
            "includeAll": True,
            "allValue": ".*",
            "current": {"text": "All", "value": "$__all"},
        },
    ]


def _firing() -> dict[str, Any]:
    """Every graph shows when an alert fired."""
    return {
        "name": "Alerts",
        "datasource": DATASOURCE,
        "enable": True,
        "iconColor": "red",
        "expr": 'ALERTS{alertname=~"Stancewire.*", alertstate="firing"}',
        "titleFormat": "{{alertname}}",
        "step": "30s",
    }
