"""Is the worker alive, ready, stuck? Each answer says why, for a person who reads it at night."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from worker.metrics.definitions import EVENT_LOOP_STALL
from worker.progress import Clock, Progress

TICK_SECONDS = 0.5
# Kafka is asked every two seconds, and has five to answer: twice in a row without.
UNREACHED_SECONDS = 15.0


@dataclass(frozen=True)
class Verdict:
    """``ok`` is what a probe wants to know; ``why`` is what a person does."""

    ok: bool
    why: str


class Health:
    """Judges by the event loop's beat and by the progress. ``_after`` are in seconds.

    ``phase`` is what a worker that is not ready is doing; empty from when its pipelines are loaded.
    """

    def __init__(
        self,
        progress: Progress,
        *,
        live_after: float,
        stuck_after: float,
        clock: Clock = time.monotonic,
    ) -> None:
        self.progress = progress
        self.phase = "starting"
        self.stopping = False
        self._live_after = live_after
        self._stuck_after = stuck_after
        self._clock = clock
        self._beat: float | None = None

    async def keep_time(self) -> None:
        """Beat for as long as the event loop runs, and measure how late each beat comes."""
        while True:
            due = self._clock() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self._beat = self._clock()
            EVENT_LOOP_STALL.observe(max(0.0, self._beat - due))

    def live(self) -> Verdict:
        """Whether the event loop beats: if not, nothing in this process will mend it."""
        if self._beat is None or self.stopping:
            # Both are bounded: by the settings of the start, and by the stop's own deadline.
            return Verdict(True, "stopping" if self.stopping else self.phase)
        late = self._clock() - self._beat
        if late > self._live_after:
            return Verdict(False, f"the event loop has not moved for {late:.0f} s")
        return Verdict(True, "the event loop moves")

    def ready(self) -> Verdict:
        """Whether it works, or stands by for partitions."""
        partitions = self.progress.partitions
        if self.stopping:
            return Verdict(False, "stopping")
        if self.phase:
            return Verdict(False, self.phase)
        if partitions is None:
            return Verdict(False, "waiting for the group to share out its partitions")
        silence = self.progress.unanswered_seconds()
        if silence is None or silence > UNREACHED_SECONDS:
            return Verdict(False, f"Kafka {_answered(silence)}: see whether the brokers are up")
        if not partitions:
            return Verdict(True, "standby: the group has more workers than partitions")
        return Verdict(True, f"at work on {_listed(partitions)}")

    def stuck(self) -> Verdict:
        """Not ok when it is not live, or has partitions and work, and nothing moves.

        A quiet topic is ok.
        """
        if not (live := self.live()).ok:
            return live
        partitions = self.progress.partitions
        if not partitions:
            return Verdict(True, "no partitions, so nothing to do")
        waiting = sum(lag.records for lag in self.progress.lags())
        still, silent = self.progress.still_seconds(), self.progress.silent_seconds()
        kafka = f"Kafka {_answered(self.progress.unanswered_seconds())}"
        if still > self._stuck_after:
            return Verdict(
                False,
                f"nothing has moved for {still:.0f} s and {waiting} records wait in "
                f"{_listed(partitions)}; {kafka}",
            )
        if silent > self._stuck_after:
            return Verdict(
                False, f"the consumer has not asked for records for {silent:.0f} s; {kafka}"
            )
        if waiting:
            return Verdict(True, f"{waiting} records wait; something moved {still:.0f} s ago")
        return Verdict(True, "nothing waits")


def _answered(seconds: float | None) -> str:
    return "has not answered yet" if seconds is None else f"last answered {seconds:.0f} s ago"


def _listed(partitions: Sequence[int]) -> str:
    kind = "partition" if len(partitions) == 1 else "partitions"
    return f"{kind} {', '.join(map(str, partitions))}"
