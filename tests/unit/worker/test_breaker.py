import pytest

from worker.breaker import Breaker, BreakerTripped


def test_so_many_in_a_row_trip_it() -> None:
    breaker = Breaker(consecutive=3, window=100, ratio=1.0)
    breaker.dead_lettered("x")
    breaker.dead_lettered("x")
    breaker.enriched()
    breaker.dead_lettered("x")
    breaker.dead_lettered("x")
    with pytest.raises(BreakerTripped, match=r"3 articles in a row.*not_utf8"):
        breaker.dead_lettered("not_utf8")


def test_so_large_a_share_of_the_window_trips_it() -> None:
    breaker = Breaker(consecutive=100, window=10, ratio=0.5)
    for _ in range(5):
        breaker.enriched()
        breaker.dead_lettered("x")
    with pytest.raises(BreakerTripped, match="60% of the last 10"):
        breaker.dead_lettered("x")


def test_a_window_that_is_not_full_trips_nothing() -> None:
    breaker = Breaker(consecutive=100, window=10, ratio=0.1)
    for _ in range(9):
        breaker.dead_lettered("x")
