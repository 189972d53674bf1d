"""Who is for and against whom: the strongest ties in the articles that match."""

import json
import sqlite3
from typing import Any

from console.filters import Filter
from console.matching import stances
from console.store import Store

_MOST_NODES = 22
_MOST_TIES = 42
_LOOK_AT_TIES = 400

Row = dict[str, Any]

# An entity and those that it has a tie with.
_NEAR = (
    "SELECT target FROM stance WHERE holder = :n UNION SELECT holder FROM stance WHERE target = :n "
    "UNION SELECT :n"
)
# The plus keeps the index of holders out: it would be looked through once for each of them.
_AMONG = "".join(f" AND +{end} IN (SELECT value FROM json_each(?))" for end in ("holder", "target"))


def network(store: Store, wanted: Filter, around: str = "") -> Row:
    """Entities and the ties between them, each counted in articles, the strongest first.

    With ``around``: only that entity, those that it has ties with, and the ties among them.
    """
    t, values = stances(wanted)
    with store.reading() as db:
        if around:
            near = json.dumps(_near(db, around))
            values = [*values, near, near]
        rows = db.execute(
            f"WITH {t} SELECT h.id, h.name, h.type, e.id, e.name, e.type, c.favor, c.against FROM ("
            "SELECT holder, target, total(f) AS favor, total(a) AS against, max(last) AS newest "
            "FROM (SELECT holder, target, max(polarity > 0) AS f, max(polarity < 0) AS a, "
            "max(key) AS last FROM t WHERE holder > 0 AND holder != target"
            f"{_AMONG if around else ''} GROUP BY holder, target, unit) "
            "GROUP BY holder, target "
            f"ORDER BY favor + against DESC, newest DESC LIMIT {_LOOK_AT_TIES}) c "
            "JOIN entity h ON h.n = c.holder JOIN entity e ON e.n = c.target "
            "ORDER BY c.favor + c.against DESC, c.newest DESC",
            values,
        ).fetchall()
    if around:
        rows.sort(key=lambda row: around not in (row[0], row[3]))  # its own ties first
    return _strongest(rows)


def _near(db: sqlite3.Connection, around: str) -> list[int]:
    found = db.execute("SELECT n FROM entity WHERE id = ?", (around,)).fetchone()
    if found is None:
        return []
    return [number for (number,) in db.execute(_NEAR, {"n": found[0]})]


def _strongest(rows: list[tuple[Any, ...]]) -> Row:
    nodes: dict[str, Row] = {}
    ties: list[Row] = []
    for holder_id, holder_name, holder_type, id_, name, kind, favor, against in rows:
        ends = {
            holder_id: {"id": holder_id, "name": holder_name, "type": holder_type},
            id_: {"id": id_, "name": name, "type": kind},
        }
        if len(ties) >= _MOST_TIES or len(nodes.keys() | ends.keys()) > _MOST_NODES:
            continue
        for end, node in ends.items():
            nodes.setdefault(end, node)
        ties.append(
            {"holder": holder_id, "target": id_, "favor": int(favor), "against": int(against)}
        )
    return {"nodes": list(nodes.values()), "ties": ties, "all_ties": len(rows)}
