"""aiokafka's batches whose headers have names that are no UTF-8."""

import pytest
from aiokafka.consumer import fetcher
from aiokafka.record.memory_records import MemoryRecords

from tests.support.odd_headers import Name, batch_of, records_of
from worker.engine.header_names import ReadableRecords, read_any_header_name


@pytest.mark.parametrize("codec", range(5), ids=["none", "gzip", "snappy", "lz4", "zstd"])
def test_every_record_is_read_once_and_what_is_no_text_is_escaped(codec: int) -> None:
    usual: list[tuple[str, bytes | None]] = [("a", b"1"), ("é", None)]
    odd: list[tuple[str, bytes | None]] = [("b", b"\xff"), (Name("x"), b"2")]
    raw = batch_of(usual, odd, usual, [(Name("x"), None)], codec=codec)
    with pytest.raises(UnicodeDecodeError):
        records_of(MemoryRecords(raw))
    found = records_of(ReadableRecords(raw))
    assert [one[:4] for one in found] == [(n, 7, b"k", b"value " * n) for n in range(4)]
    assert [one[4] for one in found] == [
        usual,
        [("b", b"\xff"), ("caf\\xe9", b"2")],
        usual,
        [("caf\\xe9", None)],
    ]


def test_batches_of_usual_names_are_read_as_aiokafka_reads_them() -> None:
    raw = batch_of([], [("a", b"1")]) + batch_of([("b", b"2"), ("b", None)])
    assert records_of(ReadableRecords(raw)) == records_of(MemoryRecords(raw))
    assert ReadableRecords(raw).size_in_bytes() == len(raw)


def test_the_fetcher_uses_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "MemoryRecords", MemoryRecords)
    read_any_header_name()
    assert fetcher.MemoryRecords is ReadableRecords
