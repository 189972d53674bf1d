"""The picture of the dashboard, as far as it can be told without looking."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread

from observability.__main__ import DASHBOARD, HOME
from observability.drawing import color, draw, legend, lines, written
from scripts.dashboard_picture import filled_in

MODEL = json.loads((HOME / DASHBOARD).read_text("utf-8"))
QUERIES = [(panel, target) for panel in MODEL["panels"] for target in panel.get("targets", [])]


def matrix(**labels: str) -> dict[str, Any]:
    values = [[1_700_000_000 + 5 * at, str(at + 1)] for at in range(9)]
    return {"resultType": "matrix", "result": [{"metric": labels, "values": values}]}


def vector(value: str) -> dict[str, Any]:
    return {"resultType": "vector", "result": [{"metric": {}, "value": [1_700_000_000, value]}]}


def panel(title: str) -> dict[str, Any]:
    (found,) = [panel for panel in MODEL["panels"] if panel["title"] == title]
    return dict(found)


def test_every_panel_is_drawn_with_data_and_without(tmp_path: Path) -> None:
    full = {
        (panel["id"], target["refId"]): vector("0.5") if target["instant"] else matrix()
        for panel, target in QUERIES
    }
    none = {place: {"resultType": "vector", "result": []} for place in full}
    for name, answers in (("full", full), ("none", none)):
        draw(MODEL, answers, tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "full.png").read_bytes() != (tmp_path / "none.png").read_bytes()


def test_a_line_is_drawn_before_its_panel_not_behind_it(tmp_path: Path) -> None:
    graph = panel("Articles a second")
    answers = {(graph["id"], target["refId"]): matrix() for target in graph["targets"]}
    draw({"panels": [graph]}, answers, tmp_path / "graph.png")
    pixels = imread(tmp_path / "graph.png")[:, :, :3] * 255
    green = (0x73, 0xBF, 0x69)
    assert (abs(pixels - green).sum(axis=2) < 3).sum() > 100


def test_a_series_is_called_as_the_dashboard_says() -> None:
    topics = panel("Topics")
    found = lines(topics, {(topics["id"], "A"): matrix(topic="medtop:11000000")})
    assert [line.name for line in found] == ["politics"]
    waiting = panel("Waiting by partition")
    found = lines(waiting, {(waiting["id"], "A"): matrix(partition="3")})
    assert found[0].name == "partition 3"
    assert found[0].values[-1] == 9
    assert legend("{{a}} and {{ b }}", {"b": "x"}) == " and x"


def test_a_line_is_broken_where_there_were_no_answers() -> None:
    waiting = panel("Waiting by partition")
    answer = matrix(partition="3")
    del answer["result"][0]["values"][3:6]
    (found,) = lines(waiting, {(waiting["id"], "A"): answer})
    assert found.values[:3] == (1, 2, 3)
    assert math.isnan(found.values[3])
    assert found.values[4:] == (7, 8, 9)
    assert found.at[3] == found.at[2] + 5


def test_a_series_without_a_number_is_no_data() -> None:
    stat = panel("Stance confidence")
    assert lines(stat, {(stat["id"], "A"): vector("NaN")}) == []


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.9876, "percentunit", "98.8%"),
        (75, "s", "1.25 min"),
        (0.25, "s", "250 ms"),
        (3 * 2**29, "bytes", "1.5 GiB"),
        (2.5, "ops", "2.5 ops/s"),
        (12_345, "short", "12.3 K"),
        (0, "short", "0"),
        (math.nan, "s", "no data"),
    ],
)
def test_values_have_their_units(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text


def test_the_colour_is_that_of_the_highest_threshold_reached() -> None:
    steps = panel("Oldest waiting article")["fieldConfig"]["defaults"]["thresholds"]["steps"]
    low, middle, high = (color(step["value"] or 0, steps) for step in steps)
    assert len({low, middle, high}) == 3
    assert color(steps[1]["value"] - 0.1, steps) == low


@pytest.mark.parametrize(
    "query", sorted({target["expr"] for _, target in QUERIES}), ids=lambda query: query[:40]
)
def test_no_variable_of_grafana_is_left_in_a_query(query: str) -> None:
    assert "$" not in filled_in(query, 480)
