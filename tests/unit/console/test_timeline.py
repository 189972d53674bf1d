from datetime import UTC, datetime

from console.timeline import MOST_PERIODS, periods


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def test_the_finest_unit_that_spans_all_is_taken() -> None:
    for end, unit in (
        ("2026-01-05T20:00", "hour"),
        ("2026-02-20", "day"),
        ("2026-10-05", "week"),
        ("2028-01-05", "month"),
        ("2036-01-05", "quarter"),
        ("2060-01-05", "year"),
    ):
        assert periods([ms("2026-01-05"), ms(end)]).unit == unit


def test_periods_follow_each_other_and_know_what_is_in_them() -> None:
    made = periods([ms("2026-01-31T23:59"), ms("2027-12-01")])
    assert made.unit == "month"
    described = made.described()
    assert described[0] == {
        "start": "2026-01-01T00:00:00Z",
        "since": "2026-01-01",
        "until": "2026-01-31",
    }
    assert described[-1]["until"] == "2027-12-31"
    assert len(described) == 24
    moments = [ms("2025-12-31T23:59"), ms("2026-02-01"), ms("2026-02-28"), ms("2027-12-31")]
    counted, earlier = made.counted(moments)
    assert (counted[1], counted[-1], sum(counted), earlier) == (2, 1, 3, 1)


def test_of_more_than_sixty_years_the_newest_are_shown() -> None:
    made = periods([0, ms("2200-01-01"), -(10**15), 10**17])
    assert (made.unit, len(made.starts)) == ("year", MOST_PERIODS)
    assert made.counted([0]) == ([0] * MOST_PERIODS, 1)


def test_nothing_has_no_periods() -> None:
    assert periods([]).described() == []
    assert periods([]).counted([]) == ([], 0)
