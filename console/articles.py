"""Articles: filtered lists, what they name most, and single articles in full."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from console.filters import POLARITIES, Filter
from console.names import NOBODY, holder
from console.store import Store
from topics.supersession import Text

_SHOWN_ENTITIES = 6
_SHOWN_STANCES = 3
_FACETS_LOOK_AT = 5_000
_FACET_ROWS = 10

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Part of the list, newest first, ``before`` or ``after`` a key."""

    limit: int = 40
    before: int | None = None
    after: int | None = None


def is_enriched(store: Store, text: Text) -> bool:
    """Whether the store holds the event of an article with this id, about this very text."""
    id_, sha256 = text
    with store.reading() as db:
        row = db.execute(
            "SELECT e.json FROM article a JOIN event e ON e.key = a.key WHERE a.id = ?", [id_]
        ).fetchone()
    return row is not None and json.loads(zlib.decompress(row[0]))["article"]["sha256"] == sha256


def listed(store: Store, wanted: Filter, page: Page) -> Row:
    """A page of the matching articles, their total number, and whether more follow."""
    where, values = wanted.where()
    bounds, limits = "", []
    if page.before is not None:
        bounds, limits = " AND a.key < ?", [page.before]
    elif page.after is not None:
        bounds, limits = " AND a.key > ?", [page.after]
    with store.reading() as db:
        total = db.execute(f"SELECT count(*) FROM article a WHERE {where}", values).fetchone()[0]
        rows = db.execute(
            "SELECT a.key, a.id, a.title, a.source, a.published, a.arrived, a.language, a.skipped "
            f"FROM article a WHERE {where}{bounds} ORDER BY a.key DESC LIMIT ?",
            [*values, *limits, page.limit + 1],
        ).fetchall()
        more = len(rows) > page.limit
        articles = _summaries(db, rows[: page.limit], wanted)
    return {"total": total, "more": more, "articles": articles}


def _summaries(
    db: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], wanted: Filter
) -> list[Row]:
    names = ("key", "id", "title", "source", "published", "arrived", "language", "skipped")
    found = {
        row[0]: dict(zip(names, row, strict=True)) | {"entities": [], "stances": [], "topics": []}
        for row in rows
    }
    for key, summary in found.items():
        summary["key"] = str(key)  # more digits than a number of JavaScript holds
    keys = list(found)
    for key, id_, name, kind in _for_keys(
        db,
        "SELECT m.key, e.id, e.name, e.type FROM mention m JOIN entity e ON e.n = m.entity "
        f"WHERE m.rank < {_SHOWN_ENTITIES} AND m.key IN ",
        keys,
        " ORDER BY m.key, m.rank",
    ):
        found[key]["entities"].append({"id": id_, "name": name, "type": kind})
    for key, number, holder_id, holder_name, target_id, target_name, polarity in _for_keys(
        db,
        "SELECT s.key, s.holder, h.id, h.name, t.id, t.name, s.polarity FROM stance s "
        "LEFT JOIN entity h ON h.n = s.holder JOIN entity t ON t.n = s.target WHERE s.key IN ",
        keys,
        " ORDER BY s.n",
    ):
        found[key]["stances"].append(
            {
                "holder": holder(number, holder_id, holder_name),
                "target": {"id": target_id, "name": target_name},
                "polarity": polarity,
            }
        )
    for key, code, name in _for_keys(
        db,
        "SELECT b.key, t.code, t.name FROM about b JOIN topic t ON t.n = b.topic "
        "WHERE b.own AND b.key IN ",
        keys,
        "",
    ):
        found[key]["topics"].append({"code": code, "name": name})
    for summary in found.values():
        summary["favor"] = sum(1 for stance in summary["stances"] if stance["polarity"] > 0)
        summary["against"] = len(summary["stances"]) - summary["favor"]
        # What was asked for comes first, the rest in the order of the text.
        summary["stances"].sort(key=lambda stance: not _asked_for(stance, wanted))
        summary["stances"] = summary["stances"][:_SHOWN_STANCES]
    return list(found.values())


