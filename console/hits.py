"""The words that a search found, in their places: pieces of text that are or are not a hit."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from console.search import Search

# Around a hit while it comes from the index; what a text itself has of them is only drawn wrong.
_BEGINS, _ENDS = "\ue000", "\ue001"
_WORDS_AROUND = 32

Row = dict[str, Any]


def hits(db: sqlite3.Connection, wanted: Search, keys: Sequence[int]) -> dict[int, Row]:
    """For each article its title and the best passage of its body, in pieces."""
    if not wanted.match:
        return {}
    found = {}
    for key in keys:
        title, body = db.execute(
            f"SELECT highlight(words, 0, '{_BEGINS}', '{_ENDS}'), "
            f"snippet(words, 1, '{_BEGINS}', '{_ENDS}', '…', {_WORDS_AROUND}) "
            "FROM words WHERE words MATCH ? AND rowid = ?",
            (wanted.match, key),
        ).fetchone()
        found[key] = {"title": pieces(title), "body": pieces(" ".join(body.split()))}
    return found


def pieces(text: str) -> list[Row]:
    """The text cut at its marks."""
    cut = []
    for count, part in enumerate(text.split(_BEGINS)):
        hit, ends, rest = part.partition(_ENDS) if count else ("", "", part)
        if count and not ends:
            hit, rest = "", part
        if hit:
            cut.append({"text": hit, "hit": True})
        if rest:
            cut.append({"text": rest, "hit": False})
    return cut
