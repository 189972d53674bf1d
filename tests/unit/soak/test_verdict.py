"""What a soak is judged by."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.soak.meter import Moment
from tests.soak.verdict import MOST_LATENCIES, Latency, Soak, findings, growth, thinned, under_load

AT = Moment(0, 0, 90.0, 300.0, 40, 12, 9, 3)


def soak(memory: Callable[[int], float]) -> Soak:
    """A hundred moments under load, and ten at rest."""
    moments = [replace(AT, seconds=float(at), pool_memory=memory(at)) for at in range(110)]
    return Soak(
        articles=100,
        real_every=20,
        load_seconds=99.0,
        enriched=98,
        letters=2,
        woke=0.2,
        moments=moments,
        latencies=[Latency(1.0, 0.1, real=False)],
    )


def test_a_worker_that_only_warms_up_is_as_it_should_be() -> None:
    assert findings(soak(lambda at: 200.0 + min(at, 15))) == []


def test_a_leak_is_found() -> None:
    assert findings(soak(lambda at: 300.0 + at / 5)) == ["pool_memory grew from 304.9 to 318.9"]


def test_growth_up_to_the_bound_is_none() -> None:
    assert findings(soak(lambda at: 300.0 + at / 10)) == []


def test_what_happens_at_rest_is_no_growth_under_load() -> None:
    kept = soak(lambda at: 300.0 if at <= 99 else 900.0)
    assert len(under_load(kept)) == 100
    assert findings(kept) == []


def test_the_warm_up_does_not_count() -> None:
    moments = [replace(AT, pool_memory=float(at < 20)) for at in range(100)]
    assert growth(moments, "pool_memory") == (0.0, 0.0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"enriched": 97}, "100 articles were sent, and 99 have an outcome"),
        ({"lag": 3}, "3 articles are not committed"),
        ({"woke": 1.4}, "the first article after the rest took 1.40 s"),
        ({"loud": ["x ERROR y"]}, "the log says: x ERROR y"),
    ],
)
def test_what_else_is_wrong_is_said(change: dict[str, object], said: str) -> None:
    assert findings(replace(soak(lambda _: 300.0), **change)) == [said]  # type: ignore[arg-type]


def test_a_soak_comes_back_as_it_was_kept() -> None:
    kept = soak(lambda _: 300.0)
    assert Soak.of_json(kept.to_json()) == kept


def test_of_many_latencies_some_are_kept_evenly() -> None:
    took = [Latency(float(at), 0.1, real=True) for at in range(20_000)]
    kept = thinned(took)
    assert MOST_LATENCIES / 2 < len(kept) <= MOST_LATENCIES
    assert kept[0] == took[0]
    assert kept[-1].seconds > 19_990
    assert thinned(took[:10]) == took[:10]
    assert thinned([]) == []
