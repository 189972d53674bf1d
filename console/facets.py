"""What the matching articles have in common: each value with its number of articles.

A facet of which a filter takes any value (``holder``, ``target``, ``outlet``, ``polarity``,
``reporting``, ``confidence``) is counted without its own condition, so that another value can be
chosen. Facets of stances count only the stances that the filter asks for. Of a story's copies the
first counts, except for outlets: a copy is in another one.
"""

import json
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Any

from console.filters import Filter
from console.names import holder, polarity
from console.rising import last_day
from console.rows import numbers
from console.store import Store

LOOK_AT = 2_000
_ROWS = 12
# Of how many entities it is asked at once what they are, until there are enough of both kinds.
_SOME = 400
_HOLDER, _TARGET, _POLARITY, _REPORTING, _CONFIDENCE = range(1, 6)
_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
_KEYS = "WITH r(key) AS MATERIALIZED (SELECT value FROM json_each(?)) "

Row = dict[str, Any]


def facets(store: Store, wanted: Filter) -> Row:
    """All facets. Where more articles match than can be counted soon, the newest are counted."""
    last = last_day(store)
    with store.reading() as db:
        keys = _Keys(db)
        here = keys.of(wanted)
        taken = _Taken(db, keys, wanted)
        packed = db.execute(
            f"{_KEYS} SELECT p.entities, p.topics FROM r CROSS JOIN packed p ON p.key = r.key",
            (here.keys,),
        ).fetchall()
        issues, others = _mentioned(db, [entities for entities, _ in packed])
        return {
            "last_day": last.isoformat() if last else None,
            "looked_at": len(here.stories),
            "polarity": _values(taken.by("polarity", _POLARITY), polarity),
            "holder": _parties(db, taken.by("holders", _HOLDER)),
            "target": _parties(db, taken.by("targets", _TARGET)),
            "issue": issues,
            "entity": others,
            "outlet": _outlets(keys.of(wanted.without("outlets"))),
            "topic": _topics(db, [topics for _, topics in packed]),
            "reporting": _values(taken.by("reporting", _REPORTING), str),
            "confidence": _confidence(taken.rows("confidence")),
        }


class _Matching:
    """The newest articles that match a filter: the first of each story, and their outlets."""

    def __init__(self, rows: Sequence[tuple[int, int, str | None]]) -> None:
        self.outlets = Counter(outlet for _, outlet in {(row[1], row[2]) for row in rows} if outlet)
        # Newest first, so that the oldest key of a story stays.
        self.stories = {unit: key for key, unit, _ in rows}
        self.keys = json.dumps(list(self.stories.values()))


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


def _mentioned(db: sqlite3.Connection, found: Sequence[bytes]) -> tuple[list[Row], list[Row]]:
    """The issues and the other entities that most articles name."""
    # All at once: the first hundred of thousands cost as much.
    listed = Counter(numbers(b"".join(found))).most_common()
    issues: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for start in range(0, len(listed), _SOME):
        some = listed[start : start + _SOME]
        of_issues = {
            number
            for (number,) in db.execute(
                "SELECT n FROM entity WHERE type = 'issue' AND n IN "
                "(SELECT value FROM json_each(?))",
                (json.dumps([number for number, _ in some]),),
            )
        }
        for one in some:
            (issues if one[0] in of_issues else others).append(one)
        if min(len(issues), len(others)) >= _ROWS:
            break
    shown = issues[:_ROWS], others[:_ROWS]
    named = _named(db, [number for rows in shown for number, _ in rows])
    made = [
        [
            dict(zip(("id", "name", "type"), named[number], strict=True)) | {"articles": count}
            for number, count in rows
        ]
        for rows in shown
    ]
    return made[0], made[1]


def _named(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    return {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT n, id, name, type FROM entity WHERE n IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
    }


def _topics(db: sqlite3.Connection, found: Sequence[bytes]) -> list[Row]:
    names = {n: (code, name) for n, code, name in db.execute("SELECT * FROM topic")}
    return [
        {"id": names[number][0], "name": names[number][1], "articles": count}
        for number, count in Counter(numbers(b"".join(found))).most_common(_ROWS)
    ]


class _Taken:
    """The stances that the filter asks for, with each of its conditions left out in turn.

    Most filters have no such condition: then the stances are read once.
    """

    def __init__(self, db: sqlite3.Connection, keys: _Keys, wanted: Filter) -> None:
        self._db = db
        self._keys = keys
        self._wanted = wanted
        self._known: dict[Filter, list[tuple[Any, ...]]] = {}

    def rows(self, own: str) -> list[tuple[Any, ...]]:
        """(key, holder, target, polarity, reporting, confidence), without the condition ``own``."""
        others = self._wanted.without(own)
        if others not in self._known:
            where, values = others.stances()
            self._known[others] = self._db.execute(
                f"{_KEYS} SELECT s.key, s.holder, s.target, s.polarity, s.reporting, s.confidence "
                f"FROM r CROSS JOIN stance s ON s.key = r.key WHERE {where}",
                [self._keys.of(others).keys, *values],
            ).fetchall()
        return self._known[others]

    def by(self, own: str, column: int) -> list[tuple[Any, int]]:
        """The values of a column, each with its number of articles, the most first."""
        pairs = set(map(itemgetter(0, column), self.rows(own)))
        counted = Counter(map(itemgetter(1), pairs))
        # Most are seldom, and not shown: only the others are sorted.
        least = min(nlargest(_ROWS, counted.values()), default=0)
        often = sorted(one for one in counted.items() if one[1] >= least)
        # In order of the values among equals. Without a function of Python's, it takes a fifth.
        return sorted(often, key=itemgetter(1), reverse=True)


def _values(counted: Sequence[tuple[Any, int]], told: Callable[[Any], str]) -> list[Row]:
    return [{"id": told(value), "name": told(value), "articles": count} for value, count in counted]


def _parties(db: sqlite3.Connection, counted: Sequence[tuple[int, int]]) -> list[Row]:
    most = counted[:_ROWS]
    named = _named(db, [number for number, _ in most])
    nobody = (None, None, "")
    return [
        holder(number, *named.get(number, nobody)[:2])
        | {"type": named.get(number, nobody)[2], "articles": count}
        for number, count in most
    ]


def _confidence(rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    # Of an article's, the last and surest stays.
    by_confidence = sorted(map(itemgetter(0, _CONFIDENCE), rows), key=itemgetter(1))
    surest = sorted(dict(by_confidence).values())
    counted = [(level, len(surest) - bisect_left(surest, level)) for level in _LEVELS]
    return [
        {"id": str(level), "name": f"{level:.0%}", "articles": count}
        for level, count in counted
        if count
    ]
