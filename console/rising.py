"""Rising: entities, and pairs of holder and target, in more articles than in the span before."""

import json
import math
import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Any

from console.filters import Filter, day_ms
from console.matching import matching, stances
from console.moments import moment
from console.names import holder
from console.parameters import FilterError, Parameter
from console.schema import AGAINST, FAVOR
from console.store import Store

_DAYS = 30
_MOST_DAYS = 3_660
_MOST_ROWS = 50
_LEAST_ARTICLES = 3
# Growth by chance alone is stronger than this in one case of forty.
_LEAST_Z = 1.96
# Entities that an article is about, not all that it names.
_CENTRAL = 8

DAYS = Parameter(
    "days",
    f"How long both spans are, if since and until are not both given ({_DAYS}). The later one ends "
    "on the day of until, otherwise on the last day of publication.",
    str(_DAYS),
    schema={"type": "integer", "minimum": 1, "maximum": _MOST_DAYS, "default": _DAYS},
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Spans:
    """Two spans of the same length, one after the other; the days are inclusive."""

    before: date
    since: date
    until: date


def days(text: str) -> int:
    """The length of a span. Raises FilterError."""
    if not text:
        return _DAYS
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MOST_DAYS):
        raise FilterError(f"days is a number from 1 to {_MOST_DAYS}")
    return int(text)


def rising(store: Store, wanted: Filter, length: int = _DAYS) -> Row:
    """What grew most, beyond what the number of all articles leads to expect."""
    spans = _spans(store, wanted, length)
    if spans is None:
        return {
            "since": None,
            "until": None,
            "articles": 0,
            "before": 0,
            "entities": [],
            "pairs": [],
        }
    both = replace(wanted, since=spans.before, until=spans.until)
    with store.reading() as db:
        totals, counted = _entities(db, both, day_ms(spans.since))
        taken, sides = _pairs(db, both, day_ms(spans.since))
        known = _known(db, {*counted, *(end for pair in taken for end in pair)})
    return {
        "since": spans.since.isoformat(),
        "until": spans.until.isoformat(),
        "before_since": spans.before.isoformat(),
        "articles": totals[0],
        "before": totals[1],
        "entities": _grown(
            [
                ({"id": known[n][0], "name": known[n][1], "type": known[n][2]}, count, earlier)
                for n, (count, earlier) in counted.items()
            ],
            totals,
        ),
        "pairs": _grown(
            [
                (
                    {
                        "holder": holder(one, *known.get(one, (None, None))[:2]),
                        "target": {"id": known[other][0], "name": known[other][1]},
                        "favor": sides[one, other, FAVOR],
                        "against": sides[one, other, AGAINST],
                    },
                    count,
                    earlier,
                )
                for (one, other), (count, earlier) in taken.items()
            ],
            totals,
        ),
    }


_Grew = dict[Any, tuple[int, int]]


def _entities(db: sqlite3.Connection, both: Filter, since: int) -> tuple[tuple[int, int], _Grew]:
    """The stories in the later span and in the one before: all, and by the entity that they name.

    Sets count more quickly than a database that sorts.
    """
    m, values = matching(both)
    rows = db.execute(
        f"WITH {m} SELECT x.entity, m.unit, m.published >= {since} FROM m CROSS JOIN mention x "
        f"ON x.key = m.key WHERE x.rank < {_CENTRAL}",
        values,
    )
    named = Counter(map(itemgetter(0, 2), set(rows)))
    stories = db.execute(f"WITH {m} SELECT unit, published >= {since} FROM m", values)
    all_ = Counter(map(itemgetter(1), set(stories)))
    return (all_[1], all_[0]), _enough(named)


def _pairs(
    db: sqlite3.Connection, both: Filter, since: int
) -> tuple[_Grew, Counter[tuple[int, int, int]]]:
    """The same by holder and target; and by holder, target and side in the later span."""
    t, values = stances(both)
    rows = set(
        db.execute(
            f"WITH {t} SELECT holder, target, unit, published >= {since}, polarity FROM t", values
        )
    )
    taken = Counter(((one, other), late) for one, other, _, late in {row[:4] for row in rows})
    sides = Counter((one, other, side) for one, other, _, late, side in rows if late)
    return _enough(taken), sides


def _enough(counted: Counter[tuple[Any, int]]) -> _Grew:
    """(now, before) of what is in enough stories now."""
    grown = sorted(
        value for (value, late), now in counted.items() if late and now >= _LEAST_ARTICLES
    )
    return {value: (counted[value, 1], counted[value, 0]) for value in grown}


def _known(db: sqlite3.Connection, numbers: set[int]) -> dict[int, tuple[str, str, str]]:
    found = db.execute(
        "SELECT n, id, name, type FROM entity WHERE n IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return {number: (id_, name, kind) for number, id_, name, kind in found}


def growth(now: int, before: int, articles: int, articles_before: int) -> float:
    """By how many standard deviations a count exceeds what the span before leads to expect."""
    ratio = articles / articles_before if articles_before else 0.0
    return (now - before * ratio) / math.sqrt(now + before * ratio * ratio)


def _grown(rows: list[tuple[Row, int, int]], totals: tuple[int, int]) -> list[Row]:
    if not totals[1]:
        return []  # without anything before, nothing has grown
    told = [
        row | {"articles": now, "before": before, "growth": round(growth(now, before, *totals), 2)}
        for row, now, before in rows
    ]
    grown = [row for row in told if row["growth"] >= _LEAST_Z]
    grown.sort(key=lambda row: (-row["growth"], -row["articles"]))
    return grown[:_MOST_ROWS]


def _spans(store: Store, wanted: Filter, length: int) -> Spans | None:
    until = wanted.until or last_day(store)
    if until is None:
        return None
    since = wanted.since or until - timedelta(days=length - 1)
    if since > until:
        raise FilterError("since is after the last day of publication")
    try:
        return Spans(since - (until - since) - timedelta(days=1), since, until)
    except OverflowError:
        raise FilterError("there is no span before one that long") from None


def last_day(store: Store) -> date | None:
    """The last day of publication that is not in the future; None if no article has one."""
    today = round(datetime.now(UTC).timestamp() * 1000)
    with store.reading() as db:
        found = db.execute("SELECT max(published) FROM article WHERE published <= ?", (today,))
        last = found.fetchone()[0]
    return None if last is None else moment(last).date()
