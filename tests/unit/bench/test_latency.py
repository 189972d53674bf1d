from itertools import islice

import pytest

from bench.latency import LOADS, arrivals, by_load, percentiles, simulated


def test_arrivals_are_the_same_every_time_and_as_many_as_asked():
    times = list(islice(arrivals(4.0), 10_000))
    assert times == list(islice(arrivals(4.0), 10_000))
    assert times == sorted(times)
    assert 10_000 / times[-1] == pytest.approx(4.0, rel=0.05)


def test_latency_is_that_of_the_formula():
    # One server, random arrivals, constant service: half a service more at half load (M/D/1).
    waited = simulated([1.0], 0.5, 100_000)
    assert sum(waited) / len(waited) == pytest.approx(1.5, rel=0.03)
    waited = simulated([1.0], 0.8, 200_000)
    assert sum(waited) / len(waited) == pytest.approx(3.0, rel=0.1)


def test_nobody_waits_less_than_an_article_takes():
    waited = simulated([0.25, 0.5], 0.9, 1_000)
    assert min(waited) == pytest.approx(0.25)


def test_more_load_is_more_latency():
    found = list(by_load([0.1, 0.2, 0.5]).values())
    assert len(found) == len(LOADS)
    assert [one["p95"] for one in found] == sorted(one["p95"] for one in found)


def test_percentiles():
    assert percentiles([float(one) for one in range(100)]) == {"p50": 50, "p95": 95, "p99": 99}
    assert percentiles([7.0]) == {"p50": 7, "p95": 7, "p99": 7}
