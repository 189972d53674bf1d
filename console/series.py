"""Over time: how often somebody is named, and how many are for and against them."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from console.articles import named
from console.filters import STANCE, Filter
from console.matching import matching, stances
from console.parameters import FilterError, Parameter
from console.store import Store
from console.timeline import Periods, periods

MOST_SERIES = 6
_MOST_TOGETHER = 12
_TOGETHER = "|"
# As fine as any period.
_HOUR_MS = 3_600_000

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
_Counted = Mapping[int, int]


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
            _counts(db, wanted, ids, role, basis, one) for ids, one in zip(of, naming, strict=True)
        ]
        whole = _all(db, everything, basis)
        undated = len(set().union(*(one.undated for one in naming)))
    axis = periods(at for one in counted for part in one.values() for at in part)
    names = named(store, [id_ for ids in of for id_ in ids])
    return {
        "unit": axis.unit,
        "basis": basis,
        "role": role,
        "undated": undated,
        "periods": axis.described(),
        "all": _by_period(axis, whole)[0],
        "series": [
            {
                "of": _TOGETHER.join(ids),
                "ids": list(ids),
                "name": ", ".join(names.get(id_, id_) for id_ in ids),
                "earlier": _by_period(axis, one["articles"])[1],
            }
            | {part: _by_period(axis, moments)[0] for part, moments in one.items()}
            for ids, one in zip(of, counted, strict=True)
        ],
    }


@dataclass(frozen=True)
class _Naming:
    """The stories that name some entities: when each was first told, and which have no time."""

    told: Mapping[int, int]
    undated: frozenset[int]


def _naming(db: sqlite3.Connection, everything: Filter, ids: Sequence[str], basis: str) -> _Naming:
    """Reads the mentions as they are: sorting them by story takes longer."""
    at = "x.published" if basis == "published" else "x.key >> 20"
    source, values = _named(everything, ids)
    rows = db.execute(f"SELECT x.{everything.unit}, {at} FROM {source}", values).fetchall()
    told: dict[int, int] = {}
    for unit, moment in rows:
        if moment is not None and moment < told.get(unit, moment + 1):
            told[unit] = moment
    return _Naming(told, frozenset(unit for unit, moment in rows if moment is None))


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


def _counts(  # noqa: PLR0917 - a query in parts
    db: sqlite3.Connection,
    wanted: Filter,
    ids: tuple[str, ...],
    role: str,
    basis: str,
    naming: _Naming,
) -> dict[str, _Counted]:
    """When each story was first told: those that name any of these, are for them, against them."""
    held: dict[str, Any] = {"targets": ids} if role == "target" else {"holders": ids}
    t, values = stances(replace(wanted, **held))
    sides = db.execute(
        f"WITH {t} SELECT polarity, min({basis}) FROM t WHERE {basis} IS NOT NULL "
        "GROUP BY unit, polarity",
        values,
    ).fetchall()
    return {
        "articles": _by_hour(naming.told.values()),
        "favor": _by_hour(moment for side, moment in sides if side > 0),
        "against": _by_hour(moment for side, moment in sides if side < 0),
    }


def _by_hour(moments: Iterable[int]) -> _Counted:
    return Counter(moment // _HOUR_MS * _HOUR_MS for moment in moments)


def _all(db: sqlite3.Connection, everything: Filter, basis: str) -> _Counted:
    m, values = matching(everything)
    rows = db.execute(
        f"WITH {m} SELECT at / {_HOUR_MS} * {_HOUR_MS}, count(*) FROM (SELECT min({basis}) AS at "
        f"FROM m WHERE {basis} IS NOT NULL GROUP BY unit) GROUP BY 1",
        values,
    )
    return dict(rows.fetchall())


def _by_period(axis: Periods, counted: _Counted) -> tuple[list[int], int]:
    """How many in each period, and how many before the first."""
    totals, earlier = [0] * len(axis.starts), 0
    for at, count in counted.items():
        number = axis.of(at)
        if number is None:
            earlier += count
        else:
            totals[number] += count
    return totals, earlier
