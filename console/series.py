"""Over time: how often somebody is named, and how many are for and against them."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from console.articles import named
from console.filters import Filter
from console.matching import matching, with_stances
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
    everything = wanted.without("holders", "targets", "polarity", "reporting", "confidence")
    with store.reading() as db:
        basis = basis or _basis(db, everything, [id_ for ids in of for id_ in ids])
        counted = [_counts(db, wanted, everything, ids, role, basis) for ids in of]
        whole = _moments(db, *matching(everything), "m", "1", [], basis)
        undated = _undated(db, everything, of) if basis == "published" else 0
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


def _counts(
    db: sqlite3.Connection,
    wanted: Filter,
    everything: Filter,
    ids: tuple[str, ...],
    role: str,
    basis: str,
) -> dict[str, _Counted]:
    """By the hour: articles that name any of these, and those that are for and against them."""
    condition, values = _naming(ids)
    articles = _moments(db, *matching(everything), "m", condition, values, basis)
    held: dict[str, Any] = {"targets": ids} if role == "target" else {"holders": ids}
    stances = with_stances(replace(wanted, **held))
    return {
        "articles": articles,
        "favor": _moments(db, *stances, "t", "polarity > 0", [], basis),
        "against": _moments(db, *stances, "t", "polarity < 0", [], basis),
    }


def _naming(ids: Sequence[str]) -> tuple[str, list[object]]:
    marks = ",".join("?" * len(ids))
    return (
        "key IN (SELECT key FROM mention WHERE entity IN "
        f"(SELECT n FROM entity WHERE id IN ({marks})))",
        list(ids),
    )


def _moments(  # noqa: PLR0913 - a query in parts
    db: sqlite3.Connection,
    start: str,
    values: Sequence[object],
    table: str,
    condition: str,
    more: Sequence[object],
    basis: str,
) -> _Counted:
    """How many stories, by the hour in which each was first told."""
    rows = db.execute(
        f"{start} SELECT at / {_HOUR_MS} * {_HOUR_MS}, count(*) FROM (SELECT min({basis}) AS at "
        f"FROM {table} WHERE {basis} IS NOT NULL AND {condition} GROUP BY unit) GROUP BY 1",
        [*values, *more],
    )
    return dict(rows.fetchall())


def _basis(db: sqlite3.Connection, everything: Filter, ids: Sequence[str]) -> str:
    start, values = matching(everything)
    condition, more = _naming(ids)
    dated = db.execute(
        f"{start} SELECT 1 FROM m WHERE published IS NOT NULL AND {condition} LIMIT 1",
        [*values, *more],
    ).fetchone()
    return "published" if dated else "arrived"


def _undated(db: sqlite3.Connection, everything: Filter, of: Sequence[tuple[str, ...]]) -> int:
    start, values = matching(everything)
    condition, more = _naming([id_ for ids in of for id_ in ids])
    found: tuple[int] = db.execute(
        f"{start} SELECT count(DISTINCT unit) FROM m WHERE published IS NULL AND {condition}",
        [*values, *more],
    ).fetchone()
    return found[0]


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
