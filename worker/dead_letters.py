"""A record that could not be enriched, to the dead letter that is published for it."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetter, Reason
from topics.trace_context import TraceContext, trace_context
from worker.events import MAX_RECORD_BYTES, OutgoingRecord, record_bytes

_COMPRESSION_MARGIN_BYTES = 4096


@dataclass(frozen=True)
class OriginalRecord:
    """A record as the broker delivered it; ``timestamp_ms`` since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return f"{self.topic}[{self.partition}]@{self.offset}"

    @cached_property
    def trace(self) -> TraceContext | None:
        """The trace that it belongs to, where its headers say so."""
        return trace_context(self.headers)

    @property
    def trace_headers(self) -> tuple[tuple[str, bytes], ...]:
        """What passes the trace on; empty where there is none."""
        return tuple(self.trace.to_headers()) if self.trace else ()


def dead_letter_record(
    original: OriginalRecord,
    reason: Reason,
    detail: str,
    *,
    catalogue: Catalogue,
    pipeline: str,
) -> OutgoingRecord:
    """The dead letter: key, value and headers untouched, the description behind the headers.

    What arrived well compressed can be larger than any record we can send. Its letter has neither
    value nor headers but the trace's; the reason ``too_large_to_keep`` and the detail say what they
    were.
    """
    record = _letter(original, reason, detail, catalogue=catalogue, pipeline=pipeline)
    if _can_be_sent(record, catalogue.dead_letters.max_message_bytes):
        return record
    digest = hashlib.sha256(original.value or b"").hexdigest()
    emptied = replace(original, value=None, headers=original.trace_headers)
    detail = (
        f"{reason}: {detail}; the value had {len(original.value or b'')} bytes, SHA-256 {digest}"
    )
    return _letter(emptied, "too_large_to_keep", detail, catalogue=catalogue, pipeline=pipeline)


def _can_be_sent(record: OutgoingRecord, topic_limit: int) -> bool:
    size = record_bytes(record)
    if size <= topic_limit:
        return True
    if size > MAX_RECORD_BYTES:
        return False
    headers = b"".join(name.encode() + (value or b"") for name, value in record.headers)
    # The producer compresses a record so, and the topic's limit is on what comes of it.
    packed = gzip.compress((record.value or b"") + headers)
    return len(packed) + _COMPRESSION_MARGIN_BYTES <= topic_limit


def _letter(
    original: OriginalRecord,
    reason: Reason,
    detail: str,
    *,
    catalogue: Catalogue,
    pipeline: str,
) -> OutgoingRecord:
    letter = DeadLetter(
        reason=reason,
        detail=detail,
        topic=original.topic,
        partition=original.partition,
        offset=original.offset,
        timestamp_ms=original.timestamp_ms,
        pipeline=pipeline,
        time=datetime.now(UTC),
    )
    return OutgoingRecord(
        topic=catalogue.dead_letters.name,
        key=original.key,
        value=original.value,
        headers=letter.to_headers(original.headers),
    )
