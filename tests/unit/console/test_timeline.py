from datetime import UTC, datetime

import pytest

from console.timeline import MOST_BARS, timeline


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2026-01-05T10:10", "2026-01-05T12:00", "hour"),
        ("2026-01-05", "2026-02-20", "day"),
        ("2026-01-05", "2026-12-31", "week"),
        ("2023-01-05", "2026-12-31", "month"),
        ("2014-01-05", "2026-12-31", "quarter"),
        ("1990-01-05", "2026-12-31", "year"),
    ],
)
def test_the_unit_is_the_finest_that_fits(first: str, last: str, unit: str) -> None:
    found = timeline([ms(first), ms(last)], [(ms(first), 1), (ms(last), -1)])
    assert found.unit == unit
    assert len(found.bars) <= MOST_BARS
    assert (found.bars[0].favor, found.bars[-1].against) == (1, 1)
    assert sum(bar.articles for bar in found.bars) == 2
    assert found.bars[0].since <= first[:10] <= found.bars[0].until
    assert all(a.until <= b.since for a, b in zip(found.bars, found.bars[1:], strict=False))


def test_what_lies_before_sixty_years_is_counted() -> None:
    found = timeline([ms("1700-01-01"), ms("2026-01-01")], [])
    assert (found.earlier, len(found.bars)) == (1, MOST_BARS)


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    for at in (-(2**62), 2**62):
        assert len(timeline([at], [(at, 1)]).bars) == 1
    assert timeline([], []).bars == ()
