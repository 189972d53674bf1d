"""What the pages cost, counted in steps of SQLite's machine and in its plans: no clock is asked."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from multidict import MultiDict
from yarl import URL

from bench.console_load import pages
from console.endpoints import ENDPOINTS
from console.paging import Page
from console.rows import article_row
from console.store import Store
from tests.support.enriched import AGAINST, FOR, enriched
from tests.support.filled_store import BASE_MS

FEW, MANY = 250, 1000
# An article here has five stances. Of 50,000 articles, nine million steps take about 150 ms.
MOST_STEPS_AN_ARTICLE = 190
# Of forty people all have ties with each other.
MORE_STEPS = {"/entity": 290}
TICK = 100
QUESTIONS = {endpoint.name: endpoint for endpoint in ENDPOINTS}
NAMED = [f"name:person:{number}-n{number}" for number in range(40)]
PAGES = {
    page: [one for one in asked if one.partition("?")[0] in QUESTIONS]
    for page, asked in pages(NAMED).items()
}


def store_of(count: int) -> Store:
    """As many articles, of which some are copies, that name and quote some of forty people."""
    chance = random.Random(7)
    store = Store()
    prints = [chance.randbytes(128).hex() for _ in range(count)]
    for number in range(count):
        who = [min(39, int(chance.paretovariate(0.7)) - 1) for _ in range(5)]
        words = {f"N{one}": (NAMED[one], "issue" if one % 5 == 4 else "person") for one in who}
        known = list(words)
        value = enriched(
            f"article-{number}",
            f"The text of {number}: {' '.join(known)}.",
            title=f"Title {number}",
            published=f"{2020 + number % 4}-{1 + number % 12:02}-{1 + number % 27:02}T09:00:00Z",
            named=words,
            stances=tuple(
                (holder, known[0], chance.choice((FOR, AGAINST)), known[-1])
                for holder in ("author", *known[1:])
            ),
            topics=tuple({f"medtop:2000{chance.randrange(8):04}" for _ in range(2)}),
            fingerprint=prints[number - 1 if number % 10 == 9 else number],
        )
        store.add([article_row(value, BASE_MS + number, f"t 0:{number}")])
    return store


@contextmanager
def counting(store: Store) -> Iterator[list[int]]:
    """The steps that are done until the end of the block."""
    steps = [0]

    def step() -> None:
        steps[0] += TICK

    with store.reading() as db:
        db.set_progress_handler(step, TICK)
    yield steps
    with store.reading() as db:
        db.set_progress_handler(None, TICK)


def ask(store: Store, address: str) -> None:
    url = URL(f"/api/{address}")
    QUESTIONS[url.name].answer(store, MultiDict(url.query))


def cost(store: Store, addresses: list[str]) -> int:
    with counting(store) as steps:
        for address in addresses:
            ask(store, address)
    return steps[0]


@pytest.fixture(scope="module")
def few() -> Store:
    return store_of(FEW)


@pytest.fixture(scope="module")
def many() -> Store:
    return store_of(MANY)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_so_many_steps_an_article_and_grows_no_faster_than_they(
    few: Store, many: Store, page: str
) -> None:
    small, large = cost(few, PAGES[page]), cost(many, PAGES[page])
    most = MORE_STEPS.get(page.partition(",")[0], MOST_STEPS_AN_ARTICLE)
    assert large <= MANY * most
    assert large <= small * MANY / FEW * 1.5


def statements(store: Store, address: str) -> list[str]:
    found: list[str] = []
    with store.reading() as db:
        db.set_trace_callback(found.append)
    ask(store, address)
    with store.reading() as db:
        db.set_trace_callback(None)
    # What the index of words asks itself is a comment.
    return [one for one in found if not one.startswith("--")]


def plan(store: Store, address: str) -> list[str]:
    asked = statements(store, address)
    with store.reading() as db:
        return [row[3] for one in asked for row in db.execute(f"EXPLAIN QUERY PLAN {one}")]


@pytest.mark.parametrize(
    "address", ["stances", "stances?polarity=against", "network", "counts?by=month", "facets"]
)
def test_what_is_asked_without_a_filter_sorts_no_groups(few: Store, address: str) -> None:
    assert [step for step in plan(few, address) if "TEMP B-TREE FOR GROUP BY" in step] == []


def test_a_page_asks_the_database_no_more_often_than_it_has_rows(few: Store, many: Store) -> None:
    for asked in PAGES.values():
        for address in asked:
            # The words around a hit are asked for by article.
            more = Page.limit if "q=" in address else 1
            assert len(statements(many, address)) <= len(statements(few, address)) + more, address
