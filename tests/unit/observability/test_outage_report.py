"""The outage report must be able to say that the run did not pass."""

from dataclasses import replace

import pytest

from tests.support.outage_report import Act, Result, report
from tests.support.panel_check import Answered


def fired(alert: str, *seconds: int, instance: str = "a") -> dict[str, object]:
    metric = {"alertname": alert, "instance": instance}
    return {"metric": metric, "values": [(second, "1") for second in seconds]}


QUIET = Act("quiet", 0, set(), set())
TROUBLE = Act("trouble", 20, {"Late"}, {"Retries"})
GOOD = Result(
    acts=[QUIET, TROUBLE],
    ended=100,
    fired=[fired("Late", *range(30, 50)), fired("Late", *range(40, 60), instance="b")],
    answers=[Answered("Age", "age", [[(1.0, 0.0), (2.0, 5.0)]], "{{partition}}")],
    articles=10,
    bad=2,
    enriched=8,
    letters=2,
    records=11,
    restarts=0,
    sooner=30,
)


def test_what_went_as_it_should_has_no_fault() -> None:
    text, faults = report(GOOD)
    assert not faults
    assert "| 30 | *Late* | 60 |" in text
    assert "| Age | partition | 1 | 0 | 5 |" in text


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"fired": []}, "Late did not fire: trouble"),
        ({"fired": [*GOOD.fired, fired("Late", 5, 6)]}, "Late fired: quiet"),
        ({"fired": [*GOOD.fired, fired("Down", 70, 71)]}, "Down fired: trouble"),
        ({"fired": [fired("Late", *range(30, 100))]}, "Late did not clear"),
        ({"answers": [Answered("Age", "age", [], "oldest")]}, "no data: Age (oldest)"),
        ({"enriched": 7}, "7 enriched and 2 letters, of 10"),
    ],
)
def test_whatever_went_otherwise_is_a_fault(changed: dict[str, object], fault: str) -> None:
    text, faults = report(replace(GOOD, **changed))
    assert faults == [fault]
    assert "**It did not pass.**" in text


def test_what_may_fire_need_not() -> None:
    assert not report(replace(GOOD, fired=[*GOOD.fired, fired("Retries", 30, 31)]))[1]
