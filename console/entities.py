"""Entities: finding one by name, and who is for and against it over time."""

import re
from dataclasses import asdict
from typing import Any

from console.names import holder
from console.schema import AGAINST, FAVOR
from console.store import Store
from console.timeline import timeline

_FOUND = 12
_SIDES = 40
_QUOTES = 1

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


def page(store: Store, id_: str, basis: str = "") -> Row | None:
    """One entity: its bars over time, who is for and against it, whom it is for and against.

    ``basis`` is ``published`` or ``arrived``; without one it is ``published`` where any of its
    articles says when it was. None where no held article names the entity.
    """
    with store.reading() as db:
        entity = db.execute(
            "SELECT n, id, name, type, articles FROM entity WHERE id = ?", (id_,)
        ).fetchone()
        if entity is None:
            return None
        number = entity[0]
        times = db.execute(
            "SELECT a.published, a.arrived FROM mention m JOIN article a ON a.key = m.key "
            "WHERE m.entity = ?",
            (number,),
        ).fetchall()
        toward = db.execute(
            "SELECT a.published, a.arrived, s.polarity FROM stance s JOIN article a "
            "ON a.key = s.key WHERE s.target = ?",
            (number,),
        ).fetchall()
        sides = {
            "of_it": _side(db, number, "target", "holder"),
            "of_others": _side(db, number, "holder", "target"),
        }
    dated = sum(1 for published, _ in times if published is not None)
    basis = basis or ("published" if dated else "arrived")
    at = 0 if basis == "published" else 1
    bars = timeline(
        (row[at] for row in times if row[at] is not None),
        ((row[at], row[2]) for row in toward if row[at] is not None),
    )
    return {
        "id": entity[1],
        "name": entity[2],
        "type": entity[3],
        "articles": entity[4],
        "basis": basis,
        "undated": len(times) - dated if basis == "published" else 0,
        "timeline": asdict(bars),
        "favor": sum(1 for row in toward if row[2] > 0),
        "against": sum(1 for row in toward if row[2] < 0),
        **sides,
    }


def _side(db: Any, number: int, this: str, other: str) -> list[Row]:
    """Everyone on the other side, with counts by article and the newest words that show it."""
    counted = db.execute(
        f"SELECT s.{other}, e.id, e.name, count(DISTINCT CASE WHEN s.polarity > 0 THEN s.key END),"
        f" count(DISTINCT CASE WHEN s.polarity < 0 THEN s.key END), count(DISTINCT s.key) AS c "
        f"FROM stance s LEFT JOIN entity e ON e.n = s.{other} WHERE s.{this} = ? "
        f"GROUP BY s.{other} ORDER BY c DESC, max(s.key) DESC LIMIT {_SIDES}",
        (number,),
    ).fetchall()
    rows = []
    for party, id_, name, favor, against, _ in counted:
        quotes = [
            quote
            for polarity in (FAVOR, AGAINST)
            for quote in db.execute(
                "SELECT a.id, a.title, a.source, a.published, a.arrived, s.polarity, s.words "
                "FROM stance s JOIN article a ON a.key = s.key "
                f"WHERE s.{this} = ? AND s.{other} = ? AND s.polarity = ? "
                f"ORDER BY s.key DESC LIMIT {_QUOTES}",
                (number, party, polarity),
            )
        ]
        names = ("id", "title", "source", "published", "arrived", "polarity", "words")
        rows.append(
            holder(party, id_, name)
            | {"favor": favor, "against": against}
            | {"quotes": [dict(zip(names, quote, strict=True)) for quote in quotes]}
        )
    return rows
