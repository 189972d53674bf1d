"""Writes stances and forgets them, and keeps what is counted of them by story.

A stance is ``first`` if no other of its story has its holder, target and polarity. The table
``side`` has, for each party to a story's stances (``role`` 0: their holder, 1: their target), on
which sides they are.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from console.rows import StanceRow
from console.schema import SIDES

_ROLES = ("holder", "target")
ROLES: Mapping[str, int] = {name: number for number, name in enumerate(_ROLES)}
_SAME = "story = :story AND holder = :holder AND target = :target AND polarity = :polarity"
_SIDES = f"max(polarity > 0) * {SIDES[1]} + max(polarity < 0) * {SIDES[-1]}"


def write(
    db: sqlite3.Connection,
    article: tuple[int, int, int | None],
    stances: Sequence[StanceRow],
    numbers: Mapping[str, int],
) -> None:
    """Write an article's stances; ``article`` is its key, its story and its publication."""
    key, story, published = article
    for stance in stances:
        ends = {"holder": numbers[stance.holder], "target": numbers[stance.target]}
        db.execute(
            "INSERT INTO stance SELECT NULL, :key, :story, :at, :holder, :target, :polarity, :how, "
            f":sure, :words, NOT EXISTS (SELECT 1 FROM stance WHERE {_SAME})",
            {
                "key": key,
                "story": story,
                "at": published,
                "polarity": stance.polarity,
                "how": stance.reporting,
                "sure": stance.confidence,
                "words": stance.words,
                **ends,
            },
        )
        db.executemany(
            "INSERT INTO side VALUES (?,?,?,?) "
            "ON CONFLICT DO UPDATE SET sides = sides | excluded.sides",
            [(ROLES[role], ends[role], story, SIDES[stance.polarity]) for role in _ROLES],
        )


def forget(db: sqlite3.Connection, key: int) -> None:
    """Delete an article's stances; of the copies that stay, others count in their place."""
    found = db.execute(
        "SELECT story, holder, target, polarity, first FROM stance WHERE key = ?", (key,)
    ).fetchall()
    db.execute("DELETE FROM stance WHERE key = ?", (key,))
    for story, holder, target, polarity, first in found:
        here = {"story": story, "holder": holder, "target": target, "polarity": polarity}
        if first:
            db.execute(
                f"UPDATE stance SET first = 1 WHERE n = (SELECT min(n) FROM stance WHERE {_SAME})",
                here,
            )
        for role, number in ROLES.items():
            place = (number, here[role], story)
            db.execute("DELETE FROM side WHERE role = ? AND party = ? AND story = ?", place)
            db.execute(
                f"INSERT INTO side SELECT ?, {role}, story, {_SIDES} FROM stance "
                f"WHERE {role} = ? AND story = ? GROUP BY 2, 3",
                place,
            )
