"""Kafka records on their way in and out, and how large a record is."""

from dataclasses import dataclass
from functools import cached_property

from topics.trace_context import TraceContext, trace_context

# What Kafka adds to key, value and headers for the record and its batch.
_FRAMING_BYTES = 512
_HEADER_FRAMING_BYTES = 8


@dataclass(frozen=True)
class OriginalRecord:
    """A record as the broker delivered it; ``timestamp_ms`` is milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]

    @property
    def place(self) -> str:
        """Where the record is, for people to read: ``topic[partition]@offset``."""
        return f"{self.topic}[{self.partition}]@{self.offset}"

    @cached_property
    def trace(self) -> TraceContext | None:
        """The trace that the headers name, if any."""
        return trace_context(self.headers)

    @property
    def trace_headers(self) -> tuple[tuple[str, bytes], ...]:
        """The headers that pass the trace on; empty without a trace."""
        return tuple(self.trace.to_headers()) if self.trace else ()


@dataclass(frozen=True)
class OutgoingRecord:
    """A record to be sent."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]


def record_bytes(record: OutgoingRecord) -> int:
    """An upper bound on the record's size in bytes, uncompressed and in a batch of its own."""
    headers = sum(
        len(name.encode()) + len(value or b"") + _HEADER_FRAMING_BYTES
        for name, value in record.headers
    )
    return _FRAMING_BYTES + len(record.key or b"") + len(record.value or b"") + headers
