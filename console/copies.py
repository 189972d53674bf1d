"""Which articles tell one story: copies and updates, by the fingerprints in their events.

Two fingerprints of one story have at least a quarter of their bytes in common, each in its place
(``topics.identity.SAME_STORY``). Comparing an article with all that are held would take too long.
So each pair of neighbouring bytes is looked up in an index, and only articles that share a pair
are compared: of two that share just a quarter of their bytes, 98 in 100 share a pair; of two that
share a third, all but one in a thousand.
"""

import sqlite3
from collections.abc import Sequence

from topics.identity import SAME_STORY

_BANDS_BY_BYTES = 2


def bands(fingerprint: bytes) -> list[int]:
    """A number for each pair of neighbouring bytes, which says its place and its value."""
    width = _BANDS_BY_BYTES
    return [
        at << (8 * width) | int.from_bytes(fingerprint[at : at + width], "big")
        for at in range(0, len(fingerprint) - width + 1, width)
    ]


def story(db: sqlite3.Connection, fingerprint: bytes | None, key: int) -> int:
    """The story of the held article that is most like this one, otherwise a new one: its key."""
    if fingerprint is None:
        return key
    numbers = bands(fingerprint)
    marks = ",".join("?" * len(numbers))
    held = db.execute(
        "SELECT story, fingerprint FROM article WHERE key IN "
        f"(SELECT DISTINCT key FROM band WHERE band IN ({marks}))",
        numbers,
    ).fetchall()
    return _most_like(fingerprint, held) or key


def remember(db: sqlite3.Connection, fingerprint: bytes | None, key: int) -> None:
    """Make the article known to those that come after it."""
    if fingerprint is not None:
        db.executemany(
            "INSERT OR IGNORE INTO band VALUES (?,?)", [(band, key) for band in bands(fingerprint)]
        )


def forget(db: sqlite3.Connection, fingerprint: bytes | None, key: int) -> None:
    """Take it away again."""
    if fingerprint is not None:
        db.executemany(
            "DELETE FROM band WHERE band = ? AND key = ?",
            [(band, key) for band in bands(fingerprint)],
        )


def _most_like(fingerprint: bytes, held: Sequence[tuple[int, bytes]]) -> int | None:
    best, most = None, SAME_STORY * len(fingerprint)
    for number, other in held:
        if len(other) != len(fingerprint):
            continue
        same = sum(map(int.__eq__, fingerprint, other))
        if same >= most:
            best, most = number, same
    return best
