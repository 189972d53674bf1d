"""The addresses of the HTTP API: what each is asked with, and who answers.

One table: the routes, the refusal of unknown parameters, the exports and the OpenAPI document all
come from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from multidict import MultiMapping

from console import (
    articles,
    counts,
    entities,
    facets,
    network,
    paging,
    rising,
    series,
    stances,
    turned,
)
from console.filter_parameters import FILTER
from console.filters import parse
from console.parameters import FilterError, Parameter, by_name, check
from console.store import Store

Row = dict[str, Any]
Query = MultiMapping[str]

_LONGEST_SEARCH = 200


class NotHeldError(LookupError):
    """The console holds nothing with the id that was asked for."""


@dataclass(frozen=True)
class Endpoint:
    """One address below ``/api/``.

    ``rows`` gives what an export has, from one answer; ``columns`` are those of its CSV. ``paged``:
    an answer may be followed by another. ``example`` is a query for the documentation.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Store, Query], Row]
    example: str = ""
    rows: Callable[[Row], list[Row]] | None = None
    columns: tuple[str, ...] = ()
    paged: bool = False


FORMAT = Parameter(
    "format",
    "json (if it is not given), or as a file with all rows, up to 50,000: csv or jsonl (JSON "
    "Lines). A file takes no limit and no after.",
    "csv",
    choices=("json", "csv", "jsonl"),
)
ID = Parameter("id", "Id of the entity or issue.", "iso3166:PE", required=True)
_ARTICLE_ID = Parameter("id", "Id of the article.", "daily-20260105-7", required=True)
_NAME = Parameter("q", "Parts of the name.", "kolb")
_AROUND = Parameter("around", "Only this entity, those it has ties with, and ties among them.")
_ANY_SIDE = tuple(one for one in FILTER if one.name != "polarity")


def _articles(store: Store, query: Query) -> Row:
    wanted = parse(query, *paging.PAGE, articles.SORT, FORMAT)
    return articles.listed(store, wanted, paging.page(query, query.get("sort") or "published"))


def _stances(store: Store, query: Query) -> Row:
    wanted = parse(query, *paging.PAGE, stances.SORT, FORMAT)
    return stances.listed(store, wanted, paging.page(query, query.get("sort") or "published"))


def _counts(store: Store, query: Query) -> Row:
    wanted = parse(query, *counts.COUNTED, FORMAT)
    return counts.counts(store, wanted, query["by"], query.get("order", ""))


def _facets(store: Store, query: Query) -> Row:
    return facets.facets(store, parse(query, FORMAT))


def _over_time(store: Store, query: Query) -> Row:
    wanted = parse(query, *series.OVER_TIME, FORMAT)
    of = series.groups(query.getall("of"))
    return series.over_time(
        store, wanted, of, query.get("role") or "target", query.get("basis", "")
    )


def _turned(store: Store, query: Query) -> Row:
    check(query, by_name(_ANY_SIDE, (FORMAT,)))
    return turned.turned(store, parse(query, FORMAT))


def _rising(store: Store, query: Query) -> Row:
    wanted = parse(query, rising.DAYS, FORMAT)
    return rising.rising(store, wanted, rising.days(query.get("days", "")))


def _network(store: Store, query: Query) -> Row:
    return network.network(store, parse(query, _AROUND, FORMAT), query.get("around", ""))


def _entity(store: Store, query: Query) -> Row:
    wanted = parse(query, ID, series.OVER_TIME[-1])
    found = entities.page(store, wanted, query["id"], query.get("basis", ""))
    if found is None:
        raise NotHeldError("No article that the console holds names this entity.")
    return found


def _entities(store: Store, query: Query) -> Row:
    check(query, by_name((_NAME,)))
    return {"entities": entities.found(store, query.get("q", "")[:_LONGEST_SEARCH])}


def _names(store: Store, query: Query) -> Row:
    return {"names": articles.names(store, parse(query))}


def article(store: Store, query: Query) -> tuple[Row, bytes]:
    """One article: where it is, and its event as it was written. Raises NotHeldError."""
    check(query, by_name((_ARTICLE_ID,)))
    found = articles.whole(store, query["id"])
    if found is None:
        raise NotHeldError("This article is not among those that the console holds.")
    return found


def _rows_of_facets(answer: Row) -> list[Row]:
    return [
        {"facet": facet} | row
        for facet, rows in answer.items()
        if isinstance(rows, list)
        for row in rows
    ]


