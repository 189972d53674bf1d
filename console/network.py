"""Who is for and against whom: the strongest ties in the articles that match."""

import json
from typing import Any

from console.filters import Filter
from console.matching import stances
from console.store import Store

_MOST_NODES = 22
_MOST_TIES = 42
_LOOK_AT_TIES = 400

Row = dict[str, Any]

# Each side's stances, of which a story's first ones count: along their index, without sorting.
_ALL = (
    "SELECT holder, target, total(polarity > 0) AS favor, total(polarity < 0) AS against, "
    "max(key) AS newest FROM stance WHERE first AND holder > 0 AND holder != target "
)
_COUNTED = (
    "SELECT holder, target, total(f) AS favor, total(a) AS against, max(last) AS newest "
    "FROM (SELECT holder, target, max(polarity > 0) AS f, max(polarity < 0) AS a, "
    "max(key) AS last FROM t WHERE holder > 0 AND holder != target{which} "
    "GROUP BY holder, target, unit) "
)
_TIES = (
    "{t}SELECT h.id, h.name, h.type, e.id, e.name, e.type, c.favor, c.against FROM ("
    "{counted}GROUP BY holder, target "
    f"ORDER BY favor + against DESC, newest DESC LIMIT {_LOOK_AT_TIES}) c "
    "JOIN entity h ON h.n = c.holder JOIN entity e ON e.n = c.target "
    "ORDER BY c.favor + c.against DESC, c.newest DESC"
)
# Of one party: along the index of either end.
_ALL_OF_ONE = (
    f"SELECT * FROM ({_ALL} AND holder = ? GROUP BY holder, target UNION ALL "
    f"{_ALL} AND target = ? GROUP BY holder, target) "
)
_AMONG = "".join(
    f" AND {end} IN (SELECT n FROM entity WHERE id IN (SELECT value FROM json_each(?)))"
    for end in ("holder", "target")
)


def network(store: Store, wanted: Filter, around: str = "") -> Row:
    """Entities and the ties between them, each counted in articles, the strongest first.

    With ``around``: only that entity, those that it has the strongest ties with, and the ties among
    them.
    """
    t, values = stances(wanted)

    def ties(which: str, *more: object) -> list[tuple[Any, ...]]:
        counted = _COUNTED.format(which=which)
        query = _TIES.format(t=f"WITH {t}", counted=counted)
        return db.execute(query, [*values, *more]).fetchall()

    with store.reading() as db:
        if not around and wanted == Filter():
            return _strongest(db.execute(_TIES.format(t="", counted=_ALL)).fetchall())
        if not around:
            return _strongest(ties(""))
        found = db.execute("SELECT n FROM entity WHERE id = ?", (around,)).fetchone()
        if found is None:
            return _strongest([])
        short = wanted == Filter()

        def drawn(which: str, short_way: str, *more: object) -> list[tuple[Any, ...]]:
            if short:
                return db.execute(_TIES.format(t="", counted=short_way), more).fetchall()
            return ties(which, *more)

        own = drawn(" AND (holder = ? OR target = ?)", _ALL_OF_ONE, *found, *found)
        # Its own ties come first, so that no others can be drawn.
        ends = dict.fromkeys(end for row in own for end in (row[0], row[3]) if end != around)
        near = json.dumps([*ends][: _MOST_NODES - 1])
        return _strongest([*own, *drawn(_AMONG, _ALL + _AMONG, near, near)])


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
