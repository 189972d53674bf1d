"""Writes stances and forgets them, and keeps what is counted of them by story.

A stance is ``first`` if no other of its story has its holder, target and polarity. The table
``side`` says on which sides a story's stances are: those of each holder, toward each target, with
each way of reporting, and all of its articles about each topic (``ROLES``). The table ``tally``
counts its rows, by triggers.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from console.rows import StanceRow
from console.schema import SIDES
from topics.events import Reporting

ROLES: Mapping[str, int] = {"holder": 0, "target": 1, "reporting": 2, "topic": 3}
REPORTING: tuple[str, ...] = get_args(Reporting)
"""A way of reporting has its place here as its number."""

_SAME = "story = :story AND holder = :holder AND target = :target AND polarity = :polarity"
_FORGET_SIDE = "DELETE FROM side WHERE role = ? AND party = ? AND story = ?"
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
        parties = ends | {"reporting": REPORTING.index(stance.reporting)}
        for role, number in parties.items():
            _add(db, role, number, story, SIDES[stance.polarity])


def forget(db: sqlite3.Connection, key: int) -> None:
    """Delete an article's stances; of the copies that stay, others count in their place."""
    found = db.execute(
        "SELECT story, holder, target, polarity, reporting, first FROM stance WHERE key = ?", (key,)
    ).fetchall()
    db.execute("DELETE FROM stance WHERE key = ?", (key,))
    for story, holder, target, polarity, reporting, first in found:
        here = {"story": story, "holder": holder, "target": target, "polarity": polarity}
        if first:
            db.execute(
                f"UPDATE stance SET first = 1 WHERE n = (SELECT min(n) FROM stance WHERE {_SAME})",
                here,
            )
        values = {"holder": holder, "target": target, "reporting": reporting}
        for role, value in values.items():
            number = REPORTING.index(value) if role == "reporting" else value
            db.execute(_FORGET_SIDE, (ROLES[role], number, story))
            db.execute(
                f"INSERT INTO side SELECT ?, ?, story, {_SIDES} FROM stance "
                f"WHERE {role} = ? AND story = ? GROUP BY story",
                (ROLES[role], number, value, story),
            )


def write_topics(db: sqlite3.Connection, story: int, sides: int, topics: Iterable[int]) -> None:
    """Count an article, with these sides, for each of its topics."""
    for topic in topics:
        _add(db, "topic", topic, story, sides)


def forget_topics(db: sqlite3.Connection, story: int, topics: Iterable[int]) -> None:
    """Count the articles of a story about these topics again, now that one of them is deleted."""
    for topic in topics:
        db.execute(_FORGET_SIDE, (ROLES["topic"], topic, story))
        db.execute(
            "INSERT INTO side SELECT ?, b.topic, a.story, max(a.sides & 1) + max(a.sides & 2) "
            "FROM article a CROSS JOIN about b ON b.topic = ? AND b.key = a.key WHERE a.story = ? "
            "GROUP BY a.story",
            (ROLES["topic"], topic, story),
        )


def _add(db: sqlite3.Connection, role: str, party: int, story: int, sides: int) -> None:
    db.execute(
        "INSERT INTO side VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET "
        "sides = sides | excluded.sides WHERE sides | excluded.sides != sides",
        (ROLES[role], party, story, sides),
    )
