"""Entities and issues: finding one by name, and who is for and against it."""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import Any

from console.filters import Filter
from console.matching import stances
from console.names import holder
from console.schema import AGAINST, FAVOR
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
        entity = db.execute("SELECT n, id, name, type FROM entity WHERE id = ?", (id_,)).fetchone()
        if entity is None:
            return None
    with store.reading() as db:
        of_it, stories = _side(db, replace(wanted, targets=(id_,)), "holder")
        of_others, _ = _side(db, replace(wanted, holders=(id_,)), "target")
    one = over_time(store, replace(wanted, targets=()), [(id_,)], "target", basis)
    series = one["series"][0]
    return {
        "id": entity[1],
        "name": entity[2],
        "type": entity[3],
        "articles": sum(series["articles"]) + series["earlier"] + one["undated"],
        # Not the bars' sums: what has no date, or an old one, is in no bar.
        "favor": stories[FAVOR],
        "against": stories[AGAINST],
        "over_time": one,
        "of_it": of_it,
        "of_others": of_others,
    }


def _side(db: sqlite3.Connection, wanted: Filter, other: str) -> tuple[Row, Counter[int]]:
    """Those on the other side in the most articles, with the newest words that show it.

    And how many stories are for and against.
    """
    t, values = stances(wanted)
    rows = db.execute(
        f"WITH {t} SELECT {other}, polarity, unit, published, n FROM t", values
    ).fetchall()
    # In how many stories each party is on each side.
    taken = Counter(map(itemgetter(0, 1), set(map(itemgetter(0, 1, 2), rows))))
    size = Counter[int]()
    for (party, _), stories in taken.items():
        size[party] += stories
    most = sorted(sorted(size.items()), key=itemgetter(1), reverse=True)
    shown = [party for party, _ in most[:_SIDES]]
    newest = _newest(rows, shown)
    numbers = [number for some in newest.values() for number in some]
    words = dict(zip(numbers, quotes(db, numbers, wanted), strict=True))
    named = {
        row[0]: row[1:]
        for row in db.execute(
            f"SELECT n, id, name FROM entity WHERE n IN ({','.join('?' * len(shown))})", shown
        )
    }
    told = Counter[int](map(itemgetter(0), set(map(itemgetter(1, 2), rows))))
    side: Row = {
        "favor": sum(1 for _, polarity in taken if polarity == FAVOR),
        "against": sum(1 for _, polarity in taken if polarity == AGAINST),
        "parties": [
            holder(party, *named.get(party, (None, None)))
            | {
                "favor": taken[party, FAVOR],
                "against": taken[party, AGAINST],
                "quotes": [
                    words[number]
                    for polarity in (FAVOR, AGAINST)
                    for number in newest.get((party, polarity), ())
                ],
            }
            for party in shown
        ],
    }
    return side, told


def _newest(
    rows: Sequence[tuple[int, int, int, int | None, int]], shown: Sequence[int]
) -> dict[tuple[int, int], list[int]]:
    """By party and side: the numbers of the newest stances, one for each story."""
    wanted = set(shown)
    told: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for party, polarity, unit, published, number in rows:
        if party in wanted:
            # What has no date comes last.
            at = -math.inf if published is None else published
            told.setdefault((party, polarity), []).append((at, number, unit))
    found = {}
    for side, said in told.items():
        said.sort(reverse=True)
        # The newest of each story, in order.
        stories = {unit: number for _, number, unit in reversed(said)}
        kept = dict.fromkeys(unit for _, _, unit in said)
        found[side] = [stories[unit] for unit in islice(kept, _QUOTES)]
    return found
