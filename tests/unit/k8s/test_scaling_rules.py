"""KEDA's formula and the autoscaler's algorithm, on cases worked out by hand."""

import pytest

from k8s.tools.autoscaler import Autoscaler, Direction
from k8s.tools.keda import metric

PLAIN = {"lagThreshold": "100", "allowIdleConsumers": "false"}
EVEN = {**PLAIN, "ensureEvenDistributionOfPartitions": "true"}


@pytest.mark.parametrize(
    ("lags", "settings", "expected"),
    [
        ([0] * 12, PLAIN, 0),
        ([20] * 12, PLAIN, 240),
        ([1000] * 12, PLAIN, 1200),
        ([1000] * 12, {**PLAIN, "allowIdleConsumers": "true"}, 12000),
        ([0] * 12, EVEN, 100),
        ([20] * 12, EVEN, 300),
        ([41] * 12, EVEN, 600),
        ([60] * 12, EVEN, 1200),
        ([1000] * 12, EVEN, 1200),
    ],
)
def test_the_metric_is_bounded_by_the_partitions(
    lags: list[int], settings: dict[str, str], expected: int
) -> None:
    assert metric(lags, settings) == expected


def scaler(up: float = 0, down: float = 300) -> Autoscaler:
    return Autoscaler(
        minimum=2,
        maximum=12,
        target=100,
        up=Direction(up, ((4, 60),)),
        down=Direction(down, ((1, 60),)),
    )


def test_it_goes_up_by_no_more_than_the_policy_in_a_period() -> None:
    hpa = scaler()
    assert hpa.decide(0, 1200, 2) == 6
    assert hpa.decide(15, 1200, 6) == 6
    assert hpa.decide(60, 1200, 6) == 10


def test_a_moment_s_peak_moves_nothing() -> None:
    hpa = scaler(up=30)
    assert hpa.decide(0, 200, 2) == 2
    assert hpa.decide(15, 1200, 2) == 2
    assert hpa.decide(30, 200, 2) == 2
    for now in (45, 59):
        assert hpa.decide(now, 1200, 2) == 2
    assert hpa.decide(60, 1200, 2) == 6


def test_it_goes_down_one_at_a_time_after_a_quiet_window() -> None:
    hpa = scaler()
    assert hpa.decide(0, 600, 6) == 6
    assert hpa.decide(299, 200, 6) == 6
    assert hpa.decide(300, 200, 6) == 5
    assert hpa.decide(315, 200, 5) == 5
    assert hpa.decide(360, 200, 5) == 4


def test_near_the_target_nothing_changes() -> None:
    hpa = scaler(down=0)
    assert hpa.decide(0, 430, 4) == 4
    assert hpa.decide(1, 450, 4) == 5


def test_the_bounds_hold() -> None:
    hpa = scaler(down=0)
    assert hpa.decide(0, 0, 2) == 2
    assert hpa.decide(1, 5000, 11) == 12
