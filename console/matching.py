"""What matches a filter, as tables that a query can begin with: ``m`` and ``t``.

``m`` has one row for each matching article; ``unit`` is what is counted: the story, or the article
where every copy counts. ``t`` has one row for each stance that the filter asks for in them.
"""

from console.filters import Condition, Filter

_ARRIVED = "a.key >> 20"  # as in schema.key_at


def matching(wanted: Filter, newest: int | None = None) -> Condition:
    """``WITH m(key, unit, published, arrived, outlet)``, perhaps of the ``newest`` enriched only."""
    where, values = wanted.articles()
    some = f" ORDER BY a.key DESC LIMIT {newest}" if newest is not None else ""
    return (
        "WITH m(key, unit, published, arrived, outlet) AS MATERIALIZED ("
        f"SELECT a.key, a.{wanted.unit}, a.published, {_ARRIVED}, a.outlet "
        f"FROM article a WHERE {where}{some}) ",
        values,
    )


def with_stances(wanted: Filter, newest: int | None = None) -> Condition:
    """The same, and ``t(n, key, unit, published, arrived, outlet, holder, target, …)``."""
    articles, values = matching(wanted, newest)
    where, more = wanted.stances()
    return (
        f"{articles}, t AS (SELECT s.n, s.holder, s.target, s.polarity, s.reporting, s.confidence, "
        f"m.* FROM m CROSS JOIN stance s ON s.key = m.key WHERE {where}) ",
        [*values, *more],
    )
