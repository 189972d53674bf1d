"""Which runs ``make chaos`` and ``make chaos-long`` play again."""

from dataclasses import replace

import pytest

from tests.chaos.__main__ import counts
from tests.chaos.results import Result

HELD = Result(
    seed=5001,
    schedule="abc",
    mutant="",
    verdict="held",
    faults=4,
    inflicted={},
    articles=1_000,
    real_every=200,
    records=5_000,
    samples=200,
    starts=7,
    brokers=3,
    workers=3,
    seconds=80,
    day="2026-01-05",
    source="1234567",
    dense=True,
)


@pytest.mark.parametrize("now", ["1234567", "7654321"])
def test_a_part_of_the_long_run_that_held_is_done_whatever_the_worker_is_now(now: str) -> None:
    assert counts(HELD, now, long_run=True)
    assert not counts(replace(HELD, verdict="lost"), now, long_run=True)


def test_a_seed_is_played_again_for_another_worker() -> None:
    assert counts(replace(HELD, verdict="lost"), "1234567", long_run=False)
    assert not counts(HELD, "7654321", long_run=False)
