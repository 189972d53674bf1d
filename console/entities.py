"""Entities and issues: finding one by name, and who is for and against it."""

import re
from dataclasses import replace
from typing import Any

from console.filters import Filter
from console.matching import matching, with_stances
from console.names import holder
from console.series import over_time
from console.stances import quotes
from console.store import Store

_FOUND = 12
_SIDES = 40
_QUOTES = 2

Row = dict[str, Any]


def found(store: Store, words: str) -> list[Row]:
    """Entities whose names contain all of these words, those in the most articles first."""
    pieces = words.split()[:8]
    condition = " AND ".join(["(name LIKE ? ESCAPE '\\')"] * len(pieces)) or "1"
    escaped = ["%" + re.sub(r"([\\%_])", r"\\\1", piece) + "%" for piece in pieces]
    with store.reading() as db:
        rows = db.execute(
            f"SELECT id, name, type, articles FROM entity WHERE {condition} "
            f"ORDER BY articles DESC, name LIMIT {_FOUND}",
            escaped,
        ).fetchall()
    return [
        {"id": id_, "name": name, "type": kind, "articles": count}
        for id_, name, kind, count in rows
    ]


def page(store: Store, wanted: Filter, id_: str, basis: str = "") -> Row | None:
    """One entity under a filter: over time, who is for and against it, whom it is for and against.

    None where no held article names the entity.
    """
    with store.reading() as db:
        entity = db.execute(
            "SELECT n, id, name, type FROM entity WHERE id = ?", (id_,)
        ).fetchone()
        if entity is None:
            return None
    everything = wanted.without("holders", "targets", "polarity", "reporting", "confidence")
    start, values = matching(replace(everything, entities=(*wanted.entities, id_)))
    with store.reading() as db:
        articles = db.execute(f"{start} SELECT count(DISTINCT unit) FROM m", values).fetchone()[0]
        sides = {
            "of_it": _side(db, replace(wanted, targets=(id_,)), "holder"),
            "of_others": _side(db, replace(wanted, holders=(id_,)), "target"),
        }
    one = over_time(store, replace(wanted, targets=()), [(id_,)], "target", basis)
    series = one["series"][0]
    return {
        "id": entity[1],
        "name": entity[2],
        "type": entity[3],
        "articles": articles,
        "favor": sum(series["favor"]),
        "against": sum(series["against"]),
        "over_time": one,
        **sides,
    }


def _side(db: Any, wanted: Filter, other: str) -> Row:
    """Those on the other side in the most articles, with the newest words that show it."""
    start, values = with_stances(wanted)
    counted = db.execute(
        f"{start} SELECT c.d, e.id, e.name, c.favor, c.against FROM (SELECT d, total(f) AS favor, "
        f"total(a) AS against, count(*) AS c FROM (SELECT {other} AS d, max(polarity > 0) AS f, "
        "max(polarity < 0) AS a FROM t GROUP BY 1, unit) GROUP BY d) c "
        "LEFT JOIN entity e ON e.n = c.d ORDER BY c.c DESC, e.name",
        values,
    ).fetchall()
    shown = counted[:_SIDES]
    marks = ",".join("?" * len(shown))
    newest = db.execute(
        f"{start} SELECT party, n FROM (SELECT {other} AS party, n, row_number() OVER (PARTITION BY "
        f"{other}, polarity ORDER BY published DESC, n DESC) AS place FROM t "
        f"WHERE {other} IN ({marks})) WHERE place <= {_QUOTES} ORDER BY place",
        [*values, *(row[0] for row in shown)],
    ).fetchall()
    words = quotes(db, [number for _, number in newest], wanted)
    said: dict[int, list[Row]] = {}
    for (party, _), quote in zip(newest, words, strict=True):
        said.setdefault(party, []).append(quote)
    return {
        "favor": sum(1 for row in counted if row[3]),
        "against": sum(1 for row in counted if row[4]),
        "parties": [
            holder(party, id_, name)
            | {"favor": int(favor), "against": int(against), "quotes": said.get(party, [])}
            for party, id_, name, favor, against in shown
        ],
    }
