"""How far the reader is, for the pages: a snapshot that threads can share."""

import threading
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Phase = Literal["connecting", "reading", "live", "gone"]


@dataclass(frozen=True)
class Snapshot:
    """When ``gone``, ``message`` says what is wrong and what to do. ``behind`` is in records."""

    phase: Phase = "connecting"
    message: str = ""
    read: int = 0
    to_read: int = 0
    behind: int = 0
    unreadable: int = 0
    last_unreadable: str = ""
    was_live: bool = False


class ReaderState:
    """The newest snapshot."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = Snapshot()

    @property
    def now(self) -> Snapshot:
        """The current snapshot."""
        with self._lock:
            return self._now

    def change(self, **fields: Any) -> None:
        """Set these fields."""
        with self._lock:
            self._now = replace(self._now, **fields)

    def read(self, count: int, unreadable: list[str]) -> None:
        """Count what was read."""
        with self._lock:
            now = self._now
            self._now = replace(
                now,
                read=now.read + count,
                unreadable=now.unreadable + len(unreadable),
                last_unreadable=unreadable[-1] if unreadable else now.last_unreadable,
            )

    def as_dict(self) -> dict[str, Any]:
        """The current snapshot, for JSON."""
        return asdict(self.now)
