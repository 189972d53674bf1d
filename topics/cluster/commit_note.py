"""The note that the worker leaves with each offset that it commits.

Kafka keeps a short text beside a group's offset. It is the only place that outlives the worker,
needs no other store, and moves with the partition: what expired unread stays known there.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self


@dataclass(frozen=True)
class CommitNote:
    """How many offsets of the partition expired unread, and when that was last noticed."""

    expired: int = 0
    expired_at: datetime | None = None

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """The note in a commit's metadata; an empty one if it is somebody else's, or none."""
        try:
            fields: Any = json.loads(text or "")
            return cls(int(fields["expired"]), datetime.fromisoformat(fields["expired_at"]))
        except (ValueError, TypeError, KeyError):
            return cls()

    def with_expired(self, more: int, now: datetime) -> Self:
        """The note after more offsets expired."""
        return replace(self, expired=self.expired + more, expired_at=now.astimezone(UTC))

    def text(self) -> str:
        """The note as metadata: empty if there is nothing to note."""
        if self.expired_at is None:
            return ""
        at = self.expired_at.isoformat(timespec="seconds")
        return json.dumps({"expired": self.expired, "expired_at": at}, separators=(",", ":"))
