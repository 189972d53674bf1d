"""How many articles, and how many for and against, by outlet, holder, target, topic or month."""

import math
from typing import Any

from console.filters import Filter
from console.matching import matching, stances
from console.names import NOBODY
from console.parameters import Parameter
from console.store import Store

Row = dict[str, Any]

# Where a value, its id and its name come from; and whether its articles need no stance.
_ENTITIES = {"holder": "t.holder", "target": "t.target", "issue": "t.target"}
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
            rows = db.execute(
                f"WITH {t} SELECT c.d, e.id, e.name, c.articles, c.favor, c.against FROM "
                f"({_sides(_ENTITIES[by])}) c LEFT JOIN entity e ON e.n = c.d{only}",
                values,
            ).fetchall()
            found = {
                id_ or NOBODY[number]["id"]: (name or NOBODY[number]["name"], *figures)
                for number, id_, name, *figures in rows
            }
        elif by == "topic":
            names = dict(db.execute("SELECT code, name FROM topic").fetchall())
            join = " JOIN about b ON b.key = {0}.key JOIN topic p ON p.n = b.topic"
            found = _both(db, wanted, "p.code", join)
            found = {code: (names.get(code, code), *rest[1:]) for code, rest in found.items()}
        elif by == "reporting":
            rows = db.execute(
                f"WITH {t} SELECT d, d, articles, favor, against FROM ({_sides('t.reporting')})",
                values,
            ).fetchall()
            found = {value: tuple(rest) for value, *rest in rows}
        else:
            found = _both(db, wanted, f"{{t}}.{by}", "")
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


def _both(db: Any, wanted: Filter, value: str, join: str) -> dict[str, tuple[Any, ...]]:
    """All matching articles by the value, and those of them with stances."""
    m, values = matching(wanted)
    t, more = stances(wanted)
    of_m, of_t = value.replace("{t}", "m"), value.replace("{t}", "a")
    articles = db.execute(
        f"WITH {m} SELECT {of_m} AS d, count(DISTINCT m.unit) FROM m{join.format('m')} "
        "WHERE d IS NOT NULL GROUP BY 1",
        values,
    ).fetchall()
    # By article first, in the order of an index: most have several stances.
    by_article = (
        "(SELECT key, unit, max(polarity > 0) AS f, max(polarity < 0) AS a FROM t GROUP BY key) x "
        "CROSS JOIN article a ON a.key = x.key"
    )
    sides = {
        row[0]: row[1:]
        for row in db.execute(
            f"WITH {t} SELECT d, total(f), total(a) FROM (SELECT {of_t} AS d, max(x.f) AS f, "
            f"max(x.a) AS a FROM {by_article}{join.format('a')} WHERE d IS NOT NULL "
            "GROUP BY 1, x.unit) GROUP BY d",
            more,
        )
    }
    return {value: (value, count, *sides.get(value, (0, 0))) for value, count in articles}


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
