"""The alert rules, checked by Prometheus' own tool."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from observability.__main__ import HOME, RULES
from observability.alerts import alerts
from observability.bounds import Bounds, duration
from observability.rule_file import rule_file
from observability.runbook import DEFAULT_RUNBOOK
from tests.support.web import promtool
from tests.unit.observability.rule_cases import (
    DAYS,
    DRIFTING,
    HEALTHY,
    MINUTES,
    PAIRS,
    STEADY,
    Case,
    Pair,
    Series,
)

FIRING = 'count by (alertname) (ALERTS{alertstate="firing"})'
FIRING_WHERE = 'count by (alertname, namespace, group) (ALERTS{alertstate="firing"})'
COMMITTED = HOME / RULES


def rule_test(cases: Sequence[Case], base: Series, interval: str) -> str:
    """promtool's file: in each case exactly these alerts fire."""
    tests = [
        {
            "name": f"{case.about}: {case.name}",
            "interval": interval,
            "input_series": [
                {"series": name, "values": values}
                for name, values in {**base, **case.changed}.items()
            ],
            "promql_expr_test": [
                {
                    "expr": FIRING,
                    "eval_time": case.at,
                    "exp_samples": [
                        {"labels": f'{{alertname="{name}"}}', "value": 1}
                        for name in sorted(case.fires)
                    ],
                }
            ],
        }
        for case in cases
    ]
    return yaml.safe_dump(
        {"rule_files": [str(COMMITTED)], "evaluation_interval": interval, "tests": tests}
    )


@pytest.mark.parametrize(
    ("cases", "base", "interval"),
    [(MINUTES, HEALTHY, "1m"), (DAYS, STEADY, "1h")],
    ids=["minutes", "days"],
)
def test_each_alert_fires_when_it_should_and_no_other_does(
    tmp_path: Path, cases: Sequence[Case], base: Series, interval: str
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(rule_test(cases, base, interval))
    judged = promtool("test", "rules", str(file))
    assert judged.returncode == 0, judged.stdout + judged.stderr


@pytest.mark.parametrize(
    ("pairs", "interval"), [(PAIRS, "1m"), (DRIFTING, "1h")], ids=["minutes", "days"]
)
def test_an_alert_is_about_one_deployment_whatever_runs_beside_it(
    tmp_path: Path, pairs: Sequence[Pair], interval: str
) -> None:
    tests = [
        {
            "name": pair.name,
            "interval": interval,
            "input_series": [
                {"series": name, "values": values} for name, values in pair.series.items()
            ],
            "promql_expr_test": [
                {
                    "expr": FIRING_WHERE,
                    "eval_time": pair.at,
                    "exp_samples": [
                        {
                            "labels": f'{{alertname="{name}",namespace="{namespace}",'
                            f'group="{group}"}}',
                            "value": 1,
                        }
                        for name, (namespace, group) in sorted(pair.fires)
                    ],
                }
            ],
        }
        for pair in pairs
    ]
    file = tmp_path / "pairs.yaml"
    file.write_text(
        yaml.safe_dump(
            {"rule_files": [str(COMMITTED)], "evaluation_interval": interval, "tests": tests}
        )
    )
    judged = promtool("test", "rules", str(file))
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_a_case_that_should_fail_fails(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(rule_test([replace(MINUTES[1], fires=set())], HEALTHY, "1m"))
    assert promtool("test", "rules", str(file)).returncode != 0


@pytest.mark.parametrize("alert", alerts(Bounds()), ids=lambda alert: alert.name)
def test_each_alert_has_a_case_that_fires_and_one_that_is_silent(alert: object) -> None:
    about = [case for case in (*MINUTES, *DAYS) if case.about == alert.name]
    assert {bool(case.fires) for case in about} == {True, False}


def test_promtool_takes_the_rules() -> None:
    checked = promtool("check", "rules", str(COMMITTED))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{len(alerts(Bounds()))} rules found" in checked.stdout


def test_the_committed_rules_are_what_the_code_writes() -> None:
    written = rule_file(Bounds(), DEFAULT_RUNBOOK)
    assert COMMITTED.read_text("utf-8") == written, "run: make dashboard"


def test_a_selector_goes_into_every_query() -> None:
    bounds = Bounds(selector='namespace="news"')
    for alert in alerts(bounds):
        metrics = alert.query.count("stancewire_") + alert.query.count("up{")
        assert alert.query.count('namespace="news"') == metrics, alert.name


@pytest.mark.parametrize(
    ("seconds", "text"), [(1, "1s"), (90, "90s"), (600, "10m"), (86_400, "1d"), (0.2, "1s")]
)
def test_durations_are_written_in_their_largest_unit(seconds: float, text: str) -> None:
    assert duration(timedelta(seconds=seconds)) == text


def test_sooner_divides_every_time_and_no_amount() -> None:
    sooner = Bounds().sooner(30)
    assert sooner.fresh_within == timedelta(seconds=10)
    assert sooner.drift_window == Bounds().drift_window / 30
    assert sooner.surge_letters == Bounds().surge_letters
