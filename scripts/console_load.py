"""Measure what 50,000 articles cost the console: memory, and the time of each query.

    .venv/bin/python scripts/console_load.py [EVENTS]

It enriches nothing and needs no Kafka. The bodies are random words, as long as news articles, with
entities and stances. Each is stored like a record read from Kafka. EVENTS limits their number.
Nothing is left behind. Prints Markdown for docs/console.md.
"""

# ruff: noqa: S311 - seeded on purpose, for the same articles every time; it prints

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import psutil

from console import (
    articles,
    counts,
    entities,
    facets,
    network,
    rates,
    rising,
    series,
    stances,
    turned,
)
from console.filters import Filter
from console.paging import Page
from console.rows import article_row
from console.store import Store
from topics.events import (
    Enriched,
    Entity,
    Mention,
    Pipeline,
    PublishedArticle,
    Source,
    Span,
    Stance,
    StatedHolder,
    StatedTarget,
    Topic,
)
from topics.identity import FINGERPRINT_PLACES, content_sha256

MIB = 1024 * 1024
TRIES = 15
BATCH = 100
BY_AN_ENTITY = 0.8
NAMES = 40_000
OUTLETS = 80
COPIES = 0.1
START = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a store, and time the queries of the pages."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    chance = random.Random(7)
    words = _words(chance)
    process = psutil.Process()
    before = process.memory_info().rss
    store = Store()
    batch, sizes, filling, largest = [], 0, 0.0, before
    for number in range(count):
        value = _event(number, chance, words).model_dump_json().encode()
        sizes += len(value)
        began = time.perf_counter()
        batch.append(
            article_row(value, round(START.timestamp() * 1000) + number * 1000, f"t 0:{number}")
        )
        if len(batch) == BATCH:
            store.add(batch)
            batch = []
            largest = max(largest, process.memory_info().rss)
        filling += time.perf_counter() - began
    store.add(batch)
    with store.reading() as db:
        pages = db.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
    print(f"{store.articles:,} articles, on average {sizes / count / 1024:.1f} KiB of JSON")
    print(f"read and stored at {count / filling:,.0f} a second of elapsed time")
    print(f"memory: at most {(largest - before) / MIB:,.0f} MiB more than without them")
    print(f"temporary file: {pages[0] / MIB:,.0f} MiB")
    print(f"the events in it: {store.bytes / MIB:,.0f} MiB compressed")
    print("\n| query | median ms | of which processor | slowest ms |\n|---|---|---|---|")
    for name, ask in _questions(store).items():
        times, worked = [], []
        for _ in range(TRIES):
            began, busy = time.perf_counter(), time.process_time()
            ask()
            worked.append((time.process_time() - busy) * 1000)
            times.append((time.perf_counter() - began) * 1000)
        median, work = statistics.median(times), statistics.median(worked)
        print(f"| {name} | {median:.1f} | {work:.1f} | {max(times):.1f} |")


def _questions(store: Store) -> dict[str, Callable[[], object]]:
    often, second, rare = "name:person:n0", "name:person:n1", f"name:person:n{NAMES // 2}"
    last = round(START.timestamp() * 1000) + 50_000_000
    some = Filter(since=START.date(), until=(START + timedelta(days=30)).date())

    def listed(wanted: Filter, sort: str = "published") -> Callable[[], object]:
        return lambda: articles.listed(store, wanted, Page(sort=sort))

    def quoted(wanted: Filter, sort: str = "published") -> Callable[[], object]:
        return lambda: stances.listed(store, wanted, Page(sort=sort))

    def by(name: str, wanted: Filter, order: str) -> Callable[[], object]:
        return lambda: counts.counts(store, wanted, name, order)

    return {
        "the newest articles": listed(Filter()),
        "the last enriched": listed(Filter(), "arrived"),
        "naming a frequent entity": listed(Filter(entities=(often,))),
        "naming a rare one": listed(Filter(entities=(rare,))),
        "held by, toward, against": listed(
            Filter(holders=(often,), targets=(second,), polarity="against")
        ),
        "against anybody": listed(Filter(polarity="against")),
        "frequent entity, topic, against": listed(
            Filter((often,), polarity="against", topics=("medtop:11000000",))
        ),
        "published in a month": listed(some),
        "a frequent word, by relevance": listed(Filter(words="the"), "relevance"),
        "a phrase, without a word": listed(Filter(words='"of the" -n1'), "relevance"),
        "a rare word": listed(Filter(words="n77"), "relevance"),
        "facets of all": lambda: facets.facets(store, Filter()),
        "facets of a frequent entity": lambda: facets.facets(store, Filter(entities=(often,))),
        "facets of against a target": lambda: facets.facets(
            store, Filter(targets=(second,), polarity="against")
        ),
        "all quotes": quoted(Filter()),
        "quotes against a target, surest first": quoted(
            Filter(targets=(second,), polarity="against"), "confidence"
        ),
        "all by outlet": by("outlet", Filter(), "hardest"),
        "outlets hardest on a target": by("outlet", Filter(targets=(second,)), "hardest"),
        "all by holder": by("holder", Filter(), "articles"),
        "all by month": by("month", Filter(), ""),
        "entities by part of a name": lambda: entities.found(store, "n12"),
        "a frequent entity's page": lambda: entities.page(store, Filter(), second),
        "three compared over time": lambda: series.over_time(
            store, Filter(), [(often,), (second,), ("name:person:n2", rare)], "target"
        ),
        "the network of all": lambda: network.network(store, Filter()),
        "the network around an entity": lambda: network.network(store, Filter(), often),
        "one article": lambda: articles.whole(store, "load-1"),
        "the rate": lambda: rates.per_minute(store, last),
        "rising": lambda: rising.rising(store, Filter()),
        "changed sides": lambda: turned.turned(store, Filter()),
        "changed sides toward one": lambda: turned.turned(store, Filter(targets=(second,))),
    }


