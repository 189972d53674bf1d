"""How long the console's pages take with 50,000 articles: ``python -m bench.console_load``.

    python -m bench.console_load [ARTICLES]

Fills a store like the console's own reader, and then asks over HTTP what each page asks: first what
it shows, all at the same time, and then its facets. Needs no Kafka; the samples are enriched,
everything else is made from them (``bench.console_articles``). Prints Markdown for docs/console.md,
and how far it is on standard error. No answer is a kept one: each try has a new web side.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from aiohttp.test_utils import TestClient, TestServer

from bench.console_articles import APART, START, Articles, sample_events
from bench.machine import machine
from console.app import Console
from console.options import ConsoleOptions
from console.rows import article_row
from topics.catalogue import Catalogue

MIB = 1024 * 1024
TRIES = 7
_BATCH = 100
_TOLD_EVERY = 5_000


def main() -> None:
    """Fill a console, ask it, and print what was measured."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.console_load",
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("articles", type=int, nargs="?", default=50_000)
    count: int = parser.parse_args().articles
    articles = Articles(sample_events())
    console = Console(ConsoleOptions({"bootstrap_servers": "127.0.0.1:1"}, Catalogue(), "load"))
    print(f"{count:,} articles on {machine()['processor']}")
    for line in filled(console, articles, count):
        print(line)
    with console.store.reading() as db:
        held = {id_ for (id_,) in db.execute("SELECT id FROM entity")}
    named = [id_ for id_ in articles.most_frequent if id_ in held]
    asyncio.run(ask(console, pages(named)))


def filled(console: Console, articles: Articles, count: int) -> Iterator[str]:
    """Put the articles into the store; says how fast, and what they take."""
    store, batch, size, worked = console.store, [], 0, 0.0
    for number, event in enumerate(articles(count)):
        value = json.dumps(event).encode()
        size += len(value)
        began = time.process_time()
        at = round((START + number * APART).timestamp() * 1000)
        batch.append(article_row(value, at, f"load 0:{number}"))
        if len(batch) == _BATCH or number == count - 1:
            store.add(batch)
            batch = []
        worked += time.process_time() - began
        if (number + 1) % _TOLD_EVERY == 0:
            print(f"{number + 1:,} articles", file=sys.stderr, flush=True)
    with store.reading() as db:
        (pages,) = db.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
    yield f"on average {size / count / 1024:.1f} KiB of JSON, {store.bytes / MIB:,.0f} MiB packed"
    yield f"read and stored at {count / worked:,.0f} a second of processor time"
    yield f"temporary file: {pages / MIB:,.0f} MiB"
    yield f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


def pages(named: list[str]) -> Mapping[str, tuple[str, ...]]:
    """What each page asks for (console/static), by what it shows.

    ``named`` are persons, the most frequent first.
    """
    often, second, third, rare = named[0], named[1], named[2], named[len(named) // 2]
    against = f"target={second}&polarity=against"
    month = "since=2020-01-01&until=2020-01-31"
    shown = {
        "/": _with_facets("articles"),
        "/ naming the most frequent entity": _with_facets("articles", f"entity={often}"),
        "/ naming a rare one": _with_facets("articles", f"entity={rare}"),
        "/ against somebody": _with_facets("articles", against),
        "/ in a month": _with_facets("articles", month),
        "/ with a word": _with_facets("articles", "q=" + quote(rare.rpartition("-")[2])),
        "/ with the word `the`": _with_facets("articles", "q=the"),
        "/ with `the`, best match first": _with_facets("articles", "q=the", "sort=relevance"),
        "/ last enriched first": _with_facets("articles", "", "sort=arrived"),
        "/quotes": _with_facets("stances"),
        "/quotes against somebody, surest first": _with_facets(
            "stances", against, "sort=confidence"
        ),
        "/quotes in a month": _with_facets("stances", month),
        "/network": _with_facets("network"),
        "/network in a month": _with_facets("network", month),
        "/changes": ("rising", "turned", "names", "facets"),
        "/changes toward somebody": (
            f"rising?entity={second}",
            f"turned?target={second}",
            "names",
            f"facets?target={second}",
        ),
        "/over-time of three": (
            f"over-time?of={often}&of={second}&of={third}|{rare}",
            f"names?entity={often}",
            "facets",
        ),
        "/worker": ("worker",),
        "/article": ("article?id=load-7",),
        "the fields, as one types": ("entities?q=an",),
    }
    for by in ("outlet", "holder", "target", "issue", "topic", "reporting", "month"):
        shown[f"/counts by {by}"] = _with_facets("counts", "", f"by={by}")
    shown["/counts, outlets hardest on somebody"] = _with_facets(
        "counts", f"target={second}", "by=outlet&order=hardest"
    )
    for what, id_ in (("the most frequent", often), ("the third", third), ("a rare one", rare)):
        shown[f"/entity, {what}"] = (
            f"entity?id={id_}",
            f"network?around={id_}",
            "names",
            f"facets?target={id_}",
        )
    return shown


def _with_facets(name: str, filtered: str = "", also: str = "") -> tuple[str, ...]:
    query = "&".join(part for part in (filtered, also) if part)
    return (f"{name}?{query}", f"names?{filtered}", f"facets?{filtered}")


async def ask(console: Console, shown: Mapping[str, tuple[str, ...]]) -> None:
    """Print a row for each page: until what it shows is there, and until its facets are too."""
    columns = ("median ms", "least", "processor")
    print("\n| page | " + " | ".join((*columns, *(f"facets too: {one}" for one in columns))) + " |")
    print("|---|---|---|---|---|---|---|")
    for page, asked in shown.items():
        tries = [await _once(console, asked) for _ in range(TRIES)]
        first, worked, both, worked_both = zip(*tries, strict=True)
        figures = [statistics.median(first), min(first), min(worked)]
        figures += [statistics.median(both), min(both), min(worked_both)]
        told = " | ".join(f"{1000 * one:.0f}" for one in figures)
        print(f"| {page} | {told} |", flush=True)


async def _once(console: Console, asked: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Seconds until the page is shown, and until the facets are too; each with the processor's."""
    async with TestClient(TestServer(console.application())) as client:

        async def got(address: str) -> None:
            async with client.get(f"/api/{address}") as answer:
                body = await answer.read()
                if answer.status != 200:  # noqa: PLR2004 - HTTP's
                    raise SystemExit(f"{address}: {answer.status} {body[:200]!r}")

        began, busy = time.perf_counter(), time.process_time()
        await asyncio.gather(*(got(one) for one in asked if not one.startswith("facets")))
        first, worked = time.perf_counter() - began, time.process_time() - busy
        await asyncio.gather(*(got(one) for one in asked if one.startswith("facets")))
        return first, worked, time.perf_counter() - began, time.process_time() - busy


if __name__ == "__main__":
    main()
