"""The tables of docs/reliability.md are those of the results in the repository."""

import re
from dataclasses import replace
from pathlib import Path

from tests.chaos.mutants import MENDED_BY_HAND, MUTANTS
from tests.chaos.report import PAGE, long, mutants, runs
from tests.chaos.results import RESULTS, Result, append, load

RUN = Result(
    seed=7,
    schedule="abc",
    mutant="",
    verdict="held",
    faults=40,
    inflicted={"kill-worker": 30, "kill-broker": 10},
    articles=2_400,
    real_every=20,
    records=9_000,
    samples=500,
    starts=40,
    brokers=3,
    workers=2,
    seconds=3_700,
    day="2026-01-05",
    source="1234567",
)


def test_a_run_is_a_line_and_adds_to_the_sum() -> None:
    table = runs([RUN, replace(RUN, seed=8, verdict="lost"), replace(RUN, mutant="take")])
    assert "| 7 | `abc` | 40 | 2400 | one in 20 |" in table
    assert "Together 2 runs, of which 1 held: 80 faults over 4800 articles in 2 h 3 min" in table
    assert "20 `kill-broker`, 60 `kill-worker`" in table


def test_a_mutant_has_how_many_faults_it_took_in_each_run() -> None:
    caught = replace(RUN, mutant="take", verdict="committed-early", faults=3)
    missed = replace(RUN, seed=8, mutant="take")
    line = next(one for one in mutants([caught, missed]).splitlines() if "`take`" in one)
    assert "3 (seed 7), not in 40 (seed 8) | committed-early" in line
    assert mutants([]).count("not tried") == len(MUTANTS) + len(MENDED_BY_HAND)


def test_the_long_run_has_a_table_and_a_sum_of_its_own() -> None:
    part = replace(RUN, dense=True, killed={"worker": 6, "child": 12, "broker": 1}, returned=2)
    table = long([RUN, part, replace(part, seed=8, verdict="lost")])
    assert "| 7 | `abc` | 2400 | 0 | 6 | 12 | 1 | 2 | 500 | 1 h 1 min | held |" in table
    assert "So far 2 parts, of which 1 held: 38 processes killed, 4 broker restarts" in table
    assert "Together 1 runs" in runs([RUN, part])


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    append(tmp_path / "results", RUN)
    append(tmp_path / "results", replace(RUN, seed=8))
    assert load(tmp_path / "results") == [RUN, replace(RUN, seed=8)]
    assert load(tmp_path / "none") == []


def test_the_page_has_the_tables_of_the_committed_results() -> None:
    text = PAGE.read_text("utf-8")
    results = load(RESULTS)
    for name, table in (
        ("runs", runs(results)),
        ("long", long(results)),
        ("mutants", mutants(results)),
    ):
        found = re.search(rf"<!-- {name}: .*?-->\n(.*?)<!-- mark -->", text, re.DOTALL)
        assert found
        assert found[1] == table, "run `python -m tests.chaos --report`"