def _words(chance: random.Random) -> list[str]:
    """Words of the samples, so that the text compresses like real text."""
    text = " ".join(path.read_text("utf-8") for path in sorted(Path("samples").glob("*.txt")))
    found = text.split()
    chance.shuffle(found)
    return found


def _event(number: int, chance: random.Random, words: list[str]) -> Enriched:
    # A few names are in many articles, and many names in few.
    names = list(
        dict.fromkeys(f"n{min(NAMES - 1, int(chance.paretovariate(0.45)) - 1)}" for _ in range(30))
    )
    body = " ".join(chance.choices(words, k=max(120, int(chance.gauss(820, 350)))))
    lead = " ".join(names)
    body = f"{lead}. {body}"
    spans = {}
    for name in names:
        at = 0 if name == names[0] else body.index(f" {name}") + 1
        spans[name] = Mention(field="body", start=at, end=at + len(name), text=name)
    stances = tuple(
        Stance(
            holder=StatedHolder(kind="entity", id=f"name:person:{a}", name=a)
            if chance.random() < BY_AN_ENTITY
            else StatedHolder(kind="author"),
            target=StatedTarget(id=f"name:person:{b}", name=b),
            polarity=chance.choice(("favor", "against", "against")),
            reporting=chance.choice(("quote", "paraphrase", "narration")),
            confidence=round(chance.uniform(0.5, 0.99), 3),
            evidence=(Span(field="body", start=0, end=len(lead), text=lead),),
        )
        for a, b in pairwise(names[:4])
        if a != b
    )
    code = f"medtop:{11_000_000 + chance.randrange(6) * 1_000_000}"
    title = f"{' '.join(names[:2])} {' '.join(chance.choices(words, k=8))}"
    return Enriched(
        id=f"{number:032x}",
        article=PublishedArticle(
            id=f"load-{number}",
            title=title,
            body=body,
            source=Source(name=f"Outlet {min(OUTLETS, int(chance.paretovariate(0.5)))}"),
            language="en",
            published_at=START + timedelta(minutes=20 * number),
            sha256=content_sha256(title, body),
        ),
        pipeline=Pipeline(name="stancewire", version="0", model="none"),
        entities=tuple(
            Entity(
                id=f"name:person:{name}",
                name=name,
                type="person",
                salience=0.5,
                mentions=(span,) * chance.randint(1, 6),
            )
            for name, span in spans.items()
        ),
        attributions=(),
        stances=stances,
        topics=(Topic(code=code, name=code, path=(code,), score=0.5),),
        abstentions={"stance_below_threshold": 3},
        fingerprint=_fingerprint(chance),
    )


_LAST_FINGERPRINTS: list[bytes] = []


def _fingerprint(chance: random.Random) -> str:
    """Of one in ten articles, nearly that of one of the last: a copy."""
    if _LAST_FINGERPRINTS and chance.random() < COPIES:
        made = bytearray(chance.choice(_LAST_FINGERPRINTS))
        for at in chance.sample(range(len(made)), 20):
            made[at] = chance.randrange(256)
        return made.hex()
    own = chance.randbytes(FINGERPRINT_PLACES)
    _LAST_FINGERPRINTS.append(own)
    del _LAST_FINGERPRINTS[:-50]
    return own.hex()


if __name__ == "__main__":
    main()
