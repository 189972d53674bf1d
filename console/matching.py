"""What matches a filter, as tables that a query can begin with: ``m`` and ``t``.

``m`` has one row for each matching article; ``unit`` is what is counted: the story, or the article
where every copy counts. ``t`` has one row for each stance that the filter asks for in them.
"""

from console.filters import STANCE, Condition, Filter

_ARRIVED = "a.key >> 20"  # as in schema.key_at


def matching(wanted: Filter) -> Condition:
    """``m(key, unit, published, arrived, outlet, month)``."""
    where, values = wanted.articles()
    return (
        (
            "m(key, unit, published, arrived, outlet, month) AS ("
            f"SELECT a.key, a.{wanted.unit}, a.published, {_ARRIVED}, a.outlet, a.month "
            f"FROM article a WHERE {where}) "
        ),
        values,
    )


def stances(wanted: Filter, *of_article: str) -> Condition:
    """``t(n, key, unit, published, arrived, holder, target, polarity, reporting, confidence)``.

    ``of_article`` are further columns, of the article. Without them, and without a condition on
    articles, the articles need not be looked at.
    """
    where, values = wanted.stances()
    articles, more = wanted.without(*STANCE).articles()
    columns = (
        f"SELECT s.n, s.key, s.{wanted.unit} AS unit, s.published, s.key >> 20 AS arrived, "
        "s.holder, s.target, s.polarity, s.reporting, s.confidence"
    )
    if articles == "1" and not of_article:
        return f"t AS ({columns} FROM stance s WHERE {where}) ", values
    # Begin with what is the smaller part.
    start = (
        "stance s CROSS JOIN article a ON a.key = s.key"
        if wanted.holders or wanted.targets
        else "article a CROSS JOIN stance s ON s.key = a.key"
    )
    also = "".join(f", a.{column}" for column in of_article)
    return f"t AS ({columns}{also} FROM {start} WHERE {where} AND {articles}) ", [*values, *more]


def sides(wanted: Filter) -> Condition:
    """``x(key, unit, outlet, month, sides)``: the matching articles, with their sides.

    These are the sides of the stances that the filter asks for, written as in the schema.
    """
    if wanted == wanted.without(*STANCE):
        where, values = wanted.articles()
        columns = f"a.key, a.{wanted.unit} AS unit, a.outlet, a.month, a.sides"
        return f"x AS (SELECT {columns} FROM article a WHERE {where}) ", values
    t, values = stances(wanted)
    # By article first, in the order of an index: most have several stances.
    by_article = (
        "s AS (SELECT key, unit, max(polarity > 0) + 2 * max(polarity < 0) AS sides FROM t "
        "GROUP BY key)"
    )
    joined = (
        "x AS (SELECT s.key, s.unit, a.outlet, a.month, s.sides FROM s "
        "CROSS JOIN article a ON a.key = s.key) "
    )
    return f"{t}, {by_article}, {joined}", values
