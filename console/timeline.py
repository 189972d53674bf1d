"""Turns moments into the bars of a chart: hours, days, weeks, months, quarters or years; pure."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_BARS = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MS = round((datetime(2, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)
_LAST_MS = round((datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)
_MONTHS = 12
_QUARTER = 3


@dataclass(frozen=True)
class Bar:
    """Articles and stances in one period; ``until`` is its last day."""

    start: str
    since: str
    until: str
    articles: int
    favor: int
    against: int


@dataclass(frozen=True)
class Timeline:
    """The bars, oldest first, without gaps; ``earlier`` counts articles before the first bar."""

    unit: str
    bars: tuple[Bar, ...]
    earlier: int = 0


def _month(moment: datetime, months: int) -> datetime:
    first = (moment.month - 1) // months * months + 1
    return datetime(moment.year, first, 1, tzinfo=UTC)


def _next_month(start: datetime, months: int) -> datetime:
    count = start.year * _MONTHS + start.month - 1 + months
    return datetime(count // _MONTHS, count % _MONTHS + 1, 1, tzinfo=UTC)


def _day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


@dataclass(frozen=True)
class _Unit:
    name: str
    seconds: float
    floor: Callable[[datetime], datetime]
    step: Callable[[datetime], datetime]


_DAY = 86_400
_UNITS = (
    _Unit(
        "hour",
        3_600,
        lambda moment: moment.replace(minute=0, second=0, microsecond=0),
        lambda start: start + timedelta(hours=1),
    ),
    _Unit("day", _DAY, _day, lambda start: start + timedelta(days=1)),
    _Unit(
        "week",
        7 * _DAY,
        lambda moment: _day(moment - timedelta(days=moment.weekday())),
        lambda start: start + timedelta(days=7),
    ),
    _Unit("month", 30 * _DAY, lambda moment: _month(moment, 1), lambda s: _next_month(s, 1)),
    _Unit(
        "quarter",
        91 * _DAY,
        lambda moment: _month(moment, _QUARTER),
        lambda start: _next_month(start, _QUARTER),
    ),
    _Unit(
        "year",
        365 * _DAY,
        lambda moment: _month(moment, _MONTHS),
        lambda start: _next_month(start, _MONTHS),
    ),
)


def timeline(articles: Iterable[int], stances: Iterable[tuple[int, int]]) -> Timeline:
    """Bars for articles at these moments, and stances of 1 or -1; times in ms since 1970.

    The unit is the finest that spans all of it in sixty bars; where even years do not, the newest
    sixty are shown.
    """
    counted = Counter(articles)
    taken = Counter(stances)
    if not counted:
        return Timeline("day", ())
    first, last = _moment(min(counted)), _moment(max(counted))
    span = (last - first).total_seconds()
    unit = next((unit for unit in _UNITS if span <= unit.seconds * (MOST_BARS - 2)), _UNITS[-1])
    start = unit.floor(last)
    starts = [start]
    while start > first and len(starts) < MOST_BARS:
        start = unit.floor(start - timedelta(seconds=1))
        starts.append(start)
    starts.reverse()
    totals = {start: [0, 0, 0] for start in starts}
    earlier = 0
    for at, count in counted.items():
        cell = totals.get(unit.floor(_moment(at)))
        if cell is None:
            earlier += count
        else:
            cell[0] += count
    for (at, polarity), count in taken.items():
        if cell := totals.get(unit.floor(_moment(at))):
            cell[1 if polarity > 0 else 2] += count
    return Timeline(unit.name, tuple(_bar(unit, at, *cell) for at, cell in totals.items()), earlier)


def _bar(unit: _Unit, start: datetime, articles: int, favor: int, against: int) -> Bar:
    last: date = (unit.step(start) - timedelta(seconds=1)).date()
    return Bar(
        start.isoformat(timespec="minutes").replace("+00:00", "Z"),
        start.date().isoformat(),
        last.isoformat(),
        articles,
        favor,
        against,
    )


def _moment(ms: int) -> datetime:
    """The time, kept away from the calendar's ends, where nothing can be added."""
    return _EPOCH + timedelta(milliseconds=min(max(ms, _FIRST_MS), _LAST_MS))