def _asked_for(stance: Row, wanted: Filter) -> bool:
    ends = (stance["holder"]["id"], stance["target"]["id"])
    return (
        wanted.holder in ("", ends[0])
        and wanted.target in ("", ends[1])
        and (not wanted.polarity or POLARITIES[wanted.polarity] == stance["polarity"])
        and (not wanted.entities or not set(wanted.entities).isdisjoint(ends))
    )


def _for_keys(
    db: sqlite3.Connection, select: str, keys: Sequence[object], order: str
) -> Iterable[tuple[Any, ...]]:
    marks = ",".join("?" * len(keys))
    return db.execute(f"{select}({marks}){order}", keys).fetchall()


def whole(store: Store, id_: str) -> tuple[Row, bytes] | None:
    """An article's place in Kafka and its event as JSON; None if it is not held."""
    with store.reading() as db:
        found = db.execute(
            "SELECT a.key, a.arrived, a.place, e.json FROM article a JOIN event e ON e.key = a.key "
            "WHERE a.id = ?",
            (id_,),
        ).fetchone()
    if found is None:
        return None
    key, arrived, place, packed = found
    return {"key": str(key), "arrived": arrived, "place": place}, zlib.decompress(packed)


def names(store: Store, wanted: Filter) -> dict[str, str]:
    """The names, if known, of the entities and topics in the filter."""
    ids = [*wanted.entities, wanted.holder, wanted.target]
    with store.reading() as db:
        found = [
            *_for_keys(db, "SELECT id, name FROM entity WHERE id IN ", ids, ""),
            *_for_keys(db, "SELECT code, name FROM topic WHERE code IN ", wanted.topics, ""),
        ]
    known: dict[str, str] = dict(found)
    return known | {one["id"]: one["name"] for one in NOBODY.values()}


def facets(store: Store, wanted: Filter) -> Row:
    """What the newest matching articles name most: entities, holders, targets, topics."""
    where, values = wanted.where()
    newest = (
        f"WITH m AS MATERIALIZED (SELECT a.key FROM article a WHERE {where} "
        f"ORDER BY a.key DESC LIMIT {_FACETS_LOOK_AT}) "
    )
    with store.reading() as db:
        looked_at = db.execute(newest + "SELECT count(*) FROM m", values).fetchone()[0]
        entities = db.execute(
            newest + "SELECT e.id, e.name, e.type, c FROM (SELECT x.entity AS n, count(*) AS c "
            "FROM m CROSS JOIN mention x ON x.key = m.key GROUP BY x.entity "
            f"ORDER BY c DESC LIMIT {_FACET_ROWS}) JOIN entity e USING (n) ORDER BY c DESC, e.name",
            values,
        ).fetchall()
        sides = {
            side: db.execute(
                newest + f"SELECT x.{side}, e.id, e.name, count(DISTINCT x.key) AS c FROM m "
                f"CROSS JOIN stance x ON x.key = m.key LEFT JOIN entity e ON e.n = x.{side} "
                f"GROUP BY x.{side} ORDER BY c DESC, e.name LIMIT {_FACET_ROWS}",
                values,
            ).fetchall()
            for side in ("holder", "target")
        }
        topics = db.execute(
            newest + "SELECT t.code, t.name, count(*) AS c FROM m CROSS JOIN about x "
            "ON x.key = m.key JOIN topic t ON t.n = x.topic GROUP BY t.n "
            f"ORDER BY c DESC, t.name LIMIT {_FACET_ROWS}",
            values,
        ).fetchall()
    return {
        "looked_at": looked_at,
        "entities": [
            {"id": id_, "name": name, "type": kind, "articles": count}
            for id_, name, kind, count in entities
        ],
        "topics": [{"code": code, "name": name, "articles": count} for code, name, count in topics],
        **{
            f"{side}s": [
                holder(number, id_, name) | {"articles": count} for number, id_, name, count in rows
            ]
            for side, rows in sides.items()
        },
    }