def _rows_over_time(answer: Row) -> list[Row]:
    return [
        period
        | {"of": one["of"], "name": one["name"], "all": answer["all"][at]}
        | {part: one[part][at] for part in ("articles", "favor", "against")}
        for one in answer["series"]
        for at, period in enumerate(answer["periods"])
    ]


def _rows_rising(answer: Row) -> list[Row]:
    return [*answer["entities"], *answer["pairs"]]


_QUOTE = ("article_id", "article_title", "article_outlet", "article_published", "article_url")
_ENDS = ("holder_id", "holder_name", "target_id", "target_name")

ENDPOINTS = (
    Endpoint(
        "articles",
        "Articles that match, one for each story, with their first stances and entities",
        (*FILTER, articles.SORT, *paging.PAGE, FORMAT),
        _articles,
        "q=talks&limit=1",
        lambda answer: answer["articles"],
        (
            *("id", "published", "outlet", "title", "url", "arrived", "language", "skipped"),
            *("favor", "against", "stances", "entities", "topics", "copies"),
        ),
        paged=True,
    ),
    Endpoint(
        "stances",
        "Stances that match: who is for or against whom, in which words, where and when",
        (*FILTER, stances.SORT, *paging.PAGE, FORMAT),
        _stances,
        "target=name:person:lucero-campodarve&limit=1",
        lambda answer: answer["stances"],
        (*_ENDS, "polarity", "reporting", "confidence", "words", *_QUOTE, "copies"),
        paged=True,
    ),
    Endpoint(
        "counts",
        "Articles, and how many are for and against, by outlet, holder, target, topic or month",
        (*FILTER, *counts.COUNTED, FORMAT),
        _counts,
        "by=outlet&target=name:person:lucero-campodarve&order=hardest",
        lambda answer: answer["rows"],
        ("id", "name", "articles", "favor", "against", "share_against"),
    ),
    Endpoint(
        "facets",
        "The most frequent values among what matches, each with its number of articles",
        (*FILTER, FORMAT),
        _facets,
        "target=name:person:lucero-campodarve",
        _rows_of_facets,
        ("facet", "id", "name", "articles"),
    ),
    Endpoint(
        "over-time",
        "Articles that name somebody, and those for and against, by period; several side by side",
        (*FILTER, *series.OVER_TIME, FORMAT),
        _over_time,
        "of=name:person:lucero-campodarve",
        _rows_over_time,
        ("start", "since", "until", "of", "name", "articles", "favor", "against", "all"),
    ),
    Endpoint(
        "turned",
        "Holders who changed sides, between which days, with the surest words before and after",
        (*_ANY_SIDE, FORMAT),
        _turned,
        "confidence=0.7",
        lambda answer: answer["turned"],
        (
            *(*_ENDS, "holder_outlet", "from", "to", "before", "after", "agreement"),
            *("last", "first"),
            *(f"surest_{end}_{name}" for end in ("before", "after") for name in ("words", *_QUOTE)),
        ),
    ),
    Endpoint(
        "rising",
        "Entities and pairs in more articles than in the span before",
        (*FILTER, rising.DAYS, FORMAT),
        _rising,
        "days=30",
        _rows_rising,
        ("id", "name", "type", *_ENDS, "articles", "before", "growth", "favor", "against"),
    ),
    Endpoint(
        "network",
        "The strongest ties between entities among what matches",
        (*FILTER, _AROUND, FORMAT),
        _network,
        "",
        lambda answer: answer["ties"],
        ("holder", "target", "favor", "against"),
    ),
    Endpoint(
        "entity",
        "One entity or issue: over time, who is for and against it, whom it is for and against",
        (ID, *FILTER, series.OVER_TIME[-1]),
        _entity,
        "id=name:person:lucero-campodarve",
    ),
    Endpoint("entities", "Entities and issues by name", (_NAME,), _entities, "q=campo"),
    Endpoint(
        "names",
        "The names of the ids in a filter",
        FILTER,
        _names,
        "target=name:person:lucero-campodarve",
    ),
)
ARTICLE = Endpoint(
    "article",
    "One article: its place in Kafka, its copies, and its enriched event",
    (_ARTICLE_ID,),
    lambda store, query: article(store, query)[0],
    "id=daily-20260105-diplomacy-fishing-treaty",
)


def refuse_pages(query: Query) -> None:
    """Refuse to give a page of a file, which always has all rows. Raises FilterError."""
    for name in ("limit", "after"):
        if query.get(name):
            raise FilterError(f"csv and jsonl have all rows, so they take no {name}")
