"""Articles: sorted lists of those that match a filter, and single articles in full."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from console.filters import Filter
from console.hits import hits
from console.moments import written
from console.names import NOBODY, holder, polarity
from console.paging import ORDERED, Page
from console.parameters import FilterError, Parameter
from console.store import Store
from topics.supersession import Text

_SHOWN_ENTITIES = 6
_SHOWN_STANCES = 3
_SHOWN_COPIES = 12
# Title and body are not worth the same where hits are sorted by relevance.
_WEIGHTS = "4.0, 1.0"

SORTS = ("published", "arrived", "relevance")
SORT = Parameter(
    "sort",
    "published: newest publication first (if it is not given); arrived: last enriched first; "
    "relevance: best match of q first. A story has the time of its first copy.",
    "arrived",
    choices=SORTS,
)

Row = dict[str, Any]

_VALUES = {
    "published": "min(a.published)",
    "arrived": "min(a.key)",
    "relevance": "max(r.v)",
}


def is_enriched(store: Store, text: Text) -> bool:
    """Whether the store holds the event of an article with this id, about this very text."""
    id_, sha256 = text
    with store.reading() as db:
        row = db.execute(
            "SELECT e.json FROM article a JOIN event e ON e.key = a.key WHERE a.id = ?", [id_]
        ).fetchone()
    return row is not None and json.loads(zlib.decompress(row[0]))["article"]["sha256"] == sha256


def listed(store: Store, wanted: Filter, page: Page) -> Row:
    """A page of the matching articles, one row for each story, and their total number."""
    first, ranked, start = wanted, "", "article a"
    if page.sort == "relevance":
        if not wanted.search.match:
            raise FilterError("sort=relevance needs q, with at least one word that must be there")
        # The ranked hits are the articles that have the words: they are not looked up twice.
        first = wanted.without_words_that_must_be_there()
        ranked = (
            f"r AS MATERIALIZED (SELECT rowid AS key, -bm25(words, {_WEIGHTS}) AS v FROM words "
            "WHERE words MATCH ?), "
        )
        start = "r CROSS JOIN article a ON a.key = r.key"
    where, values = first.articles()
    values = [wanted.search.match, *values] if ranked else values
    with store.reading() as db:
        version = store.version
        rows = db.execute(
            f"WITH {ranked}g AS MATERIALIZED (SELECT {_VALUES[page.sort]} AS v, a.key AS n, "
            f"count(*) AS c FROM {start} WHERE {where} GROUP BY a.{wanted.unit}) "
            "SELECT v, n, articles, stories FROM "
            "(SELECT total(c) AS articles, count(*) AS stories FROM g)"
            f" LEFT JOIN (SELECT * FROM (SELECT {ORDERED} FROM g) WHERE {page.condition} "
            "ORDER BY v DESC, n DESC LIMIT ?) ORDER BY v DESC, n DESC",
            [*values, *page.values],
        ).fetchall()
        total, stories = int(rows[0][2]), rows[0][3]
        rows = [row for row in rows if row[1] is not None]
        articles = _summaries(db, [row[1] for row in rows[: page.limit]], wanted)
    return {
        "version": version,
        "total": total if wanted.each else stories,
        "copies": 0 if wanted.each else total - stories,
        "next": page.next(rows),
        "articles": articles,
    }


def _summaries(db: sqlite3.Connection, keys: Sequence[int], wanted: Filter) -> list[Row]:
    names = (
        *("key", "story", "id", "title", "outlet", "url"),
        *("published", "arrived", "language", "skipped"),
    )
    described = {
        row[0]: dict(zip(names, row, strict=True))
        for row in _for_keys(db, f"SELECT {', '.join(names)} FROM article WHERE key IN ", keys)
    }
    found: dict[int, Row] = {
        key: described[key] | {"entities": [], "stances": [], "topics": [], "copies": []}
        for key in keys
    }
    _add_copies(db, found, wanted)
    for key, id_, name, kind in _for_keys(
        db,
        "SELECT m.key, e.id, e.name, e.type FROM mention m JOIN entity e ON e.n = m.entity "
        f"WHERE m.rank < {_SHOWN_ENTITIES} AND m.key IN ",
        keys,
        " ORDER BY m.key, m.rank",
    ):
        found[key]["entities"].append({"id": id_, "name": name, "type": kind})
    for key, number, holder_id, holder_name, target_id, target_name, *rest in _for_keys(
        db,
        "SELECT s.key, s.holder, h.id, h.name, t.id, t.name, s.polarity, s.reporting, s.confidence "
        "FROM stance s LEFT JOIN entity h ON h.n = s.holder JOIN entity t ON t.n = s.target "
        "WHERE s.key IN ",
        keys,
        " ORDER BY s.n",
    ):
        found[key]["stances"].append(
            {
                "holder": holder(number, holder_id, holder_name),
                "target": {"id": target_id, "name": target_name},
            }
            | dict(zip(("polarity", "reporting", "confidence"), rest, strict=True))
            | {"polarity": polarity(rest[0])}
        )
    for key, code, name in _for_keys(
        db,
        "SELECT b.key, t.code, t.name FROM about b JOIN topic t ON t.n = b.topic "
        "WHERE b.own AND b.key IN ",
        keys,
    ):
        found[key]["topics"].append({"code": code, "name": name})
    for key, shown in hits(db, wanted.search, keys).items():
        found[key]["hits"] = shown
    for summary in found.values():
        del summary["key"], summary["story"]
        summary["favor"] = sum(1 for one in summary["stances"] if one["polarity"] == "favor")
        summary["against"] = len(summary["stances"]) - summary["favor"]
        # What was asked for comes first, the rest in the order of the text.
        summary["stances"].sort(key=lambda stance: not _asked_for(stance, wanted))
        summary["stances"] = summary["stances"][:_SHOWN_STANCES]
        for name in ("published", "arrived"):
            summary[name] = written(summary[name])
    return list(found.values())


def _add_copies(db: sqlite3.Connection, found: dict[int, Row], wanted: Filter) -> None:
    """The other articles of each story, whether or not they match too."""
    if wanted.each:
        return
    shown = {summary["story"]: summary for summary in found.values()}
    for story, key, id_, outlet, published in _for_keys(
        db,
        "SELECT story, key, id, outlet, published FROM article WHERE story IN ",
        list(shown),
        " ORDER BY published, key",
    ):
        if key not in found and len(shown[story]["copies"]) < _SHOWN_COPIES:
            shown[story]["copies"].append(
                {"id": id_, "outlet": outlet, "published": written(published)}
            )


def _asked_for(stance: Row, wanted: Filter) -> bool:
    ends = (stance["holder"]["id"], stance["target"]["id"])
    return (
        (not wanted.holders or ends[0] in wanted.holders)
        and (not wanted.targets or ends[1] in wanted.targets)
        and not {("holder", ends[0]), ("target", ends[1])} & {*wanted.not_parties}
        and (not wanted.polarity or wanted.polarity == stance["polarity"])
        and (not wanted.reporting or stance["reporting"] in wanted.reporting)
        and stance["confidence"] >= wanted.confidence
        and (not wanted.entities or not set(wanted.entities).isdisjoint(ends))
    )


def _for_keys(
    db: sqlite3.Connection, select: str, keys: Sequence[object], order: str = ""
) -> Iterable[tuple[Any, ...]]:
    marks = ",".join("?" * len(keys))
    return db.execute(f"{select}({marks}){order}", keys).fetchall()


def whole(store: Store, id_: str) -> tuple[Row, bytes] | None:
    """An article's place in Kafka, its copies, and its event as JSON; None if it is not held."""
    with store.reading() as db:
        found = db.execute(
            "SELECT a.key, a.arrived, a.place, a.story, e.json FROM article a "
            "JOIN event e ON e.key = a.key WHERE a.id = ?",
            (id_,),
        ).fetchone()
        if found is None:
            return None
        key, arrived, place, story, packed = found
        copies = db.execute(
            "SELECT id, outlet, published FROM article WHERE story = ? AND key != ? "
            "ORDER BY published, key LIMIT ?",
            (story, key, _SHOWN_COPIES),
        ).fetchall()
    told = {"arrived": written(arrived), "place": place}
    told["copies"] = [
        {"id": other, "outlet": outlet, "published": written(published)}
        for other, outlet, published in copies
    ]
    return told, zlib.decompress(packed)


def names(store: Store, wanted: Filter) -> dict[str, str]:
    """The names, if known, of the entities and topics in the filter."""
    left_out = [value for _, value in (*wanted.not_parties, *wanted.not_articles)]
    return named(
        store,
        [*wanted.entities, *wanted.holders, *wanted.targets, *wanted.topics, *left_out],
    )


def named(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """The names of these entities and topics, as far as they are known."""
    with store.reading() as db:
        found = [
            *_for_keys(db, "SELECT id, name FROM entity WHERE id IN ", ids),
            *_for_keys(db, "SELECT code, name FROM topic WHERE code IN ", ids),
        ]
    known: dict[str, str] = dict(found)
    return known | {one["id"]: one["name"] for one in NOBODY.values()}
