"""The runbook has a section for every link to it, and each says what to do."""

import re
from pathlib import Path

import pytest

from observability.alerts import alerts
from observability.bounds import Bounds
from observability.dashboard import rows
from observability.runbook import anchor

RUNBOOK = (Path(__file__).parents[3] / "docs" / "runbook.md").read_text("utf-8")
SECTIONS = {
    part.split("\n", 1)[0].lstrip("# "): part
    for part in re.split(r"^(?=#{2,4} )", RUNBOOK, flags=re.MULTILINE)[1:]
}
ALERTS = [alert.name for alert in alerts(Bounds())]
PANELS = [panel.title for row in rows(Bounds()) for panel in row.panels]
PARTS = ("**Means.**", "**Look.**", "**Do.**", "**Verify.**")


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_has_a_section_that_says_all_four_things(name: str) -> None:
    assert [part for part in PARTS if part in SECTIONS[name]] == list(PARTS)


@pytest.mark.parametrize("title", PANELS)
def test_a_panel_has_a_section(title: str) -> None:
    assert len(SECTIONS[title].split()) > 15


def test_no_section_is_about_something_that_is_gone() -> None:
    about = {name for name in SECTIONS if name.startswith("Stancewire")}
    assert about == set(ALERTS)


def test_headings_have_anchors_of_their_own() -> None:
    anchors = [anchor(heading) for heading in SECTIONS]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("target", re.findall(r"\]\(#([^)]+)\)", RUNBOOK))
def test_a_link_within_the_runbook_leads_somewhere(target: str) -> None:
    assert target in {anchor(heading) for heading in SECTIONS}


@pytest.mark.parametrize(
    ("heading", "fragment"),
    [("StancewireStuck", "stancewirestuck"), ("CPU of the workers", "cpu-of-the-workers")],
)
def test_an_anchor_is_the_one_that_renderers_give(heading: str, fragment: str) -> None:
    assert anchor(heading) == fragment
