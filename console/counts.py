"""How many articles, and how many for and against, by outlet, holder, target, topic or month."""

import heapq
import json
import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from console.filters import Filter
from console.matching import sides, stances
from console.names import NOBODY
from console.parameters import Parameter
from console.rows import numbers
from console.store import Store
from console.taken import REPORTING, ROLES

Row = dict[str, Any]

# Those whose rows are numbers; an issue is a target of that type.
_ENTITIES = {"holder": "holder", "target": "target", "issue": "target"}
_OF_ISSUES = "SELECT n FROM entity WHERE type = 'issue'"
BY = ("outlet", "holder", "target", "issue", "topic", "reporting", "month")
ORDERS = ("articles", "favor", "against", "hardest", "kindest")
COUNTED = (
    Parameter("by", "What is counted by.", "outlet", choices=BY, required=True),
    Parameter(
        "order",
        "articles, favor, against: most first; hardest, kindest: highest share against or for, "
        "with a small number of articles counting for less (the lower end of Wilson's 90 % "
        "interval). If it is not given: articles; months in order of time.",
        "hardest",
        choices=ORDERS,
    ),
)
_MOST_ROWS = 500
TALLIED = ("holder", "target", "issue", "topic", "reporting")
_Z = 1.645


def counts(store: Store, wanted: Filter, by: str, order: str = "") -> Row:
    """One row for each value: its articles, and those with a stance for and against.

    An article with stances of both sides counts on both.
    """
    order = order or ("month" if by == "month" else "articles")
    with store.reading() as db:
        counted = _tallied(db, by) if wanted == Filter() and by in TALLIED else None
        if counted is None:
            counted = _counted(db, wanted, by)
        all_ = len(counted)
        if all_ > _MOST_ROWS:
            # Names are only looked up for what is shown: of equals the first that was read stays.
            counted = heapq.nsmallest(_MOST_ROWS, counted, key=_first(order))
        ids = _ids(db, by, [value for value, *_ in counted])
    listed = [_row(*ids[value], *figures) for value, *figures in counted]
    listed.sort(key=_key(order))
    return {"by": by, "order": order, "rows": listed, "all": all_}


_Counted = list[tuple[Any, int, int, int]]


def _tallied(db: sqlite3.Connection, by: str) -> _Counted:
    """What is kept counted as articles come and go."""
    only = f" AND party IN ({_OF_ISSUES})" if by == "issue" else ""
    return db.execute(
        f"SELECT party, stories, favor, against FROM tally WHERE role = ?{only}",
        (ROLES[_ENTITIES.get(by, by)],),
    ).fetchall()


def _counted(db: sqlite3.Connection, wanted: Filter, by: str) -> _Counted:
    """The same under a filter."""
    if by in _ENTITIES or by == "reporting":
        t, values = stances(wanted)
        only = f" WHERE d IN ({_OF_ISSUES})" if by == "issue" else ""
        rows = db.execute(
            f"WITH {t} SELECT d, articles, favor, against FROM "
            f"({_sides(f't.{_ENTITIES.get(by, by)}')}){only}",
            values,
        ).fetchall()
        if by == "reporting":
            return [(REPORTING.index(value), *figures) for value, *figures in rows]
        return rows
    x, values = sides(wanted)
    told = (
        _by_topic(db, wanted)
        if by == "topic"
        else _told(db.execute(f"WITH {x} SELECT {by}, unit, sides FROM x", values))
    )
    return [(value, *figures) for value, figures in told.items()]


def _ids(db: sqlite3.Connection, by: str, values: Sequence[Any]) -> Mapping[Any, tuple[str, str]]:
    """The id and the name of each value."""
    if by in _ENTITIES:
        found = db.execute(
            "SELECT n, id, name FROM entity WHERE n IN (SELECT value FROM json_each(?))",
            (json.dumps(values),),
        )
        nobody = {number: (one["id"], one["name"]) for number, one in NOBODY.items()}
        return nobody | {number: (id_, name) for number, id_, name in found}
    if by == "topic":
        found = db.execute("SELECT n, code, name FROM topic")
        return {number: (code, name) for number, code, name in found}
    if by == "reporting":
        return {number: (value, value) for number, value in enumerate(REPORTING)}
    return {value: (value, value) for value in values}


def _sides(value: str) -> str:
    """Articles with stances, by the value."""
    return (
        f"SELECT d, count(*) AS articles, total(f) AS favor, total(a) AS against FROM (SELECT "
        f"{value} AS d, max(t.polarity > 0) AS f, max(t.polarity < 0) AS a FROM t "
        "WHERE d IS NOT NULL GROUP BY 1, t.unit) GROUP BY d"
    )


def _by_topic(db: sqlite3.Connection, wanted: Filter) -> Mapping[int, tuple[int, int, int]]:
    x, values = sides(wanted)
    rows = db.execute(
        f"WITH {x} SELECT p.topics, x.unit, x.sides FROM x CROSS JOIN packed p ON p.key = x.key",
        values,
    )
    return _told((topic, unit, side) for some, unit, side in rows for topic in numbers(some))


def _told(rows: Iterable[tuple[Any, int, int]]) -> Mapping[Any, tuple[int, int, int]]:
    """By value: how many stories, and how many of them with a copy that is for, and against."""
    told: dict[tuple[Any, int], int] = {}
    for value, unit, side in rows:
        told[value, unit] = told.get((value, unit), 0) | side
    found: dict[Any, list[int]] = {}
    for (value, _), side in told.items():
        if value is not None:
            figures = found.setdefault(value, [0, 0, 0])
            figures[0] += 1
            figures[1] += side & 1
            figures[2] += side >> 1
    return {value: (figures[0], figures[1], figures[2]) for value, figures in found.items()}


def _row(id_: str, name: str, articles: int, favor: float, against: float) -> Row:
    taken = favor + against
    return {
        "id": id_,
        "name": name,
        "articles": articles,
        "favor": int(favor),
        "against": int(against),
        "share_against": round(against / taken, 4) if taken else None,
    }


def _key(order: str) -> Any:
    if order == "month":
        return lambda row: row["id"]
    if order == "hardest":
        return lambda row: (-at_least(row["against"], row["favor"]), -row["against"], row["name"])
    if order == "kindest":
        return lambda row: (-at_least(row["favor"], row["against"]), -row["favor"], row["name"])
    return lambda row: (-row[order], row["name"])


def _first(order: str) -> Any:
    """What is sorted by before names are known; rows are (value, articles, favor, against)."""
    if order == "month":
        return lambda row: row[0]
    if order == "hardest":
        return lambda row: (-at_least(row[3], row[2]), -row[3], row[0])
    if order == "kindest":
        return lambda row: (-at_least(row[2], row[3]), -row[2], row[0])
    column = ("articles", "favor", "against").index(order) + 1
    return lambda row: (-row[column], row[0])


def at_least(these: int, others: int) -> float:
    """The lower end of Wilson's interval for the share of these: 1 of 1 is less than 40 of 50."""
    count = these + others
    if not count:
        return 0.0
    share, square = these / count, _Z * _Z
    middle = share + square / (2 * count)
    spread = _Z * math.sqrt((share * (1 - share) + square / (4 * count)) / count)
    return (middle - spread) / (1 + square / count)
