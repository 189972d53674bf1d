"""What the matching articles have in common: each value with its number of articles.

A facet of which a filter takes any value (``holder``, ``target``, ``outlet``, ``polarity``,
``reporting``, ``confidence``) is counted without its own condition, so that another value can be
chosen. Facets of stances count only the stances that the filter asks for.
"""

import sqlite3
from typing import Any

from console.filters import Filter
from console.matching import matching, with_stances
from console.names import holder, polarity
from console.rising import last_day
from console.store import Store

LOOK_AT = 20_000
_ROWS = 12
_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)

Row = dict[str, Any]


def facets(store: Store, wanted: Filter) -> Row:
    """All facets. Where more articles match than can be counted soon, the newest are counted."""
    last = last_day(store)
    with store.reading() as db:
        return {
            "last_day": last.isoformat() if last else None,
            "looked_at": _looked_at(db, wanted),
            "polarity": _of_stances(db, wanted.without("polarity"), "polarity", _side),
            "holder": _parties(db, wanted.without("holders"), "holder"),
            "target": _parties(db, wanted.without("targets"), "target"),
            "issue": _mentioned(db, wanted, "e.type = 'issue'"),
            "entity": _mentioned(db, wanted, "e.type != 'issue'"),
            "outlet": _outlets(db, wanted.without("outlets")),
            "topic": _topics(db, wanted),
            "reporting": _of_stances(db, wanted.without("reporting"), "reporting", _same),
            "confidence": _confidence(db, wanted.without("confidence")),
        }


def _looked_at(db: sqlite3.Connection, wanted: Filter) -> int:
    start, values = matching(wanted, LOOK_AT)
    found: tuple[int] = db.execute(f"{start} SELECT count(*) FROM m", values).fetchone()
    return found[0]


def _outlets(db: sqlite3.Connection, wanted: Filter) -> list[Row]:
    start, values = matching(wanted, LOOK_AT)
    rows = db.execute(
        f"{start} SELECT outlet, count(DISTINCT unit) AS c FROM m WHERE outlet IS NOT NULL "
        f"GROUP BY outlet ORDER BY c DESC, outlet LIMIT {_ROWS}",
        values,
    )
    return [{"id": outlet, "name": outlet, "articles": count} for outlet, count in rows]


def _mentioned(db: sqlite3.Connection, wanted: Filter, condition: str) -> list[Row]:
    start, values = matching(wanted, LOOK_AT)
    rows = db.execute(
        f"{start} SELECT e.id, e.name, e.type, c FROM (SELECT x.entity AS n, "
        "count(DISTINCT m.unit) AS c FROM m CROSS JOIN mention x ON x.key = m.key "
        "GROUP BY x.entity) JOIN entity e USING (n) "
        f"WHERE {condition} ORDER BY c DESC, e.name LIMIT {_ROWS}",
        values,
    )
    return [
        {"id": id_, "name": name, "type": kind, "articles": count} for id_, name, kind, count in rows
    ]


def _topics(db: sqlite3.Connection, wanted: Filter) -> list[Row]:
    start, values = matching(wanted, LOOK_AT)
    rows = db.execute(
        f"{start} SELECT t.code, t.name, count(DISTINCT m.unit) AS c FROM m CROSS JOIN about x "
        "ON x.key = m.key JOIN topic t ON t.n = x.topic GROUP BY t.n "
        f"ORDER BY c DESC, t.name LIMIT {_ROWS}",
        values,
    )
    return [{"id": code, "name": name, "articles": count} for code, name, count in rows]


def _parties(db: sqlite3.Connection, wanted: Filter, side: str) -> list[Row]:
    start, values = with_stances(wanted, LOOK_AT)
    rows = db.execute(
        f"{start} SELECT t.{side}, e.id, e.name, e.type, count(DISTINCT t.unit) AS c FROM t "
        f"LEFT JOIN entity e ON e.n = t.{side} GROUP BY t.{side} "
        f"ORDER BY c DESC, e.name LIMIT {_ROWS}",
        values,
    )
    return [
        holder(number, id_, name) | {"type": kind or "", "articles": count}
        for number, id_, name, kind, count in rows
    ]


def _of_stances(db: sqlite3.Connection, wanted: Filter, column: str, told: Any) -> list[Row]:
    start, values = with_stances(wanted, LOOK_AT)
    rows = db.execute(
        f"{start} SELECT {column}, count(DISTINCT unit) AS c FROM t GROUP BY 1 ORDER BY c DESC",
        values,
    )
    return [{"id": told(value), "name": told(value), "articles": count} for value, count in rows]


def _side(value: int) -> str:
    return polarity(value)


def _same(value: str) -> str:
    return value


def _confidence(db: sqlite3.Connection, wanted: Filter) -> list[Row]:
    start, values = with_stances(wanted, LOOK_AT)
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN confidence >= {level} THEN unit END)" for level in _LEVELS
    )
    row = db.execute(f"{start} SELECT {counts} FROM t", values).fetchone()
    return [
        {"id": str(level), "name": f"{level:.0%}", "articles": count}
        for level, count in zip(_LEVELS, row, strict=True)
        if count
    ]
