"""What the matching articles have in common: each value with its number of articles.

A facet of which a filter takes any value (``holder``, ``target``, ``outlet``, ``polarity``,
``reporting``, ``confidence``) is counted without its own condition, so that another value can be
chosen. Facets of stances count only the stances that the filter asks for. Of a story's copies the
first counts, except for outlets: a copy is in another one.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from console.filters import Filter
from console.names import holder, polarity
from console.rising import last_day
from console.store import Store

LOOK_AT = 5_000
_ROWS = 12
_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
_KEYS = "WITH r(key) AS MATERIALIZED (SELECT value FROM json_each(?)) "

Row = dict[str, Any]


def facets(store: Store, wanted: Filter) -> Row:
    """All facets. Where more articles match than can be counted soon, the newest are counted."""
    last = last_day(store)
    with store.reading() as db:
        keys = _Keys(db)
        here = keys.of(wanted)
        return {
            "last_day": last.isoformat() if last else None,
            "looked_at": len(here.stories),
            "polarity": _of_stances(db, keys, wanted, "polarity", "polarity", polarity),
            "holder": _parties(db, keys, wanted, "holders", "holder"),
            "target": _parties(db, keys, wanted, "targets", "target"),
            "issue": _mentioned(db, here.packed, "= 'issue'"),
            "entity": _mentioned(db, here.packed, "!= 'issue'"),
            "outlet": _outlets(keys.of(wanted.without("outlets"))),
            "topic": _topics(db, here.packed),
            "reporting": _of_stances(db, keys, wanted, "reporting", "reporting", str),
            "confidence": _confidence(db, keys, wanted),
        }


class _Matching:
    """The newest articles that match a filter: the first of each story, and their outlets."""

    def __init__(self, rows: Sequence[tuple[int, int, str | None]]) -> None:
        self.outlets = Counter(outlet for _, outlet in {(row[1], row[2]) for row in rows} if outlet)
        # Newest first, so that the oldest key of a story stays.
        self.stories = {unit: key for key, unit, _ in rows}
        self.packed = json.dumps(list(self.stories.values()))


class _Keys:
    """Asks for the matching articles once for each filter."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[Filter, _Matching] = {}

    def of(self, wanted: Filter) -> _Matching:
        if wanted not in self._known:
            where, values = wanted.articles()
            rows = self._db.execute(
                f"SELECT a.key, a.{wanted.unit}, a.outlet FROM article a WHERE {where} "
                f"ORDER BY a.key DESC LIMIT {LOOK_AT}",
                values,
            ).fetchall()
            self._known[wanted] = _Matching(rows)
        return self._known[wanted]


def _outlets(found: _Matching) -> list[Row]:
    most = sorted(found.outlets.items(), key=lambda one: (-one[1], one[0]))[:_ROWS]
    return [{"id": outlet, "name": outlet, "articles": count} for outlet, count in most]


def _mentioned(db: sqlite3.Connection, packed: str, kind: str) -> list[Row]:
    rows = db.execute(
        f"{_KEYS} SELECT e.id, e.name, e.type, c FROM (SELECT x.entity AS n, count(*) AS c "
        "FROM r CROSS JOIN mention x ON x.key = r.key GROUP BY x.entity) JOIN entity e USING (n) "
        f"WHERE e.type {kind} ORDER BY c DESC, e.name LIMIT {_ROWS}",
        (packed,),
    )
    return [
        {"id": id_, "name": name, "type": kind, "articles": count}
        for id_, name, kind, count in rows
    ]


def _topics(db: sqlite3.Connection, packed: str) -> list[Row]:
    rows = db.execute(
        f"{_KEYS} SELECT t.code, t.name, c FROM (SELECT b.topic AS n, count(*) AS c FROM r "
        "CROSS JOIN about b ON b.key = r.key GROUP BY b.topic) JOIN topic t USING (n) "
        f"ORDER BY c DESC, t.name LIMIT {_ROWS}",
        (packed,),
    )
    return [{"id": code, "name": name, "articles": count} for code, name, count in rows]


def _stances(  # noqa: PLR0917 - a query in parts
    db: sqlite3.Connection, keys: _Keys, wanted: Filter, own: str, select: str, end: str
) -> list[tuple[Any, ...]]:
    """Rows of the stances that the filter asks for, whatever its condition ``own``."""
    others = wanted.without(own)
    where, values = others.stances()
    return db.execute(
        f"{_KEYS} SELECT {select} FROM r CROSS JOIN stance s ON s.key = r.key WHERE {where} {end}",
        [keys.of(others).packed, *values],
    ).fetchall()


def _parties(db: sqlite3.Connection, keys: _Keys, wanted: Filter, own: str, side: str) -> list[Row]:
    counted = _stances(
        db,
        keys,
        wanted,
        own,
        f"s.{side} AS party, count(DISTINCT s.key) AS c",
        f"GROUP BY s.{side} ORDER BY c DESC LIMIT {_ROWS}",
    )
    named = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT n, id, name, type FROM entity WHERE n IN (SELECT value FROM json_each(?))",
            (json.dumps([number for number, _ in counted]),),
        )
    }
    nobody = (None, None, "")
    return [
        holder(number, *named.get(number, nobody)[:2])
        | {"type": named.get(number, nobody)[2], "articles": count}
        for number, count in counted
    ]


def _of_stances(  # noqa: PLR0917 - a query in parts
    db: sqlite3.Connection,
    keys: _Keys,
    wanted: Filter,
    own: str,
    column: str,
    told: Callable[[Any], str],
) -> list[Row]:
    rows = _stances(
        db,
        keys,
        wanted,
        own,
        f"s.{column}, count(DISTINCT s.key) AS c",
        "GROUP BY 1 ORDER BY c DESC",
    )
    return [{"id": told(value), "name": told(value), "articles": count} for value, count in rows]


def _confidence(db: sqlite3.Connection, keys: _Keys, wanted: Filter) -> list[Row]:
    surest = [
        row[0]
        for row in _stances(db, keys, wanted, "confidence", "max(s.confidence)", "GROUP BY s.key")
    ]
    counted = [(level, sum(1 for one in surest if one >= level)) for level in _LEVELS]
    return [
        {"id": str(level), "name": f"{level:.0%}", "articles": count}
        for level, count in counted
        if count
    ]
