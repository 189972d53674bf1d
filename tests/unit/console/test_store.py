import pytest
from multidict import MultiDict

from console import articles, entities, network, rates
from console.filters import Filter, parse
from console.paging import PAGE, Page, page
from console.parameters import FilterError
from console.rows import UnreadableRecord, article_row
from console.store import Store
from tests.support.enriched import KOLB, LIND, PERU, blame, praise
from tests.support.filled_store import BASE_MS, anew, filled
from topics.events import Enriched
from topics.supersession import text_of_event


def ids(store: Store, **query: str) -> list[str]:
    found = articles.listed(store, parse(MultiDict(query)), Page(sort="arrived"))
    assert found["total"] == len(found["articles"])
    return [article["id"] for article in found["articles"]]


def test_the_newest_stand_first_whatever_was_read_first() -> None:
    store = Store()
    for n, at in ((1, 30), (2, 10), (3, 20)):
        store.add([article_row(praise(n), BASE_MS + at, f"t 0:{n}")])
    assert ids(store) == ["praise-1", "praise-3", "praise-2"]


def test_an_event_delivered_twice_is_held_once_and_does_not_move() -> None:
    store = filled(praise(1), praise(2))
    assert store.add([article_row(praise(1), BASE_MS + 99, "t 0:99")]) == 0
    assert ids(store) == ["praise-2", "praise-1"]


def test_an_article_published_anew_takes_its_own_place() -> None:
    store = filled(praise(1), praise(2))
    assert store.add([article_row(praise(1, title="Corrected"), BASE_MS + 99, "t 0:99")]) == 1
    assert ids(store) == ["praise-1", "praise-2"]
    assert ids(store, q="Corrected") == ["praise-1"]
    assert entities.found(store, "peru")[0]["articles"] == 2


def test_a_late_copy_of_what_was_corrected_changes_nothing() -> None:
    """A worker that was stopped for a while publishes it behind the correction."""
    store = filled(praise(1))
    first, other = [("ce_time", b"2026-01-05T09:00:00.000Z")], [("ce_time", b"2026-01-06T09:00Z")]
    old, new = praise(2), praise(2, title="Corrected")
    for n, (value, headers) in enumerate(((old, first), (new, other), (old, first))):
        store.add([article_row(value, BASE_MS + n, f"t 0:{n}", headers)])
    assert ids(store, q="Corrected") == ["praise-2"]
    # Sent again later, it is no copy: the article has its earlier text back.
    back = [("ce_time", b"2026-01-07T09:00:00.000Z")]
    assert store.add([article_row(old, BASE_MS + 9, "t 0:9", back)]) == 1
    assert ids(store, q="Corrected") == []
    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM replaced").fetchone() == (2,)


def test_what_was_replaced_goes_with_its_article() -> None:
    store = filled(praise(1), praise(2), keep=2)
    store.add([article_row(praise(1, title="Corrected"), BASE_MS + 5, "t 0:5")])
    for n in (3, 4):
        store.add([article_row(praise(n), BASE_MS + 10 + n, f"t 0:{n}")])
    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM replaced").fetchone() == (0,)


def test_it_knows_which_texts_are_enriched() -> None:
    store = filled(praise(1))
    text = text_of_event(Enriched.model_validate_json(praise(1)))
    assert articles.is_enriched(store, text)
    assert not articles.is_enriched(store, (text[0], "0" * 64))
    assert not articles.is_enriched(store, ("praise-2", text[1]))


def test_the_oldest_go_first_and_everything_of_them_goes() -> None:
    store = filled(blame(1), praise(2), praise(3), keep=2)
    assert ids(store) == ["praise-3", "praise-2"]
    assert store.articles == 2
    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM event").fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM stance").fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM mention").fetchone() == (6,)
    store.add([article_row(value, BASE_MS + 9, "t 0:9") for value in (blame(8), blame(9))])
    assert entities.found(store, "kolb") == []


def test_the_size_is_bounded_too() -> None:
    store = Store(keep=1000, keep_mib=1)
    body = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(150_000))  # hard to compress
    for n in range(8):
        value = praise(n).replace(b"on day", f"on day {body[n:]}".encode())
        value = value.replace(b'"sha256"', b'"x"').replace(b'"x"', b'"sha256"')
        store.add([article_row(value, BASE_MS + n, f"t 0:{n}")])
    assert 0 < store.articles < 8
    assert store.bytes <= 2**20 + 400_000
    assert ids(store)[0] == "praise-7"


def test_what_is_no_enriched_event_is_told_without_quoting_it() -> None:
    for value in (None, b"", b"{}", b"\xff", praise(1).replace(b"Anna", b"Secret", 1)[:-9]):
        with pytest.raises(UnreadableRecord, match="t 0:7 is not an enriched event") as told:
            article_row(value, BASE_MS, "t 0:7")
        assert "Secret" not in str(told.value)


