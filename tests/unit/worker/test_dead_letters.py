import os
from dataclasses import replace

from topics.catalogue import Catalogue
from topics.dead_letter import split_headers
from worker.dead_letters import Letter, dead_letter
from worker.limits import MAX_RECORD_BYTES
from worker.records import OriginalRecord

CATALOGUE = Catalogue()
ORIGINAL = OriginalRecord(
    "news.articles.v1", 3, 17, 1_767_603_600_000, b"k", b"\xff", (("h", None), ("h", b"2"))
)


def letter_of(original: OriginalRecord) -> Letter:
    return dead_letter(
        original, "too_large", "too large", catalogue=CATALOGUE, pipeline="stancewire 1 m"
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
