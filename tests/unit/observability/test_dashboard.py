"""The dashboard: the committed file, the order of its panels, and its links."""

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from observability import names
from observability.__main__ import DASHBOARD, HOME
from observability.bounds import Bounds
from observability.dashboard import dashboard, rows
from observability.grafana import Panel
from observability.runbook import DEFAULT_RUNBOOK, link
from worker.metrics import labels
from worker.metrics.definitions import ARTICLES  # defines them
from worker.metrics.kinds import definitions

ROOT = Path(__file__).parents[3]
COMMITTED = HOME / DASHBOARD
MODEL: dict[str, Any] = json.loads(COMMITTED.read_text("utf-8"))
ROWS = rows(Bounds())
PANELS: list[Panel] = [panel for row in ROWS for panel in row.panels]
DRAWN = [panel for panel in MODEL["panels"] if panel["type"] != "row"]
SUFFIXES = "_bucket|_sum|_count"


def test_the_committed_dashboard_is_what_the_code_writes() -> None:
    written = dashboard(Bounds(), DEFAULT_RUNBOOK)
    assert COMMITTED.read_text("utf-8") == written, "run: make dashboard"


def test_three_rows_answer_fresh_right_and_stuck_in_this_order() -> None:
    titles = [panel["title"] for panel in MODEL["panels"] if panel["type"] == "row"]
    assert titles == ["Is it fresh?", "Is it right?", "Is it stuck?"]


def test_every_panel_leads_to_its_section_of_the_runbook() -> None:
    for panel in DRAWN:
        assert panel["links"][0]["url"] == link(DEFAULT_RUNBOOK, panel["title"])


def test_the_runbooks_address_can_be_another() -> None:
    text = dashboard(Bounds(), "https://wiki.example/news")
    assert "https://wiki.example/news#" in text
    assert DEFAULT_RUNBOOK not in text


def test_titles_and_ids_are_unique_and_every_panel_says_what_it_answers() -> None:
    assert len({panel["title"] for panel in DRAWN}) == len(DRAWN) == len(PANELS)
    assert len({panel["id"] for panel in MODEL["panels"]}) == len(MODEL["panels"])
    for panel in DRAWN:
        assert len(panel["description"]) > 10
        assert panel["fieldConfig"]["defaults"]["unit"]


def test_no_panel_lies_on_another_or_beyond_the_edge() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in MODEL["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24, panel["title"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells


def test_legends_have_names_and_not_codes() -> None:
    file = resources.files("worker.nlp.topics").joinpath("data/media_topics.json")
    text = file.read_text("utf-8")
    concepts = json.loads(text)["concepts"]
    known = {code: concepts[code]["name"] for code in labels.TOPICS if code != labels.OTHER}
    assert dict(names.TOPICS) == known
    assert set(names.LANGUAGES) == set(labels.LANGUAGES) - {labels.OTHER, labels.UNKNOWN}
    shown = {
        override["matcher"]["options"]: override["properties"][0]["value"]
        for panel in DRAWN
        for override in panel["fieldConfig"]["overrides"]
    }
    assert shown == {**names.TOPICS, **names.LANGUAGES}


def test_thresholds_rise() -> None:
    for panel in PANELS:
        values = [threshold.value for threshold in panel.thresholds]
        assert values == sorted(values), panel.title


def asked_for(text: str) -> set[str]:
    return set(re.findall(r"stancewire_[a-z_]+", text))


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.*")), ids=lambda path: path.name)
def test_every_metric_that_is_asked_for_exists(path: Path) -> None:
    assert ARTICLES
    known = {definition.name for definition in definitions()}
    for name in asked_for(path.read_text("utf-8")):
        assert name in known or re.sub(rf"({SUFFIXES})$", "", name) in known, name


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.*")), ids=lambda path: path.name)
def test_every_bucket_that_is_asked_for_exists(path: Path) -> None:
    text = path.read_text("utf-8").replace('\\"', '"')
    asked = re.findall(r'(stancewire_\w+)_bucket\{le="([^"]+)"', text)
    assert asked
    buckets = {definition.name: definition.buckets for definition in definitions()}
    for name, bound in asked:
        assert float(bound) in [float(known) for known in buckets[name]], (name, bound)


def test_every_metric_is_on_the_dashboard() -> None:
    shown = {re.sub(rf"({SUFFIXES})$", "", name) for name in asked_for(json.dumps(MODEL))}
    assert {definition.name for definition in definitions()} <= shown