@pytest.mark.parametrize("arrived", [-5, 0, 2**63])
def test_a_time_that_no_calendar_holds_does_no_harm(arrived: int) -> None:
    store = Store()
    store.add([article_row(praise(1), min(arrived, 2**62), "t 0:0")])
    assert ids(store) == ["praise-1"]


def test_filters_are_combined_and_a_stance_must_fit_in_one_piece() -> None:
    store = filled(praise(1), blame(2))
    assert ids(store, entity=PERU[0]) == ["blame-2", "praise-1"]
    assert ids(store, entity=KOLB[0]) == ["praise-1"]
    assert ids(store, holder=LIND[0], target=PERU[0], polarity="against") == ["blame-2"]
    assert ids(store, holder=LIND[0], polarity="favor") == []
    assert ids(store, holder="@author") == ["blame-2"]
    assert ids(store, target=LIND[0]) == ["blame-2"]
    assert ids(store, holder=LIND[0], target=LIND[0]) == []
    assert ids(store, topic="medtop:20000593") == ["praise-1"]
    assert ids(store, topic="medtop:20000000", entity=PERU[0]) == ["praise-1"]
    assert ids(store, outlet="The Daily", reporting="narration") == ["blame-2", "praise-1"]
    assert ids(store, outlet="Elsewhere") == []
    assert ids(store, reporting="quote") == []
    assert ids(store, confidence="0.9") == ["blame-2", "praise-1"]
    assert ids(store, confidence="0.91") == []
    assert ids(store, q="peru lind") == ["blame-2", "praise-1"]
    assert ids(store, q="PERU -praised") == ["blame-2"]
    assert ids(store, q="-praised") == ["blame-2"]
    assert ids(store, q='"praised Peru"') == ["praise-1"]
    assert ids(store, q='"Peru praised"') == []
    assert ids(store, q="disgr*") == ["blame-2"]
    assert ids(store, q="disgr") == []
    assert ids(store, since="2026-01-05", until="2026-01-05") == ["blame-2", "praise-1"]
    assert ids(store, since="2026-01-06") == []


def test_what_is_left_out_is_not_there() -> None:
    store = filled(praise(1), blame(2))
    assert ids(store, **{"not": f"entity:{KOLB[0]}"}) == ["blame-2"]
    assert ids(store, **{"not": f"entity:{PERU[0]}"}) == []
    assert ids(store, **{"not": "entity:nobody"}) == ["blame-2", "praise-1"]
    assert ids(store, **{"not": "topic:medtop:20000000"}) == ["blame-2"]
    assert ids(store, **{"not": "outlet:The Daily"}) == []
    assert ids(store, **{"not": "outlet:Elsewhere"}) == ["blame-2", "praise-1"]
    # One and the same stance: the article also blames Omar Lind, in its own voice.
    assert ids(store, **{"not": f"holder:{LIND[0]}"}) == ["blame-2", "praise-1"]
    assert ids(store, **{"not": f"holder:{LIND[0]}"}, target=PERU[0]) == ["praise-1"]
    assert ids(store, **{"not": "holder:@author"}, target=LIND[0]) == []
    assert ids(store, **{"not": f"target:{PERU[0]}"}) == ["blame-2"]
    wanted = parse(MultiDict([("not", f"holder:{LIND[0]}"), ("not", "holder:@author")]))
    assert articles.listed(store, wanted, Page())["total"] == 1
    assert articles.names(store, wanted)[LIND[0]] == "Omar Lind"


def test_the_stance_that_was_asked_for_is_shown_first() -> None:
    store = filled(blame(1))
    left_out = Filter(not_parties=(("holder", LIND[0]),))
    found = articles.listed(store, left_out, Page())
    assert found["articles"][0]["stances"][0]["holder"]["id"] == "@author"
    found = articles.listed(store, Filter(targets=(LIND[0],)), Page())
    assert found["articles"][0]["stances"][0]["holder"]["id"] == "@author"


def test_pages_follow_on_each_other() -> None:
    store = filled(*(praise(n) for n in range(7)))
    for sort in ("published", "arrived"):
        first = articles.listed(store, Filter(), Page(4, sort=sort))
        asked = MultiDict({"limit": "4", "after": str(first["next"])})
        rest = articles.listed(store, Filter(), page(asked, sort))
        assert rest["next"] is None
        assert first["total"] == rest["total"] == 7
        assert len({entry["id"] for entry in first["articles"] + rest["articles"]}) == 7
    assert {one.name for one in PAGE} == {"limit", "after"}


