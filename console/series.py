"""Over time: how often somebody is named, and how many are for and against them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from console.articles import named
from console.filters import STANCE, Filter
from console.matching import stances
from console.parameters import FilterError, Parameter
from console.rows import AUTHOR_ID, UNNAMED_ID
from console.store import Store
from console.timeline import periods

MOST_SERIES = 6
_MOST_TOGETHER = 12
_TOGETHER = "|"

ROLES = ("target", "holder")
BASES = ("published", "arrived")
OVER_TIME = (
    Parameter(
        "of",
        "Id of an entity or issue; ids with | between them are looked at together. Repeated: one "
        f"series for each, at most {MOST_SERIES}.",
        "iso3166:RU|wikidata:Q7747",
        several=True,
        required=True,
    ),
    Parameter(
        "role",
        "target (if it is not given): stances toward them; holder: stances of theirs.",
        "target",
        choices=ROLES,
    ),
    Parameter(
        "basis",
        "Which time counts: published or arrived. If it is not given: published, where any of the "
        "articles has a time of publication.",
        "published",
        choices=BASES,
    ),
)

Row = dict[str, Any]
# In order.
_Moments = list[int]


def groups(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The ids of each series. Raises FilterError."""
    found = [tuple(id_ for id_ in text.split(_TOGETHER) if id_) for text in texts]
    found = list(dict.fromkeys(ids for ids in found if ids))
    if len(found) > MOST_SERIES:
        raise FilterError(f"at most {MOST_SERIES} series at once")
    if any(len(ids) > _MOST_TOGETHER for ids in found):
        raise FilterError(f"at most {_MOST_TOGETHER} ids in one series")
    return found


def over_time(
    store: Store, wanted: Filter, of: Sequence[tuple[str, ...]], role: str, basis: str = ""
) -> Row:
    """One series for each of ``of``, in the same periods.

    ``all`` counts the articles under the filter, whatever stances they have: shares are of these.
    """
    everything = wanted.without(*STANCE)
    with store.reading() as db:
        basis = basis or _basis(db, everything, [id_ for ids in of for id_ in ids])
        naming = [_naming(db, everything, ids, basis) for ids in of]
        counted = [
            {"articles": one.told, **_sides(db, wanted, ids, role, basis)}
            for ids, one in zip(of, naming, strict=True)
        ]
        whole = _all(db, everything, basis)
        undated = len(set().union(*(one.undated for one in naming)))
    axis = periods(at for one in counted for part in one.values() for at in _ends(part))
    names = named(store, [id_ for ids in of for id_ in ids])
    return {
        "unit": axis.unit,
        "basis": basis,
        "role": role,
        "undated": undated,
        "periods": axis.described(),
        "all": axis.counted(whole)[0],
        "series": [
            {
                "of": _TOGETHER.join(ids),
                "ids": list(ids),
                "name": ", ".join(names.get(id_, id_) for id_ in ids),
                "earlier": axis.counted(one["articles"])[1],
            }
            | {part: axis.counted(moments)[0] for part, moments in one.items()}
            for ids, one in zip(of, counted, strict=True)
        ],
    }


@dataclass(frozen=True)
class _Naming:
    """The stories that name some entities: when each was first told, and which have no time."""

    told: _Moments
    undated: set[int]


def _naming(db: sqlite3.Connection, everything: Filter, ids: Sequence[str], basis: str) -> _Naming:
    if everything == Filter() and basis == "published":
        return _named_first(db, ids)
    # Reads the mentions as they are: sorting them by story takes longer.
    at = "x.published" if basis == "published" else "x.key >> 20"
    source, values = _named(everything, ids)
    rows = db.execute(f"SELECT x.{everything.unit}, {at} FROM {source}", values).fetchall()
    return _by_story(rows)


def _named_first(db: sqlite3.Connection, ids: Sequence[str]) -> _Naming:
    """The same without a filter: along the index of what counts of each story."""
    rows: list[tuple[int, int | None]] = []
    for id_ in ids:
        mentions = "FROM mention WHERE entity = (SELECT n FROM entity WHERE id = ?) AND first AND "
        dated = db.execute(
            f"SELECT story, published {mentions} published IS NOT NULL ORDER BY published", (id_,)
        ).fetchall()
        undated = db.execute(f"SELECT story, NULL {mentions} published IS NULL", (id_,)).fetchall()
        if len(ids) == 1:
            return _Naming([at for _, at in dated], {story for story, _ in undated})
        rows += dated + undated
    return _by_story(rows)


def _by_story(rows: Sequence[tuple[int, int | None]]) -> _Naming:
    """Of (story, moment), some of them of the same story."""
    told: dict[int, int] = {}
    for unit, moment in rows:
        if moment is not None and moment < told.get(unit, moment + 1):
            told[unit] = moment
    return _Naming(sorted(told.values()), {unit for unit, _ in rows} - told.keys())


def _named(everything: Filter, ids: Sequence[str]) -> tuple[str, list[object]]:
    """The mentions of these in the articles that match."""
    where, values = everything.articles()
    marks = ",".join("?" * len(ids))
    named = f"x.entity IN (SELECT n FROM entity WHERE id IN ({marks}))"
    # Without a condition on articles, the articles need not be looked at.
    if where == "1":
        return f"mention x WHERE {named}", [*ids]
    joined = "mention x CROSS JOIN article a ON a.key = x.key"
    return f"{joined} WHERE {named} AND {where}", [*ids, *values]


def _basis(db: sqlite3.Connection, everything: Filter, ids: Sequence[str]) -> str:
    source, values = _named(everything, ids)
    dated = db.execute(
        f"SELECT 1 FROM {source} AND x.published IS NOT NULL LIMIT 1", values
    ).fetchone()
    return "published" if dated else "arrived"


def _sides(
    db: sqlite3.Connection, wanted: Filter, ids: tuple[str, ...], role: str, basis: str
) -> dict[str, _Moments]:
    """When each story was first told of those that are for them, and against them."""
    both = ", ".join(f"min(CASE WHEN polarity {sign} 0 THEN {basis} END)" for sign in "><")
    if wanted == Filter() and len(ids) == 1 and ids[0] not in {AUTHOR_ID, UNNAMED_ID}:
        # Of one entity: in the order of an index, which the database knows of one number only.
        rows = db.execute(
            f"SELECT {both} FROM (SELECT *, key >> 20 AS arrived FROM stance WHERE {role} = "
            "(SELECT n FROM entity WHERE id = ?)) GROUP BY story",
            ids,
        ).fetchall()
    else:
        held: dict[str, Any] = {"targets": ids} if role == "target" else {"holders": ids}
        t, values = stances(replace(wanted, **held))
        rows = db.execute(f"WITH {t} SELECT {both} FROM t GROUP BY unit", values).fetchall()
    return {
        part: sorted([row[at] for row in rows if row[at] is not None])
        for at, part in enumerate(("favor", "against"))
    }


def _all(db: sqlite3.Connection, everything: Filter, basis: str) -> _Moments:
    """When each story that matches was first told."""
    where, values = everything.articles()
    at = "a.published" if basis == "published" else "a.key >> 20"
    rows = db.execute(
        f"SELECT min({at}) FROM article a WHERE {where} GROUP BY a.{everything.unit}", values
    )
    return sorted([at for (at,) in rows if at is not None])


def _ends(moments: _Moments) -> _Moments:
    return moments[:1] + moments[-1:]
