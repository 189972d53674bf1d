"""Who changed sides, and what is rising."""

from datetime import UTC, datetime, timedelta

import pytest
from multidict import MultiDict

from console import rising, series, turned
from console.filters import Filter, parse
from console.parameters import FilterError
from console.turned import Said, turn_of
from tests.support.enriched import KOLB, LIND, PERU, blame, praise
from tests.support.filled_store import anew, filled

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def on(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


def anew_on(number: int, day: int) -> bytes:
    return praise(number, published=on(day)).replace(b'"polarity":"favor"', b'"polarity":"against"')


def test_who_was_for_and_is_against_is_shown_with_both_quotes() -> None:
    store = filled(praise(1, published=on(1)), anew_on(2, 40), blame(3))
    found = turned.turned(store, Filter())
    assert found["all"] == 1
    one = found["turned"][0]
    assert (one["holder"]["id"], one["target"]["id"]) == (KOLB[0], PERU[0])
    assert (one["from"], one["to"], one["before"], one["after"]) == ("favor", "against", 1, 1)
    assert (one["last"], one["first"]) == ("2026-01-02T09:00:00Z", "2026-02-10T09:00:00Z")
    assert one["surest_before"]["article"]["id"] == "praise-1"
    assert one["surest_after"]["article"]["id"] == "praise-2"


def test_who_says_now_this_and_now_that_has_not_turned() -> None:
    store = filled(*(praise(n, published=on(n)) if n % 2 else anew_on(n, n) for n in range(8)))
    assert turned.turned(store, Filter())["turned"] == []
    assert turned.turned(filled(praise(1, published=on(1)), anew(2)), Filter(confidence=0.95)) == {
        "all": 0,
        "turned": [],
    }


def test_the_turn_is_where_most_agrees() -> None:
    said = [Said(n, n, side, 0.8) for n, side in enumerate((1, 1, -1, 1, -1, -1, -1))]
    turn = turn_of(said)
    assert turn is not None
    assert (turn.last.number, turn.first.number) == (3, 4)
    assert (turn.before, turn.after) == (3, 3)
    assert turn_of([Said(1, 5, 1, 0.9), Said(2, 5, -1, 0.9)]) is None
    assert turn_of([]) is None


def test_the_surest_of_each_side_shows_a_turn() -> None:
    said = [
        Said(0, 0, 1, 0.9),
        Said(1, 1, 1, 0.9),
        Said(2, 2, -1, 0.95),
        Said(3, 3, 1, 0.7),
        Said(4, 4, -1, 0.7),
        Said(5, 5, -1, 0.8),
        Said(6, 6, -1, 0.8),
        Said(7, 7, 1, 0.95),
        Said(8, 8, -1, 0.7),
        Said(9, 9, -1, 0.7),
        Said(10, 10, -1, 0.7),
    ]
    turn = turn_of(said)
    assert turn is not None
    assert (turn.last.number, turn.first.number) == (3, 4)
    # What is on the wrong side of the turn does not count, however sure it is.
    assert (turn.surest_before.number, turn.surest_after.number) == (1, 5)


def test_what_grew_more_than_all_articles_is_rising() -> None:
    before = [praise(n, published=on(n)) for n in range(10)]
    now = [praise(n, published=on(n)) for n in range(10, 14)]
    blamed = [
        blame(n).replace(b"2026-01-05T09:00:00Z", on(n).replace("+00:00", "Z").encode())
        for n in range(14, 20)
    ]
    store = filled(*before, *now, *blamed)
    found = rising.rising(store, Filter(), 10)
    assert (found["since"], found["until"]) == ("2026-01-11", "2026-01-20")
    assert (found["articles"], found["before"]) == (10, 10)
    assert found["entities"] == []  # all three were in the articles before, too
    pairs = [(row["holder"]["id"], row["target"]["id"], row["articles"]) for row in found["pairs"]]
    assert sorted(pairs) == [("@author", LIND[0], 6), (LIND[0], PERU[0], 6)]


def test_unnamed_sources_do_not_rise_as_if_they_were_one() -> None:
    before = [
        blame(n).replace(b"2026-01-05T09:00:00Z", on(n).replace("+00:00", "Z").encode())
        for n in range(10)
    ]
    later = [praise(n, published=on(n)) for n in range(10, 16)]
    pairs = rising.rising(filled(*before, *later), Filter(), 10)["pairs"]
    assert (KOLB[0], PERU[0]) in [(row["holder"]["id"], row["target"]["id"]) for row in pairs]
    named = f'"kind":"entity","id":"{KOLB[0]}","name":"Anna Kolb"'.encode()
    assert named in later[0]
    unnamed = [one.replace(named, b'"kind":"unnamed","id":null,"name":null') for one in later]
    pairs = rising.rising(filled(*before, *unnamed), Filter(), 10)["pairs"]
    assert "@unnamed" not in [row["holder"]["id"] for row in pairs]


def test_where_nothing_was_before_nothing_is_rising() -> None:
    found = rising.rising(filled(praise(1), praise(2), praise(3)), Filter(), 30)
    assert (found["before"], found["entities"], found["pairs"]) == (0, [], [])
    assert rising.rising(filled(praise(1, published=None)), Filter())["since"] is None
    with pytest.raises(FilterError):
        rising.days("0")


def test_several_are_compared_and_some_looked_at_together() -> None:
    store = filled(praise(1, published=on(1)), praise(2, published=on(40)), blame(3))
    of = series.groups([KOLB[0], f"{KOLB[0]}|{LIND[0]}"])
    found = series.over_time(store, Filter(), of, "holder")
    assert found["all"][0] + sum(found["all"][1:]) == 3
    kolb, both = found["series"]
    assert (sum(kolb["articles"]), sum(kolb["favor"]), sum(kolb["against"])) == (2, 2, 0)
    # Omar Lind is named in all three.
    assert (sum(both["articles"]), sum(both["favor"]), sum(both["against"])) == (3, 2, 1)
    assert both["name"] == "Anna Kolb, Omar Lind"
    toward = series.over_time(store, parse(MultiDict({"holder": LIND[0]})), [(PERU[0],)], "target")
    assert sum(toward["series"][0]["against"]) == 1
    assert sum(toward["series"][0]["articles"]) == 3
    with pytest.raises(FilterError):
        series.groups([str(n) for n in range(7)])
