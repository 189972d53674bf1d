from pathlib import Path

from worker.metrics.docs_page import page

ROOT = Path(__file__).parents[4]


def test_the_page_is_what_the_definitions_say() -> None:
    written = (ROOT / "docs/metrics.md").read_text("utf-8")
    assert written == page(), "run make docs"


def test_names_and_commands_are_code() -> None:
    text = page()
    assert "`stancewire topics lag`" in text
    assert "see `stancewire_stuck`" in text
    assert "on `/stuckz`" in text
    assert "### `stancewire_lag_seconds`" in text
