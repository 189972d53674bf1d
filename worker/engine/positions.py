"""Where to read on when Kafka has no record at an offset. Pure: it asks no broker."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from worker.fatal import FatalError

BeyondEnd = Literal["stop", "beginning", "end"]


@dataclass(frozen=True)
class Span:
    """The offsets that a partition has: from ``begin`` up to, but not including, ``end``."""

    begin: int
    end: int


@dataclass(frozen=True)
class Move:
    """Where to read on, and how many offsets before it expired unread."""

    offset: int
    expired: int = 0
    # Whether the group's own offset was beyond the end.
    back: bool = False


class OffsetsBeyondEndError(FatalError):
    """The group's offsets are beyond the end of the log, and a person must say what to do."""

    def __init__(self, topic: str, wrong: Mapping[int, tuple[int, Span]]) -> None:
        listed = "; ".join(
            f"partition {partition}: offset {offset}, end {span.end}"
            for partition, (offset, span) in sorted(wrong.items())
        )
        super().__init__(
            f"{topic} ends before the offset that the group has reached ({listed}): the log was "
            "restored, replaced or truncated, and what is in it now may be unread. "
            "Set STANCEWIRE_OFFSET_BEYOND_END to beginning (read all that is there; some of "
            "it may be enriched twice) or to end (read only what comes from now on), start one "
            "worker, then remove the setting"
        )


def move(offset: int | None, span: Span, beyond_end: BeyondEnd) -> Move | None:
    """Where to read on for a group that has reached ``offset``; None: it must stop.

    Without an offset, which is a group that never committed, it is the beginning.
    """
    if offset is None:
        return Move(span.begin)
    if offset < span.begin:
        return Move(span.begin, expired=span.begin - offset)
    if offset <= span.end:
        return Move(offset)
    if beyond_end == "stop":
        return None
    return Move(span.begin if beyond_end == "beginning" else span.end, back=True)