@pytest.mark.parametrize(
    "query",
    [
        {"polarity": "for"},
        {"topic": "politics"},
        {"since": "yesterday"},
        {"holder": "x" * 600},
        {"entity": "'; DROP TABLE article; --" * 40},
        {"q": "%"},
        {"q": "x" * 301},
        {"polarty": "against"},
        {"confidence": "1.5"},
        {"confidence": "nan"},
        {"reporting": "rumour"},
        {"copies": "none"},
        {"not": "The Daily"},
        {"not": "polarity:against"},
        {"not": "outlet:"},
        {"since": "2026-02-01", "until": "2026-01-01"},
    ],
)
def test_a_filter_that_cannot_be_used_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(FilterError):
        parse(MultiDict(query))


def test_an_entitys_page_says_who_is_for_and_against_it() -> None:
    found = entities.page(filled(praise(1), praise(2), blame(3)), Filter(), PERU[0])
    assert found is not None
    assert (found["articles"], found["favor"], found["against"]) == (3, 2, 1)
    sides = {row["id"]: (row["favor"], row["against"]) for row in found["of_it"]["parties"]}
    assert sides == {KOLB[0]: (2, 0), LIND[0]: (0, 1)}
    assert (found["of_it"]["favor"], found["of_it"]["against"]) == (1, 1)
    quote = found["of_it"]["parties"][0]["quotes"][0]
    assert quote["words"] == "Anna Kolb praised Peru"
    assert quote["article"]["outlet"] == "The Daily"
    assert quote["article"]["published"] == "2026-01-05T09:00:00Z"
    assert found["of_others"]["parties"] == []


def test_an_entitys_page_keeps_to_the_filter() -> None:
    store = filled(praise(1), praise(2, published="2026-02-05T09:00:00Z"), blame(3))
    found = entities.page(store, parse(MultiDict({"since": "2026-02-01"})), PERU[0])
    assert found is not None
    assert (found["articles"], found["favor"], found["against"]) == (1, 1, 0)
    assert [row["id"] for row in found["of_it"]["parties"]] == [KOLB[0]]
    found = entities.page(store, Filter(confidence=0.95), PERU[0])
    assert found is not None
    assert (found["articles"], found["favor"]) == (3, 0)


def test_each_side_has_words_that_show_it_however_many_the_other_has() -> None:
    kolb = (praise(1), *(anew(n) for n in range(2, 8)))
    found = entities.page(filled(*kolb), Filter(), PERU[0])
    assert found is not None
    quotes = found["of_it"]["parties"][0]["quotes"]
    assert [quote["polarity"] for quote in quotes] == ["favor", "against", "against"]


def test_an_entitys_bars_hold_every_article() -> None:
    found = entities.page(filled(praise(1), praise(2), blame(3)), Filter(), PERU[0])
    assert found is not None
    assert sum(found["over_time"]["series"][0]["articles"]) == 3


def test_articles_without_a_date_are_told_or_shown_by_arrival() -> None:
    store = filled(praise(1, published=None), praise(2))
    found = entities.page(store, Filter(), PERU[0])
    assert found is not None
    assert (found["over_time"]["basis"], found["over_time"]["undated"]) == ("published", 1)
    assert (found["articles"], found["favor"], found["against"]) == (2, 2, 0)
    store = filled(praise(1, published=None))
    found = entities.page(store, Filter(), PERU[0])
    assert found is not None
    assert (found["over_time"]["basis"], len(found["over_time"]["periods"])) == ("arrived", 1)
    assert entities.page(store, Filter(), "nobody") is None


def test_the_network_has_ties_between_entities_counted_in_articles() -> None:
    found = network.network(filled(praise(1), praise(2), blame(3)), Filter())
    assert found["ties"] == [
        {"holder": KOLB[0], "target": PERU[0], "favor": 2, "against": 0},
        {"holder": LIND[0], "target": PERU[0], "favor": 0, "against": 1},
    ]
    only = network.network(filled(praise(1), blame(3)), Filter(entities=(KOLB[0],)))
    assert {node["id"] for node in only["nodes"]} == {KOLB[0], PERU[0]}
    around = network.network(filled(praise(1), blame(3)), Filter(), LIND[0])
    assert {node["id"] for node in around["nodes"]} == {LIND[0], PERU[0]}


def test_the_rate_counts_by_minute() -> None:
    store = filled(praise(1), praise(2))
    now = rates.per_minute(store, BASE_MS + 5)
    assert (now["counts"][-1], now["last_hour"], now["last_5"]) == (2, 2, 2)
    assert rates.per_minute(store, BASE_MS + 3_700_000)["last_hour"] == 0
