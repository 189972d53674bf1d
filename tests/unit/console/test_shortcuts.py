"""What is asked without a filter takes a shorter way, and gets there."""

import random

import pytest

from console import counts, network, series, stances
from console.filters import Filter
from console.paging import Page
from console.rows import article_row
from console.store import Store
from tests.support.enriched import AGAINST, FOR, enriched
from tests.support.filled_store import BASE_MS

PEOPLE = [f"N{number}" for number in range(6)]
# A condition that every stance meets: with it, everything is looked at and sorted.
LONG_WAY = Filter(confidence=0.001)


@pytest.fixture(scope="module")
def store() -> Store:
    """Many copies, articles without a date, and the oldest are gone."""
    chance = random.Random(3)
    made = Store(keep=150)
    prints = [chance.randbytes(128).hex() for _ in range(40)]
    for number in range(220):
        who = chance.sample(PEOPLE, 3)
        value = enriched(
            f"article-{number}",
            f"{' '.join(who)} {number}",
            published=f"2026-01-{chance.randint(1, 28):02}T09:00:00Z"
            if chance.random() < 0.8
            else None,
            named={
                name: (f"name:person:{name}", "issue" if name == "N0" else "person") for name in who
            },
            stances=tuple(
                (holder, who[0], chance.choice((FOR, AGAINST)), who[0]) for holder in who[1:]
            ),
            topics=("medtop:20000593",),
            fingerprint=chance.choice(prints),
        ).replace(b'"confidence":0.9', f'"confidence":{chance.uniform(0.6, 0.9):.2f}'.encode())
        made.add([article_row(value, BASE_MS + chance.randrange(10_000), f"t 0:{number}")])
    return made


def everything(store: Store, wanted: Filter, sort: str) -> list[tuple[object, ...]]:
    """(story, holder, target, side, value) of each row, page by page."""
    found, after, told = [], None, None
    while True:
        page = stances.listed(store, wanted, Page(7, after, sort))
        assert told in {None, (page["favor"], page["against"])}
        told = (page["favor"], page["against"])
        for one in page["stances"]:
            article = one["article"]
            at = {"published": article["published"], "arrived": article["arrived"]}
            ends = (one["holder"]["id"], one["target"]["id"], one["polarity"])
            found.append((*ends, at.get(sort, one["confidence"])))
        if page["next"] is None:
            assert len(found) == sum(told)
            return found
        value, number = page["next"].split(":")
        after = (float(value) if "." in value else int(value), int(number))


@pytest.mark.parametrize("sort", stances.SORTS)
@pytest.mark.parametrize("polarity", ["", "favor"])
def test_all_quotes_are_the_same_ones_by_either_way(store: Store, sort: str, polarity: str) -> None:
    short = everything(store, Filter(polarity=polarity), sort)
    long = everything(store, Filter(polarity=polarity, confidence=0.001), sort)
    assert sorted(map(str, short)) == sorted(map(str, long))
    assert [row[-1] for row in short] == [row[-1] for row in long]


def test_the_network_is_the_same_by_either_way(store: Store) -> None:
    short, long = network.network(store, Filter()), network.network(store, LONG_WAY)
    assert short["all_ties"] == long["all_ties"]

    def ties(found: dict[str, list[dict[str, object]]]) -> set[tuple[object, ...]]:
        return {tuple(tie.values()) for tie in found["ties"]}

    assert ties(short) == ties(long)


@pytest.mark.parametrize("around", [f"name:person:{name}" for name in PEOPLE[:3]])
def test_the_network_around_somebody_is_the_same_by_either_way(store: Store, around: str) -> None:
    short, long = (network.network(store, wanted, around) for wanted in (Filter(), LONG_WAY))

    def told(found: dict[str, list[dict[str, object]]]) -> list[str]:
        return sorted(str(sorted(tie.items())) for tie in found["ties"])

    assert told(short) == told(long)
    assert short["ties"]


@pytest.mark.parametrize(
    "of", [("name:person:N1",), ("name:person:N0", "name:person:N2", "name:person:nobody")]
)
def test_over_time_is_the_same_by_either_way(store: Store, of: tuple[str, ...]) -> None:
    """The words are in every article, so that the long way finds the same ones."""
    short = series.over_time(store, Filter(), [of], "target")
    long = series.over_time(store, Filter(words="title"), [of], "target")
    assert short == long
    assert short["basis"] == "published"
    assert short["undated"]


@pytest.mark.parametrize("by", counts.BY)
def test_the_counts_are_the_same_by_either_way(store: Store, by: str) -> None:
    """Every article here has a stance."""
    short, long = counts.counts(store, Filter(), by), counts.counts(store, LONG_WAY, by)
    assert short["rows"] == long["rows"]
    assert short["rows"]


def test_what_is_kept_counted_is_what_is_there(store: Store) -> None:
    with store.reading() as db:
        counted = db.execute(
            "SELECT role, party, count(*), sum(sides & 1), sum(sides >> 1) FROM side "
            "GROUP BY role, party ORDER BY role, party"
        ).fetchall()
        assert db.execute("SELECT * FROM tally ORDER BY role, party").fetchall() == counted
        sooner = (
            "SELECT 1 FROM mention o WHERE o.entity = m.entity AND o.story = m.story AND "
            "(o.published IS NULL, coalesce(o.published, 0), o.key) < "
            "(m.published IS NULL, coalesce(m.published, 0), m.key)"
        )
        wrong = f"SELECT count(*) FROM mention m WHERE first = EXISTS ({sooner})"  # noqa: S608 - ours
        assert db.execute(wrong).fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM mention WHERE NOT first").fetchone() > (0,)
