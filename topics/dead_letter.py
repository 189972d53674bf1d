"""How a dead letter is described: headers behind the original ones, both ways.

The value, the key and the original headers are untouched. The description is always the last block
of headers, so a record that already carried such headers (one sent again) keeps its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from topics.envelope import rfc3339, time_of

Reason = Literal[
    "null_value",
    "too_large",
    "too_large_to_keep",
    "not_utf8",
    "invalid_json",
    "too_deep",
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
REASONS: tuple[str, ...] = get_args(Reason)

REDRIVE_COUNT_HEADER = "stancewire-redrive-count"
_PREFIX = "stancewire-dead-letter-"
_FIELDS = (
    "reason",
    "detail",
    "topic",
    "partition",
    "offset",
    "timestamp",
    "pipeline",
    "time",
)
MAX_DETAIL_CHARS = 500

RawHeaders = Sequence[tuple[str, bytes | None]]


class DeadLetterError(ValueError):
    """The record does not carry a dead letter's headers."""


@dataclass(frozen=True)
class DeadLetter:
    """Why a record could not be enriched, and where it stood.

    ``timestamp_ms`` is the original record's; ``time`` is when it was dead-lettered, the one thing
    here that differs when a letter is written twice.
    """

    reason: Reason
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
            (_PREFIX + name, value.encode(errors="backslashreplace"))
            for name, value in zip(_FIELDS, values, strict=True)
        ]
        return [*original, *ours]


def split_headers(headers: RawHeaders) -> tuple[DeadLetter, list[tuple[str, bytes | None]]]:
    """The description and the original headers. Raises DeadLetterError when there is none."""
    ours = list(headers[-len(_FIELDS) :])
    if [name for name, _ in ours] != [_PREFIX + name for name in _FIELDS]:
        raise DeadLetterError("the record's last headers do not describe a dead letter")
    text = [(value or b"").decode(errors="replace") for _, value in ours]
    reason, detail, topic, partition, offset, timestamp, pipeline, time = text
    if reason not in REASONS:
        raise DeadLetterError(f"unknown reason {reason!r}")
    try:
        letter = DeadLetter(
            reason=reason,  # type: ignore[arg-type]  # membership was just checked
            detail=detail,
            topic=topic,
            partition=int(partition),
            offset=int(offset),
            timestamp_ms=round(_moment(timestamp).timestamp() * 1000),
            pipeline=pipeline,
            time=_moment(time),
        )
    except (ValueError, OverflowError) as error:
        raise DeadLetterError(f"a header of the dead letter does not parse: {error}") from error
    return letter, list(headers[: -len(_FIELDS)])


def _moment(text: str) -> datetime:
    """The time in UTC. Raises OverflowError where its UTC lies beyond what a calendar can hold."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def redrive_count(original: RawHeaders) -> int:
    """How often the record was sent again; 0 when it never was or the header does not parse."""
    for name, value in reversed(original):
        if name == REDRIVE_COUNT_HEADER:
            try:
                return max(0, int(value or b"0"))
            except ValueError:
                return 0
    return 0
