"""Writes which entities an article names, and forgets it.

A mention is ``first`` if no copy of the same story that names the entity was published sooner; one
without a time of publication comes after all that have one. So whoever counts stories over time
counts first mentions, along their index.
"""

import sqlite3
from collections.abc import Iterable

# The other mentions of an entity in a story, the one that counts before the others.
_IN_STORY = (
    "SELECT m.key, m.published FROM article a CROSS JOIN mention m ON m.entity = ? AND "
    "m.key = a.key WHERE a.story = ? ORDER BY m.published IS NULL, m.published, m.key LIMIT 1"
)
_MARK = "UPDATE mention SET first = ? WHERE entity = ? AND key = ?"


def write(
    db: sqlite3.Connection, article: tuple[int, int, int | None], named: Iterable[tuple[int, int]]
) -> None:
    """Write (entity, rank); ``article`` is its key, its story and its publication."""
    key, story, published = article
    for entity, rank in named:
        first = True
        # A story that nobody has told before has its first article's key.
        if story != key and (other := db.execute(_IN_STORY, (entity, story)).fetchone()):
            first = _sooner((key, published), other)
            if first:
                db.execute(_MARK, (0, entity, other[0]))
        db.execute(
            "INSERT INTO mention VALUES (?,?,?,?,?,?)", (entity, key, rank, story, published, first)
        )


def forget(db: sqlite3.Connection, key: int, story: int) -> None:
    """Delete an article's mentions; of the copies that stay, others count in their place."""
    counted = db.execute("SELECT entity FROM mention WHERE key = ? AND first", (key,)).fetchall()
    db.execute("DELETE FROM mention WHERE key = ?", (key,))
    copies = "SELECT 1 FROM article WHERE story = ? AND key != ?"
    if not db.execute(copies, (story, key)).fetchone():
        return
    for (entity,) in counted:
        if other := db.execute(_IN_STORY, (entity, story)).fetchone():
            db.execute(_MARK, (1, entity, other[0]))


def _sooner(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether the first of two (key, published) counts."""
    return _order(one) < _order(other)


def _order(mention: tuple[int, int | None]) -> tuple[bool, int, int]:
    key, published = mention
    return published is None, published or 0, key
