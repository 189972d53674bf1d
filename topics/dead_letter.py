"""How headers describe a dead letter: writing and reading them.

Value, key and original headers stay untouched. The description is always the last block of headers,
so a record that already has such headers, because it was sent again, keeps its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from topics.envelope import rfc3339, time_of
from topics.limits import MAX_DETAIL_CHARS

Reason = Literal[
    "null_value",
    "too_large",
    "too_large_to_keep",
    "not_utf8",
    "invalid_json",
    "too_deep",
    "too_many_values",
    "not_an_object",
    "non_finite_number",
    "duplicate_key",
    "lone_surrogate",
    "control_character",
    "invalid_field",
    "empty_body",
    "missing_key",
    "key_mismatch",
    "enriched_too_large",
    "pipeline_crashed",
    "pipeline_timeout",
    "pipeline_failed",
]
MEANINGS: Mapping[Reason, str] = MappingProxyType(
    {
        "null_value": "The record has no value.",
        "too_large": "The value is larger than an article may be.",
        "too_large_to_keep": "Too large to keep: the letter has no value, no headers but the "
        "trace's, and only the beginning of a long key; its detail gives the first reason, and "
        "size and SHA-256 of value and key.",
        "not_utf8": "The value is not UTF-8.",
        "invalid_json": "The value is not JSON.",
        "too_deep": "The JSON is nested too deeply.",
        "too_many_values": "The JSON has more values than any article.",
        "not_an_object": "The JSON is not an object.",
        "non_finite_number": "A number is NaN or infinite.",
        "duplicate_key": "A key occurs twice in one object.",
        "lone_surrogate": "A text contains half a surrogate pair.",
        "control_character": "A text contains a control character other than tab and line end.",
        "invalid_field": "A field is missing or violates the schema; the detail names it.",
        "empty_body": "The body is empty or blank.",
        "missing_key": "The record has no key.",
        "key_mismatch": "The record's key is not the article's id.",
        "enriched_too_large": "The enriched event is too large for its topic.",
        "pipeline_crashed": "The process that enriched the article died, twice.",
        "pipeline_timeout": "Enriching the article took too long, twice.",
        "pipeline_failed": "Enriching the article raised an error.",
    }
)
REASONS: tuple[str, ...] = tuple(MEANINGS)
# Loose on purpose: a later minor version may add reasons.
REASON_PATTERN = r"^[a-z][a-z0-9_]*$"

REDRIVE_COUNT_HEADER = "stancewire-redrive-count"
HEADER_PREFIX = "stancewire-dead-letter-"
FIELDS = (
    "reason",
    "detail",
    "topic",
    "partition",
    "offset",
    "timestamp",
    "pipeline",
    "time",
)

RawHeaders = Sequence[tuple[str, bytes | None]]


class DeadLetterError(ValueError):
    """The record does not carry a dead letter's headers."""


@dataclass(frozen=True)
class DeadLetter:
    """Why a record could not be enriched, and where it was.

    ``timestamp_ms`` is the original record's; ``time`` is when it was dead-lettered, the only field
    that differs when a letter is written twice. ``reason`` is one of ``REASONS``, or one that a
    later version added.
    """

    reason: str
    detail: str
    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    pipeline: str
    time: datetime

    def to_headers(self, original: RawHeaders) -> list[tuple[str, bytes | None]]:
        """The original headers, in their order, and then the description."""
        values = (
            self.reason,
            self.detail[:MAX_DETAIL_CHARS],
            self.topic,
            str(self.partition),
            str(self.offset),
            rfc3339(time_of(self.timestamp_ms)),
            self.pipeline,
            rfc3339(self.time),
        )
        ours = [
            (HEADER_PREFIX + name, value.encode(errors="backslashreplace"))
            for name, value in zip(FIELDS, values, strict=True)
        ]
        return [*original, *ours]


def split_headers(headers: RawHeaders) -> tuple[DeadLetter, list[tuple[str, bytes | None]]]:
    """The description and the original headers. Raises DeadLetterError if there is none."""
    ours = list(headers[-len(FIELDS) :])
    if [name for name, _ in ours] != [HEADER_PREFIX + name for name in FIELDS]:
        raise DeadLetterError("the record's last headers do not describe a dead letter")
    text = [(value or b"").decode(errors="replace") for _, value in ours]
    reason, detail, topic, partition, offset, timestamp, pipeline, time = text
    if not re.fullmatch(REASON_PATTERN, reason):
        raise DeadLetterError(f"{reason!r} is not a valid reason")
    try:
        letter = DeadLetter(
            reason=reason,
            detail=detail,
            topic=topic,
            partition=int(partition),
            offset=int(offset),
            timestamp_ms=round(_moment(timestamp).timestamp() * 1000),
            pipeline=pipeline,
            time=_moment(time),
        )
    except (ValueError, OverflowError) as error:
        raise DeadLetterError(f"a header of the dead letter cannot be parsed: {error}") from error
    return letter, list(headers[: -len(FIELDS)])


def _moment(text: str) -> datetime:
    """The time in UTC. Raises OverflowError if that is outside the calendar's years."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def redrive_count(original: RawHeaders) -> int:
    """How often the record was sent again; 0 if never, or if the header cannot be parsed."""
    for name, value in reversed(original):
        if name == REDRIVE_COUNT_HEADER:
            try:
                return max(0, int(value or b"0"))
            except ValueError:
                return 0
    return 0
