"""The periods of a chart: hours, days, weeks, months, quarters or years; pure."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from console.moments import moment, written

MOST_PERIODS = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_MONTHS = 12
_QUARTER = 3


def _month(at: datetime, months: int) -> datetime:
    first = (at.month - 1) // months * months + 1
    return datetime(at.year, first, 1, tzinfo=UTC)


def _next_month(start: datetime, months: int) -> datetime:
    count = start.year * _MONTHS + start.month - 1 + months
    return datetime(count // _MONTHS, count % _MONTHS + 1, 1, tzinfo=UTC)


def _day(at: datetime) -> datetime:
    return datetime(at.year, at.month, at.day, tzinfo=UTC)


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
        lambda at: at.replace(minute=0, second=0, microsecond=0),
        lambda start: start + timedelta(hours=1),
    ),
    _Unit("day", _DAY, _day, lambda start: start + timedelta(days=1)),
    _Unit(
        "week",
        7 * _DAY,
        lambda at: _day(at - timedelta(days=at.weekday())),
        lambda start: start + timedelta(days=7),
    ),
    _Unit("month", 30 * _DAY, lambda at: _month(at, 1), lambda s: _next_month(s, 1)),
    _Unit(
        "quarter",
        91 * _DAY,
        lambda at: _month(at, _QUARTER),
        lambda start: _next_month(start, _QUARTER),
    ),
    _Unit(
        "year",
        365 * _DAY,
        lambda at: _month(at, _MONTHS),
        lambda start: _next_month(start, _MONTHS),
    ),
)


@dataclass(frozen=True)
class Periods:
    """Periods of one unit, oldest first, without gaps."""

    unit: str
    starts: tuple[datetime, ...]
    end: datetime

    @cached_property
    def _begin_ms(self) -> list[int]:
        return [round((start - _EPOCH) / _MS) for start in self.starts]

    def counted(self, moments: Sequence[int]) -> tuple[list[int], int]:
        """How many of these, which are in order, are in each period, and before the first."""
        cuts = [bisect_left(moments, begin) for begin in self._begin_ms]
        if not cuts:
            return [], len(moments)
        return [after - before for before, after in pairwise([*cuts, len(moments)])], cuts[0]

    def described(self) -> list[dict[str, str]]:
        """Each period's beginning, and its first and last day."""
        ends = [*self.starts, self.end][1:]
        return [
            {
                "start": written(begin) or "",
                "since": start.date().isoformat(),
                "until": (end - timedelta(seconds=1)).date().isoformat(),
            }
            for begin, start, end in zip(self._begin_ms, self.starts, ends, strict=True)
        ]


def periods(moments: Iterable[int]) -> Periods:
    """The periods that hold these moments, in ms since 1970.

    The unit is the finest that spans all of them in sixty; where even years do not, it is the
    newest sixty years.
    """
    known = list(moments)
    if not known:
        return Periods("day", (), _EPOCH)
    first, last = moment(min(known)), moment(max(known))
    span = (last - first).total_seconds()
    unit = next((unit for unit in _UNITS if span <= unit.seconds * (MOST_PERIODS - 2)), _UNITS[-1])
    start = unit.floor(last)
    end, starts = unit.step(start), [start]
    while start > first and len(starts) < MOST_PERIODS:
        start = unit.floor(start - timedelta(seconds=1))
        starts.append(start)
    return Periods(unit.name, tuple(reversed(starts)), end)
