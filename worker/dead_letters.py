"""Turns a record that could not be enriched into the dead letter that is published for it."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetter, Reason
from worker.limits import MAX_RECORD_BYTES
from worker.records import OriginalRecord, OutgoingRecord, record_bytes

_COMPRESSION_MARGIN_BYTES = 4096


@dataclass(frozen=True)
class Letter:
    """A dead letter ready to be sent, and the reason that its headers give."""

    reason: Reason
    record: OutgoingRecord


def dead_letter(
    original: OriginalRecord,
    reason: Reason,
    detail: str,
    *,
    catalogue: Catalogue,
    pipeline: str,
) -> Letter:
    """The dead letter: key, value and headers unchanged, followed by headers that describe it.

    A record that arrived well compressed can be larger than any record we can send. Its letter has
    no value and no headers but the trace's; its reason becomes ``too_large_to_keep``, and the
    detail gives the original reason, the size and a digest.
    """
    record = _record(original, reason, detail, catalogue=catalogue, pipeline=pipeline)
    if _can_be_sent(record, catalogue.dead_letters.max_message_bytes):
        return Letter(reason, record)
    digest = hashlib.sha256(original.value or b"").hexdigest()
    emptied = replace(original, value=None, headers=original.trace_headers)
    detail = (
        f"{reason}: {detail}; the value had {len(original.value or b'')} bytes, SHA-256 {digest}"
    )
    reason = "too_large_to_keep"
    return Letter(reason, _record(emptied, reason, detail, catalogue=catalogue, pipeline=pipeline))


def _can_be_sent(record: OutgoingRecord, topic_limit: int) -> bool:
    size = record_bytes(record)
    if size <= topic_limit:
        return True
    if size > MAX_RECORD_BYTES:
        return False
    headers = b"".join(name.encode() + (value or b"") for name, value in record.headers)
    # The producer compresses with gzip too, and the topic's limit applies to the result.
    packed = gzip.compress((record.value or b"") + headers)
    return len(packed) + _COMPRESSION_MARGIN_BYTES <= topic_limit


def _record(
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
