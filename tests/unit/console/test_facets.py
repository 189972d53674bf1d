from multidict import MultiDict

from console import counts, facets
from console.filters import Filter, parse
from console.store import Store
from tests.support.enriched import KOLB, LIND, PERU, blame, praise
from tests.support.filled_store import filled


def by_id(store: Store, facet: str, **query: str) -> dict[str, int]:
    found = facets.facets(store, parse(MultiDict(query)))
    return {row["id"]: row["articles"] for row in found[facet]}


def test_each_value_has_the_number_of_its_articles() -> None:
    store = filled(praise(1), praise(2), blame(3))
    assert by_id(store, "entity")[PERU[0]] == 3
    assert by_id(store, "holder") == {KOLB[0]: 2, LIND[0]: 1, "@author": 1}
    assert by_id(store, "outlet") == {"The Daily": 3}
    assert by_id(store, "polarity") == {"favor": 2, "against": 1}
    assert by_id(store, "confidence") == {"0.5": 3, "0.6": 3, "0.7": 3, "0.8": 3, "0.9": 3}
    found = facets.facets(store, Filter())
    assert {row["id"]: row["name"] for row in found["topic"]} == {
        "medtop:20000593": "topic 93",
        "medtop:20000000": "the top",
    }
    assert found["last_day"] == "2026-01-05"


def test_a_facet_of_stances_counts_only_the_stances_that_are_asked_for() -> None:
    store = filled(praise(1), praise(2), blame(3))
    # Omar Lind blames Peru, and the article blames Omar Lind: only the first is toward Peru.
    assert by_id(store, "holder", target=PERU[0]) == {KOLB[0]: 2, LIND[0]: 1}
    assert by_id(store, "polarity", target=PERU[0], holder=LIND[0]) == {"against": 1}


def test_another_value_can_be_chosen_in_place_of_the_one_that_is() -> None:
    store = filled(praise(1), praise(2), blame(3))
    assert by_id(store, "polarity", polarity="favor") == {"favor": 2, "against": 1}
    assert by_id(store, "holder", holder=LIND[0], target=PERU[0]) == {KOLB[0]: 2, LIND[0]: 1}
    assert by_id(store, "outlet", outlet="Nowhere") == {"The Daily": 3}


def test_what_is_left_out_is_in_no_facet() -> None:
    store = filled(praise(1), praise(2), blame(3))
    left_out = {"not": f"holder:{KOLB[0]}"}
    assert by_id(store, "holder", **left_out) == {LIND[0]: 1, "@author": 1}
    assert by_id(store, "polarity", **left_out) == {"against": 1}
    assert by_id(store, "outlet", **{"not": "outlet:The Daily"}) == {}


def test_counts_by_holder_and_month() -> None:
    store = filled(praise(1), praise(2, published="2026-02-05T09:00:00Z"), blame(3))
    rows = counts.counts(store, Filter(targets=(PERU[0],)), "holder")["rows"]
    assert [(row["id"], row["favor"], row["against"]) for row in rows] == [
        (KOLB[0], 2, 0),
        (LIND[0], 0, 1),
    ]
    rows = counts.counts(store, Filter(), "month")["rows"]
    assert [(row["id"], row["articles"], row["favor"], row["against"]) for row in rows] == [
        ("2026-01", 2, 1, 1),
        ("2026-02", 1, 1, 0),
    ]
    topics = counts.counts(store, Filter(), "topic")["rows"]
    assert {row["id"]: row["articles"] for row in topics} == {
        "medtop:20000593": 2,
        "medtop:20000000": 2,
    }


def test_few_articles_count_for_less_than_many() -> None:
    assert counts.at_least(1, 0) < counts.at_least(40, 10)
    assert counts.at_least(0, 0) == 0
    store = Store()
    assert counts.counts(store, Filter(), "outlet", "hardest")["rows"] == []
