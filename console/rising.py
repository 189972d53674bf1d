"""Rising: entities, and pairs of holder and target, in more articles than in the span before.

Unnamed sources are many people, so they are no holder of a pair here.
"""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from console.filters import Filter
from console.matching import matching, stances
from console.moments import moment
from console.names import holder
from console.parameters import FilterError, Parameter
from console.schema import AUTHOR
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
    later = (datetime(spans.since.year, spans.since.month, spans.since.day, tzinfo=UTC)).timestamp()
    now = f"count(DISTINCT CASE WHEN published >= {round(later * 1000)} THEN unit END)"
    before = f"count(DISTINCT CASE WHEN published < {round(later * 1000)} THEN unit END)"
    with store.reading() as db:
        m, values = matching(both)
        totals = db.execute(f"WITH {m} SELECT {now}, {before} FROM m", values).fetchone()
        entities = db.execute(
            f"WITH {m} SELECT e.id, e.name, e.type, now, before FROM (SELECT x.entity AS n, "
            f"{now} AS now, {before} AS before FROM m CROSS JOIN "
            "(SELECT entity, key, rank FROM mention) x ON x.key = m.key "
            f"WHERE x.rank < {_CENTRAL} GROUP BY x.entity HAVING now >= {_LEAST_ARTICLES}) "
            "JOIN entity e USING (n)",
            values,
        ).fetchall()
        t, values = stances(both)
        pairs = db.execute(
            f"WITH {t} SELECT c.h, h.id, h.name, e.id, e.name, favor, against, now, before FROM ("
            f"SELECT holder AS h, target AS g, {now} AS now, {before} AS before, "
            f"count(DISTINCT CASE WHEN polarity > 0 AND published >= {round(later * 1000)} "
            "THEN unit END) AS favor, "
            f"count(DISTINCT CASE WHEN polarity < 0 AND published >= {round(later * 1000)} "
            f"THEN unit END) AS against FROM t WHERE holder >= {AUTHOR} "
            f"GROUP BY 1, 2 HAVING now >= {_LEAST_ARTICLES}) c "
            "LEFT JOIN entity h ON h.n = c.h JOIN entity e ON e.n = c.g",
            values,
        ).fetchall()
    return {
        "since": spans.since.isoformat(),
        "until": spans.until.isoformat(),
        "before_since": spans.before.isoformat(),
        "articles": totals[0],
        "before": totals[1],
        "entities": _grown(
            [
                ({"id": id_, "name": name, "type": kind}, count, earlier)
                for id_, name, kind, count, earlier in entities
            ],
            totals,
        ),
        "pairs": _grown(
            [
                (
                    {
                        "holder": holder(number, holder_id, holder_name),
                        "target": {"id": id_, "name": name},
                        "favor": favor,
                        "against": against,
                    },
                    *counted,
                )
                for number, holder_id, holder_name, id_, name, favor, against, *counted in pairs
            ],
            totals,
        ),
    }


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
