"""Records whose headers have names that are no UTF-8, as a producer in C may send them."""

from typing import Any

from kafka.record.default_records import DefaultRecordBatchBuilder

ODD = b"caf\xe9"


class Name(str):
    """A header's name that is sent as ``ODD``, whatever it says."""

    __slots__ = ()

    def encode(self, *_: object) -> bytes:
        return ODD


def batch_of(*headers: list[tuple[str, bytes | None]], codec: int = 0) -> bytes:
    """A batch with a record for each list of headers."""
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 100_000)
    for number, one in enumerate(headers):
        assert builder.append(number, 7, b"k", b"value " * number, one) is not None
    return bytes(builder.build())


def records_of(batches: Any) -> list[tuple[int, int, bytes, bytes, list[Any]]]:
    """Offset, time, key, value and headers of each record."""
    found = []
    while batches.has_next():
        batch = batches.next_batch()
        assert batch.validate_crc()
        found += [
            (one.offset, one.timestamp, one.key, one.value, list(one.headers)) for one in batch
        ]
    assert batches.next_batch() is None
    return found
