"""kafka-python's batches whose headers have names that are no UTF-8."""

import pytest
from kafka.consumer import fetcher
from kafka.errors import CorruptRecordError
from kafka.record.memory_records import MemoryRecords

from tests.support.odd_headers import Name, batch_of, records_of
from topics.cluster import header_names


@pytest.mark.parametrize("codec", range(5), ids=["none", "gzip", "snappy", "lz4", "zstd"])
def test_every_record_is_read_once_and_what_is_no_text_is_escaped(codec: int) -> None:
    usual: list[tuple[str, bytes | None]] = [("a", b"1"), ("é", None)]
    raw = batch_of(usual, [(Name("x"), b"2")], usual, codec=codec)
    with pytest.raises(CorruptRecordError, match="UnicodeDecodeError"):
        records_of(MemoryRecords(raw))
    found = records_of(header_names._ReadableRecords(raw))
    assert [one[:4] for one in found] == [(n, 7, b"k", b"value " * n) for n in range(3)]
    assert [one[4] for one in found] == [usual, [("caf\\xe9", b"2")], usual]


def test_another_error_is_not_hidden() -> None:
    raw = bytearray(batch_of([("a", b"1")]))
    raw[-2] = 0x08  # the length of the header's value
    batch = header_names._ReadableRecords(bytes(raw)).next_batch()
    with pytest.raises(CorruptRecordError):
        list(batch)


def test_the_fetcher_uses_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "MemoryRecords", MemoryRecords)
    header_names.read_any_header_name()
    assert fetcher.MemoryRecords is header_names._ReadableRecords
