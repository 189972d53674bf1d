"""Run the dashboard's queries against a real Prometheus, as Grafana would."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.prometheus import Prometheus

RATE_INTERVAL = "15s"


@dataclass(frozen=True)
class Answered:
    """One query of a panel; ``series`` are those with a value, as times and values."""

    title: str
    expression: str
    series: list[list[tuple[float, float]]]
    legend: str


def panel_answers(
    prometheus: Prometheus, dashboard: Path, start: float, end: float
) -> list[Answered]:
    """Run every query of every panel over this period. Raises RuntimeError if one fails."""
    model = json.loads(dashboard.read_text("utf-8"))
    found = []
    for panel in model["panels"]:
        for target in panel.get("targets", []):
            expression = _filled(target["expr"], end - start)
            if target["range"]:
                results = prometheus.query_range(expression, start, end, step=2)
            else:
                results = prometheus.query(expression)
            series = [points for result in results if (points := _points(result))]
            found.append(Answered(panel["title"], expression, series, target["legendFormat"]))
    return found


def _filled(expression: str, seconds: float) -> str:
    return (
        expression.replace("$__rate_interval", RATE_INTERVAL)
        .replace("$__range", f"{max(1, round(seconds))}s")
        .replace("$job", ".*")
        .replace("$namespace", ".*")
        .replace("$group", ".*")
    )


def _points(result: dict[str, Any]) -> list[tuple[float, float]]:
    pairs = result["values"] if "values" in result else [result["value"]]
    return [
        (float(moment), number) for moment, text in pairs if math.isfinite(number := float(text))
    ]
