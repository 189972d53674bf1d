import random

from console import articles, copies, stances
from console.filters import Filter
from console.paging import Page
from console.rows import article_row
from console.store import Store
from tests.support.enriched import KOLB, PERU, praise
from tests.support.filled_store import BASE_MS

ONE = random.Random(1).randbytes(128)
OTHER = random.Random(2).randbytes(128)


def changed(fingerprint: bytes, bytes_: int) -> str:
    """The fingerprint of nearly the same story: so many bytes are others."""
    made = bytearray(fingerprint)
    for at in range(0, 2 * bytes_, 2):
        made[at % 128 + at // 128] ^= 0xFF
    return made.hex()


def told(*fingerprints: str | None, **options: int) -> Store:
    """Anna Kolb praises Peru in one article for each, in outlets A, B, C, …"""
    store = Store(**options)
    for number, fingerprint in enumerate(fingerprints):
        value = praise(number, fingerprint=fingerprint).replace(
            b'"The Daily"', f'"Outlet {chr(65 + number)}"'.encode()
        )
        store.add([article_row(value, BASE_MS + number, f"t 0:{number}")])
    return store


def test_copies_are_one_row_with_their_outlets() -> None:
    store = told(ONE.hex(), changed(ONE, 30), OTHER.hex(), None, None)
    found = articles.listed(store, Filter(), Page(sort="arrived"))
    assert (found["total"], found["copies"]) == (4, 1)
    row = next(row for row in found["articles"] if row["copies"])
    assert row["outlet"] == "Outlet A"
    assert [copy["outlet"] for copy in row["copies"]] == ["Outlet B"]
    each = articles.listed(store, Filter(each=True), Page())
    assert (each["total"], each["copies"]) == (5, 0)
    assert all(row["copies"] == [] for row in each["articles"])
    whole = articles.whole(store, "praise-1")
    assert whole is not None
    assert [copy["id"] for copy in whole[0]["copies"]] == ["praise-0"]


def test_a_copy_counts_for_its_own_outlet() -> None:
    store = told(ONE.hex(), changed(ONE, 30))
    found = articles.listed(store, Filter(outlets=("Outlet B",)), Page())
    assert [row["id"] for row in found["articles"]] == ["praise-1"]
    assert [copy["outlet"] for copy in found["articles"][0]["copies"]] == ["Outlet A"]


def test_the_same_stance_in_copies_is_one_quote() -> None:
    store = told(ONE.hex(), changed(ONE, 30), OTHER.hex())
    wanted = Filter(holders=(KOLB[0],), targets=(PERU[0],))
    found = stances.listed(store, wanted, Page())
    assert (found["total"], found["favor"]) == (2, 2)
    assert [one["copies"] for one in found["stances"]] == [[], ["Outlet B"]]
    assert stances.listed(store, Filter(each=True), Page())["total"] == 3


def test_stories_that_share_little_are_two() -> None:
    assert articles.listed(told(ONE.hex(), changed(ONE, 100)), Filter(), Page())["total"] == 2
    assert articles.listed(told(ONE.hex(), changed(ONE, 60)), Filter(), Page())["total"] == 1


def test_what_is_dropped_is_forgotten() -> None:
    store = told(ONE.hex(), OTHER.hex(), changed(ONE, 10), keep=2)
    assert articles.listed(store, Filter(), Page())["total"] == 2
    store.add([article_row(praise(9, fingerprint=None), BASE_MS + 99, "t 0:9")])
    with store.reading() as db:
        assert db.execute("SELECT count(*) FROM band").fetchone() == (64,)
        # The index of words agrees with the texts that are left.
        db.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")


def test_bands_say_place_and_value() -> None:
    assert copies.bands(b"\x00\x01\x00\x01") == [1, (2 << 16) + 1]
