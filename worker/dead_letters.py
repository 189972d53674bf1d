"""Turns a record that could not be enriched into the dead letter that is published for it."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetter, Reason
from topics.limits import MAX_DETAIL_CHARS
from worker.limits import MAX_RECORD_BYTES
from worker.records import OriginalRecord, OutgoingRecord, record_bytes

_COMPRESSION_MARGIN_BYTES = 4096

MAX_KEPT_KEY_BYTES: Final = 1024
"""As long as the longest id of an article, whose characters have up to four bytes."""


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
    no value, no headers but the trace's, and only the beginning of a long key; its reason becomes
    ``too_large_to_keep``, and the detail gives the original reason, and size and digest of value
    and key.
    """
    record = _record(original, reason, detail, catalogue=catalogue, pipeline=pipeline)
    if _can_be_sent(record, catalogue.dead_letters.max_message_bytes):
        return Letter(reason, record)
    missing = [_digested("value", original.value or b"")]
    key = original.key
    if key is not None and len(key) > MAX_KEPT_KEY_BYTES:
        missing.append(_digested("key", key))
        key = key[:MAX_KEPT_KEY_BYTES]
    emptied = replace(original, key=key, value=None, headers=original.trace_headers)
    sizes = "; ".join(["", *missing])
    detail = f"{reason}: {detail}"[: MAX_DETAIL_CHARS - len(sizes)] + sizes
    reason = "too_large_to_keep"
    return Letter(reason, _record(emptied, reason, detail, catalogue=catalogue, pipeline=pipeline))


def _digested(name: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"the {name} had {len(content)} bytes, SHA-256 {digest}"


def _can_be_sent(record: OutgoingRecord, topic_limit: int) -> bool:
    size = record_bytes(record)
    if size <= topic_limit:
        return True
    if size > MAX_RECORD_BYTES:
        return False
    headers = b"".join(name.encode() + (value or b"") for name, value in record.headers)
    # The producer compresses with gzip too, and the topic's limit applies to the result.
    packed = gzip.compress((record.key or b"") + (record.value or b"") + headers)
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
