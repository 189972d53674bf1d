"""A record that could not be enriched, to the dead letter that is published for it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetter, Reason
from worker.events import OutgoingRecord


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


def dead_letter_record(
    original: OriginalRecord,
    reason: Reason,
    detail: str,
    *,
    catalogue: Catalogue,
    pipeline: str,
) -> OutgoingRecord:
    """The dead letter: key, value and headers untouched, the description behind the headers."""
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
