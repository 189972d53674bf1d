import hashlib
import os
from dataclasses import replace

from topics.catalogue import Catalogue
from topics.dead_letter import split_headers
from topics.limits import MAX_DETAIL_CHARS
from worker.dead_letters import MAX_KEPT_KEY_BYTES, Letter, dead_letter
from worker.limits import MAX_RECORD_BYTES
from worker.records import OriginalRecord

CATALOGUE = Catalogue()
ORIGINAL = OriginalRecord(
    "news.articles.v1", 3, 17, 1_767_603_600_000, b"k", b"\xff", (("h", None), ("h", b"2"))
)


def letter_of(original: OriginalRecord, detail: str = "too large") -> Letter:
    return dead_letter(
        original, "too_large", detail, catalogue=CATALOGUE, pipeline="stancewire 1 m"
    )


def test_everything_of_the_original_is_there() -> None:
    record = letter_of(ORIGINAL).record
    description, headers = split_headers(record.headers)
    assert letter_of(ORIGINAL).reason == description.reason == "too_large"
    assert (record.key, record.value, headers) == (b"k", b"\xff", list(ORIGINAL.headers))
    assert (description.topic, description.partition, description.offset) == (
        "news.articles.v1",
        3,
        17,
    )
    assert description.timestamp_ms == ORIGINAL.timestamp_ms


def test_a_large_value_that_compresses_is_kept() -> None:
    value = b"a" * (8 * 2**20)
    assert letter_of(replace(ORIGINAL, value=value)).record.value == value


def test_what_no_record_can_hold_leaves_its_size_and_its_digest() -> None:
    for value in (os.urandom(6 * 2**20), b"a" * (MAX_RECORD_BYTES + 1)):
        letter = letter_of(replace(ORIGINAL, value=value))
        record = letter.record
        description, headers = split_headers(record.headers)
        assert (record.key, record.value, headers) == (b"k", None, [])
        assert letter.reason == description.reason == "too_large_to_keep"
        assert f"{len(value)} bytes, SHA-256" in description.detail
        assert description.detail.startswith("too_large: too large")


def test_a_key_that_no_record_can_hold_leaves_its_beginning_its_size_and_its_digest() -> None:
    for key in (os.urandom(6 * 2**20), b"k" * (MAX_RECORD_BYTES + 1)):
        letter = letter_of(replace(ORIGINAL, key=key))
        description, _ = split_headers(letter.record.headers)
        assert letter.record.key == key[:MAX_KEPT_KEY_BYTES]
        assert letter.reason == "too_large_to_keep"
        assert f"the key had {len(key)} bytes, SHA-256" in description.detail


def test_a_long_detail_does_not_cut_off_the_digests() -> None:
    big = b"k" * (MAX_RECORD_BYTES + 1)
    letter = letter_of(replace(ORIGINAL, key=big, value=big), detail="long " * 200)
    description, _ = split_headers(letter.record.headers)
    assert len(description.detail) == MAX_DETAIL_CHARS
    assert description.detail.count(hashlib.sha256(big).hexdigest()) == 2
    assert description.detail.startswith("too_large: long long")
