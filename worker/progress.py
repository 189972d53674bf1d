"""How far the worker has come in the stream: what is waiting, and when something last moved.

The event loop and the consumer's thread write it; the web server's threads read it. The lag is
computed on request, so that it is right even while the event loop is blocked, and so that a
partition that was taken away is no longer reported.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(frozen=True)
class Lag:
    """One partition: how many records are not acknowledged, and the oldest one's age in seconds.

    ``held`` counts the offsets behind them that an open transaction holds back, and
    ``held_seconds`` says for how long none of them was released.
    """

    partition: int
    records: int
    seconds: float
    held: int = 0
    held_seconds: float = 0.0


@dataclass(frozen=True)
class End:
    """Where a partition ends for a reader, and how far this worker's reader has come.

    ``held`` counts the offsets between that end and the end of the log: records of an open
    transaction, and all records behind its first one.
    """

    end: int
    position: int
    held: int = 0


@dataclass
class _Place:
    """One of our partitions: what was read but not acknowledged, and what is still to come."""

    # Offset of each record in hand, and when it was written, in seconds since 1970.
    in_hand: dict[int, float] = field(default_factory=dict)
    # The last acknowledged offset. Acknowledgement is in order, so all before it are too.
    acknowledged: int = -1
    end: End | None = None
    # Since when records are known to be waiting that were not read yet.
    unread_since: float | None = None
    # Since when the same transaction has held something back.
    held_since: float | None = None

    @property
    def unread(self) -> int:
        return max(0, self.end.end - self.end.position) if self.end else 0

    @property
    def open(self) -> bool:
        return bool(self.in_hand or self.unread)

    def read(self, offset: int, written_at: float) -> None:
        # Faust silently drops a record that is read twice, so nobody would acknowledge it.
        if offset > self.acknowledged:
            self.in_hand.setdefault(offset, written_at)
        if self.end:
            # Kafka's answer is seconds old by now.
            end = max(self.end.end, offset + 1)
            held = max(0, self.end.end + self.end.held - end)
            self.answered(End(end, max(self.end.position, offset + 1), held), written_at)

    def answered(self, end: End, now: float) -> None:
        if not end.held:
            self.held_since = None
        elif self.held_since is None or self.end is None or end.end > self.end.end:
            self.held_since = now
        self.end = end
        if not self.unread:
            self.unread_since = None
        elif self.unread_since is None:
            self.unread_since = now

    def lag(self, partition: int, now: float) -> Lag | None:
        if self.end is None and not self.in_hand:
            return None
        records, age = self.unread, 0.0
        if self.in_hand:
            oldest = min(self.in_hand)
            upto = self.end.end - oldest if self.end else 0
            records, age = max(upto, len(self.in_hand)), now - self.in_hand[oldest]
        elif self.unread_since is not None:
            age = now - self.unread_since
        held = self.end.held if self.end else 0
        still = now - self.held_since if self.held_since is not None else 0.0
        return Lag(partition, records, max(0.0, age), held, max(0.0, still))


class Progress:
    """Everything that shows whether the worker is making progress. Any thread may call it.

    ``clock`` gives seconds for durations, ``now`` seconds since 1970.
    """

    def __init__(self, clock: Clock = time.monotonic, now: Clock = time.time) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._now = now
        self._places: dict[int, _Place] | None = None
        # All begin at the start: nothing can have been missed before it.
        self._moved = self._polled = clock()
        self._answered: float | None = None
        self._refusal = ""
        self.progressed_at = self.polled_at = now()
        self.answered_at: float | None = None

    def assign(self, partitions: Iterable[int]) -> None:
        """The group assigned this worker these partitions, and no others."""
        with self._lock:
            self._places = {partition: _Place() for partition in sorted(partitions)}
            self._moved = self._polled = self._clock()

    def revoke(self) -> None:
        """The group takes back every partition, and will assign them again."""
        with self._lock:
            self._places = None

    def restart(self, partition: int) -> None:
        """A partition is read on from another place; what was known of it is void."""
        with self._lock:
            if self._places is not None and partition in self._places:
                self._places[partition] = _Place()
            self._moved = self._clock()

    def read(self, partition: int, offset: int, written_at: float | None) -> None:
        """A record was read; ``written_at`` is in seconds since 1970, where known."""
        with self._lock:
            if place := self._place(partition):
                self._moves_if_new()
                place.read(offset, written_at or self._now())

    def acknowledge(self, partition: int, offset: int) -> None:
        """A record was acknowledged."""
        with self._lock:
            if place := self._place(partition):
                place.in_hand.pop(offset, None)
                place.acknowledged = max(place.acknowledged, offset)
            self._progress()

    def outcome(self) -> None:
        """The pipeline finished an article."""
        with self._lock:
            self._progress()

    def polled(self) -> None:
        """The consumer asks for records, whether or not it will get any."""
        with self._lock:
            self._polled = self._clock()
            self.polled_at = self._now()

    def answered(self, ends: Mapping[int, End]) -> None:
        """Kafka answered where the partitions end."""
        with self._lock:
            self._answered = self._clock()
            self.answered_at = self._now()
            for partition, end in ends.items():
                if place := self._place(partition):
                    if not place.open and end.end > end.position:
                        self._moves_if_new()
                    place.answered(end, self._now())

    def refused(self, why: str) -> bool:
        """Note what Kafka refuses to the worker; empty if it no longer refuses anything.

        Returns whether this is new.
        """
        with self._lock:
            news, self._refusal = why != self._refusal, why
            return news

    @property
    def refusal(self) -> str:
        """What Kafka refuses, for a person; empty if nothing."""
        with self._lock:
            return self._refusal

    @property
    def partitions(self) -> list[int] | None:
        """The partitions assigned to this worker; None until the group has decided."""
        with self._lock:
            return None if self._places is None else list(self._places)

    @property
    def ends_known(self) -> bool:
        """Whether Kafka has said where each of our partitions ends."""
        with self._lock:
            return all(place.end for _, place in self._assigned())

    def lags(self) -> list[Lag]:
        """The lag of each partition whose end is known, or of which something was read."""
        with self._lock:
            found = [place.lag(number, self._now()) for number, place in self._assigned()]
            return [lag for lag in found if lag is not None]

    def still_seconds(self) -> float:
        """How long nothing has moved although there is work; 0 when there is none."""
        with self._lock:
            return self._clock() - self._moved if self._has_work() else 0.0

    def silent_seconds(self) -> float:
        """How long an assigned consumer with nothing in hand has not asked for records."""
        with self._lock:
            if not self._places or any(place.in_hand for place in self._places.values()):
                return 0.0
            # What it had in hand may have taken long; only after that does it ask again.
            return self._clock() - max(self._polled, self._moved)

    def unanswered_seconds(self) -> float | None:
        """How long ago Kafka last answered; None if it never did."""
        with self._lock:
            return None if self._answered is None else self._clock() - self._answered

    def _place(self, partition: int) -> _Place | None:
        return None if self._places is None else self._places.get(partition)

    def _assigned(self) -> list[tuple[int, _Place]]:
        return list((self._places or {}).items())

    def _has_work(self) -> bool:
        return any(place.open for _, place in self._assigned())

    def _moves_if_new(self) -> None:
        # A quiet topic is healthy: the clock starts when there is something to do.
        if not self._has_work():
            self._moved = self._clock()

    def _progress(self) -> None:
        self._moved = self._clock()
        self.progressed_at = self._now()
