"""CloudEvents 1.0 attributes as Kafka headers (binary content mode), both ways.

Source: CloudEvents, Kafka Protocol Binding, version 1.0.2, section 3.2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Headers = Sequence[tuple[str, bytes]]

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = int((datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)


class EnvelopeError(ValueError):
    """The headers are no valid CloudEvent; the text says which attribute is missing or wrong."""


@dataclass(frozen=True)
class Envelope:
    """The attributes of one event. ``time`` is when the article's record was written.

    ``cpu`` is the kind of CPU that read the article, an extension of ours.
    """

    id: str
    type: str
    source: str
    time: datetime
    subject: str | None = None
    content_type: str = CONTENT_TYPE
    cpu: str | None = None


def time_of(timestamp_ms: int) -> datetime:
    """The moment of a Kafka record timestamp in milliseconds, in UTC, exact.

    A producer may write any number there; one beyond the calendar becomes its first or last moment.
    """
    return _EPOCH + timedelta(milliseconds=min(max(timestamp_ms, 0), _LAST_MS))


def rfc3339(moment: datetime) -> str:
    """The moment in UTC, to the millisecond, as ``2026-01-05T09:00:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_headers(envelope: Envelope) -> list[tuple[str, bytes]]:
    """The Kafka headers of an event."""
    pairs = [
        ("ce_specversion", SPEC_VERSION),
        ("ce_id", envelope.id),
        ("ce_type", envelope.type),
        ("ce_source", envelope.source),
        ("ce_time", rfc3339(envelope.time)),
        ("content-type", envelope.content_type),
    ]
    if envelope.subject is not None:
        pairs.append(("ce_subject", envelope.subject))
    if envelope.cpu is not None:
        pairs.append(("ce_cpu", envelope.cpu))
    return [(name, value.encode()) for name, value in pairs]


def from_headers(headers: Iterable[tuple[str, bytes | None]]) -> Envelope:
    """The attributes in a record's headers. Raises EnvelopeError if one is missing or wrong."""
    found: dict[str, str] = {}
    for name, value in headers:
        if value is not None and (name.startswith("ce_") or name == "content-type"):
            try:
                found[name] = value.decode()
            except UnicodeDecodeError as error:
                raise EnvelopeError(f"header {name} is not UTF-8") from error
    for name in ("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time"):
        if not found.get(name):
            raise EnvelopeError(f"header {name} is missing: this is not a CloudEvent")
    if found["ce_specversion"] != SPEC_VERSION:
        raise EnvelopeError(f"ce_specversion is {found['ce_specversion']!r}, not {SPEC_VERSION!r}")
    try:
        time = datetime.fromisoformat(found["ce_time"])
    except ValueError as error:
        raise EnvelopeError(f"ce_time is not an RFC 3339 time: {found['ce_time']!r}") from error
    return Envelope(
        id=found["ce_id"],
        type=found["ce_type"],
        source=found["ce_source"],
        time=time,
        subject=found.get("ce_subject"),
        content_type=found.get("content-type", CONTENT_TYPE),
        cpu=found.get("ce_cpu"),
    )
