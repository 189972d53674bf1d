"""Stances: who is for or against whom, in which words, where and when."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from console.filter_parameters import POLARITIES
from console.filters import Filter
from console.matching import stances as matching_stances
from console.moments import written
from console.names import holder, polarity
from console.paging import ORDERED, Page
from console.parameters import Parameter
from console.store import Store

SORTS = ("published", "arrived", "confidence")
SORT = Parameter(
    "sort",
    "published: newest publication first (if it is not given); arrived: last enriched first; "
    "confidence: surest first. A story has the time of its first copy.",
    "confidence",
    choices=SORTS,
)

Row = dict[str, Any]

_VALUES = {
    "published": "min(published)",
    "arrived": "min(key)",
    "confidence": "max(confidence)",
}
_COLUMNS = {"published": "published", "arrived": "key", "confidence": "confidence"}
# Copies of a story show the same holder's stance toward the same target in the same words.
_ONE = "unit, holder, target, polarity"


def listed(store: Store, wanted: Filter, page: Page) -> Row:
    """A page of the matching stances, one for each story, holder, target and polarity."""
    with store.reading() as db:
        plain = wanted == Filter(polarity=wanted.polarity)
        rows = (_without_sorting if plain else _sorted)(db, wanted, page)
        favor, against = rows[0][2:]
        rows = [row for row in rows if row[1] is not None]
        stances = quotes(db, [row[1] for row in rows[: page.limit]], wanted)
    return {
        "total": int(favor + against),
        "favor": int(favor),
        "against": int(against),
        "next": page.next(rows),
        "stances": stances,
    }


def _sorted(db: sqlite3.Connection, wanted: Filter, page: Page) -> list[tuple[Any, ...]]:
    """(value, number, all that are for, all that are against), one more than are on the page."""
    t, values = matching_stances(wanted)
    return db.execute(
        f"WITH {t}, g AS MATERIALIZED (SELECT {_VALUES[page.sort]} AS v, n, polarity FROM t "
        f"GROUP BY {_ONE}) SELECT v, n, favor, against FROM "
        "(SELECT total(polarity > 0) AS favor, total(polarity < 0) AS against FROM g) "
        "LEFT JOIN (SELECT * FROM "
        f"(SELECT {ORDERED} FROM g) WHERE {page.condition} ORDER BY v DESC, n DESC LIMIT ?) "
        "ORDER BY v DESC, n DESC",
        [*values, *page.values],
    ).fetchall()


def _without_sorting(db: sqlite3.Connection, wanted: Filter, page: Page) -> list[tuple[Any, ...]]:
    """The same of all stances, or all of one side, along an index of what they are sorted by.

    Of the copies of a story that show one stance, only the one by which they are sorted counts.
    """
    column = _COLUMNS[page.sort]
    side = f"s.polarity = {POLARITIES[wanted.polarity]}" if wanted.polarity else "1"
    sooner = f"o.{column} {'>' if page.sort == 'confidence' else '<'} s.{column}"
    same = " AND ".join(
        f"o.{name} = s.{name}" for name in ("story", "holder", "target", "polarity")
    )
    return db.execute(
        "SELECT v, n, favor, against FROM (SELECT total(s.polarity > 0) AS favor, "
        f"total(s.polarity < 0) AS against FROM stance s WHERE s.first AND {side}) LEFT JOIN ("
        f"SELECT coalesce(s.{column}, -1 << 62) AS v, s.n AS n FROM stance s WHERE {side} "
        f"AND {page.condition} AND NOT EXISTS (SELECT 1 FROM stance o WHERE {same} AND o.n != s.n "
        f"AND ({sooner} OR (o.{column} IS s.{column} AND o.n < s.n) "
        f"OR (s.{column} IS NULL AND o.{column} IS NOT NULL))) "
        f"ORDER BY s.{column} DESC, s.n DESC LIMIT ?) ORDER BY v DESC, n DESC",
        page.values,
    ).fetchall()


def quotes(db: sqlite3.Connection, numbers: Sequence[int], wanted: Filter) -> list[Row]:
    """These stances in this order, each with its words and its article."""
    marks = ",".join("?" * len(numbers))
    found = {
        row[0]: row
        for row in db.execute(
            "SELECT s.n, s.holder, h.id, h.name, t.id, t.name, s.polarity, s.reporting, "
            "s.confidence, s.words, a.id, a.title, a.outlet, a.url, a.published, a.arrived, "
            "a.story, a.key FROM stance s JOIN article a ON a.key = s.key "
            "LEFT JOIN entity h ON h.n = s.holder JOIN entity t ON t.n = s.target "
            f"WHERE s.n IN ({marks})",
            numbers,
        )
    }
    shown = [_quote(found[number]) for number in numbers]
    if not wanted.each:
        _add_outlets(db, shown)
    for one in shown:
        del one["story"]
    return shown


def _quote(row: Sequence[Any]) -> Row:
    _, number, holder_id, holder_name, target_id, target_name, side, reporting, *rest = row
    confidence, words, id_, title, outlet, url, published, arrived, story, key = rest
    return {
        "holder": holder(number, holder_id, holder_name),
        "target": {"id": target_id, "name": target_name},
        "polarity": polarity(side),
        "reporting": reporting,
        "confidence": confidence,
        "words": words,
        "article": {
            "id": id_,
            "title": title,
            "outlet": outlet,
            "url": url,
            "published": written(published),
            "arrived": written(arrived),
        },
        "copies": [],
        "story": (story, key),
    }


def _add_outlets(db: sqlite3.Connection, shown: list[Row]) -> None:
    """Where else the story is told."""
    stories = list({one["story"][0] for one in shown})
    marks = ",".join("?" * len(stories))
    told: dict[int, list[tuple[int, str | None]]] = {}
    for story, key, outlet in db.execute(
        f"SELECT story, key, outlet FROM article WHERE story IN ({marks}) ORDER BY published, key",
        stories,
    ):
        told.setdefault(story, []).append((key, outlet))
    for one in shown:
        story, own = one["story"]
        one["copies"] = [outlet for key, outlet in told[story] if key != own]
