"""A slice of `make chaos` for every test run: one broker, a short schedule, and one mutant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.run import play
from tests.chaos.schedule import Plan
from tests.chaos.stage import Ground, on_stage

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.timeout(900)]

# What needs no second broker and no long wait; the rest is for `make chaos`.
QUICK = ("kill-worker", "kill-child", "refuse-letters", "abort-transaction", "add-partition")


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with on_stage(1) as found:
        yield found


def test_a_short_schedule_holds(tmp_path: Path, ground: Ground) -> None:
    plan = Plan(seed=1, faults=6, articles=400, kinds=QUICK)
    outcome = play(plan, tmp_path, ground, say=False)
    assert outcome.findings == []
    assert sum(outcome.inflicted.values()) == 6
    assert outcome.samples > 0
    assert outcome.records > outcome.articles


def test_a_mutant_is_caught(tmp_path: Path, ground: Ground) -> None:
    """What an article ends as is not waited for: the first kill or commit shows it."""
    plan = Plan(seed=1, faults=6, articles=400, workers=1, kinds=("kill-worker",))
    outcome = play(plan, tmp_path, ground, "no-drain", say=False)
    assert "committed-early" in outcome.verdict
    assert outcome.faults <= 6
