"""How many articles, and how many for and against, by outlet, holder, target, topic or month."""

import math
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from console.filters import Filter
from console.matching import sides, stances
from console.names import NOBODY
from console.parameters import Parameter
from console.rows import numbers
from console.store import Store
from console.taken import ROLES

Row = dict[str, Any]

# Where a value, its id and its name come from; and whether its articles need no stance.
_ENTITIES = {"holder": "holder", "target": "target", "issue": "target"}
_ALL = (
    "SELECT party AS d, count(*) AS articles, total(sides & 1) AS favor, "
    "total(sides >> 1) AS against FROM side WHERE role = {} GROUP BY party"
)
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
_Z = 1.645


def counts(store: Store, wanted: Filter, by: str, order: str = "") -> Row:
    """One row for each value: its articles, and those with a stance for and against.

    An article with stances of both sides counts on both.
    """
    t, values = stances(wanted)
    with store.reading() as db:
        if by in _ENTITIES:
            only = " WHERE e.type = 'issue'" if by == "issue" else ""
            short = wanted == Filter()
            counted = _ALL.format(ROLES[_ENTITIES[by]]) if short else _sides(f"t.{_ENTITIES[by]}")
            rows = db.execute(
                ("" if short else f"WITH {t}")
                + "SELECT c.d, e.id, e.name, c.articles, c.favor, c.against FROM "
                f"({counted}) c LEFT JOIN entity e ON e.n = c.d{only}",
                () if short else values,
            ).fetchall()
            found = {
                id_ or NOBODY[number]["id"]: (name or NOBODY[number]["name"], *figures)
                for number, id_, name, *figures in rows
            }
        elif by == "topic":
            names = {n: (code, name) for n, code, name in db.execute("SELECT * FROM topic")}
            found = {
                names[number][0]: (names[number][1], *figures)
                for number, figures in _by_topic(db, wanted).items()
            }
        elif by == "reporting":
            rows = db.execute(
                f"WITH {t} SELECT d, d, articles, favor, against FROM ({_sides('t.reporting')})",
                values,
            ).fetchall()
            found = {value: tuple(rest) for value, *rest in rows}
        else:
            x, values = sides(wanted)
            told = _told(db.execute(f"WITH {x} SELECT {by}, unit, sides FROM x", values))
            found = {value: (value, *figures) for value, figures in told.items()}
    listed = [_row(id_, *rest) for id_, rest in found.items()]
    order = order or ("month" if by == "month" else "articles")
    listed.sort(key=_key(order))
    return {"by": by, "order": order, "rows": listed[:_MOST_ROWS], "all": len(listed)}


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


def at_least(these: int, others: int) -> float:
    """The lower end of Wilson's interval for the share of these: 1 of 1 is less than 40 of 50."""
    count = these + others
    if not count:
        return 0.0
    share, square = these / count, _Z * _Z
    middle = share + square / (2 * count)
    spread = _Z * math.sqrt((share * (1 - share) + square / (4 * count)) / count)
    return (middle - spread) / (1 + square / count)
