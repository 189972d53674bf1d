"""Is the worker alive, ready, stuck? Each answer says why, for whoever is on call at night."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from worker.metrics.definitions import EVENT_LOOP_STALL
from worker.progress import Clock, Lag, Progress

TICK_SECONDS = 0.5
# Kafka is asked every two seconds and has five to answer, so two answers in a row are missing.
UNREACHED_SECONDS = 15.0


@dataclass(frozen=True)
class Verdict:
    """``ok`` is for a probe, ``why`` for a person."""

    ok: bool
    why: str


class Health:
    """Judges by the event loop's heartbeat and by progress.

    ``live_after`` and ``stuck_after`` are in seconds. ``phase`` says what a worker that is not
    ready is doing; it is empty once the pipelines are loaded.
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
        """Beat for as long as the event loop runs, and measure how late each beat is."""
        while True:
            due = self._clock() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self._beat = self._clock()
            EVENT_LOOP_STALL.observe(max(0.0, self._beat - due))

    def live(self) -> Verdict:
        """Whether the event loop is running; if not, nothing in this process will fix it."""
        if self._beat is None or self.stopping:
            # Neither lasts for ever: settings limit the start, and a deadline the stop.
            return Verdict(True, "stopping" if self.stopping else self.phase)
        late = self._clock() - self._beat
        if late > self._live_after:
            return Verdict(False, f"the event loop has not moved for {late:.0f} s")
        return Verdict(True, "the event loop is running")

    def ready(self) -> Verdict:
        """Whether it is working, or standing by for partitions."""
        partitions = self.progress.partitions
        if self.stopping:
            return Verdict(False, "stopping")
        if hindrance := self.phase or self.progress.refusal:
            return Verdict(False, hindrance)
        if partitions is None:
            return Verdict(False, "waiting for the group to assign partitions")
        silence = self.progress.unanswered_seconds()
        if silence is None or silence > UNREACHED_SECONDS:
            return Verdict(False, f"Kafka {_answered(silence)}: check whether the brokers are up")
        if not partitions:
            return Verdict(True, "standby: the group has more workers than partitions")
        return Verdict(True, f"at work on {_listed(partitions)}")

    def stuck(self) -> Verdict:
        """Not ok if it is not live, or if it has partitions and work but nothing moves.

        A quiet topic is ok; so is what a restart would not change, but it is said.
        """
        if not (live := self.live()).ok:
            return live
        partitions = self.progress.partitions
        if not partitions:
            return Verdict(True, self.progress.refusal or "no partitions, so nothing to do")
        lags = self.progress.lags()
        waiting = sum(lag.records for lag in lags)
        still, silent = self.progress.still_seconds(), self.progress.silent_seconds()
        kafka = f"Kafka {_answered(self.progress.unanswered_seconds())}"
        if still > self._stuck_after:
            return Verdict(
                False,
                f"nothing has moved for {still:.0f} s and {_waiting(waiting)} in "
                f"{_listed(partitions)}; {kafka}",
            )
        if silent > self._stuck_after:
            return Verdict(
                False, f"the consumer has not asked for records for {silent:.0f} s; {kafka}"
            )
        held = _held(lags)
        if waiting:
            return Verdict(True, f"{_waiting(waiting)}; something moved {still:.0f} s ago{held}")
        return Verdict(True, f"nothing is waiting{held}")


def _answered(seconds: float | None) -> str:
    return "has not answered yet" if seconds is None else f"last answered {seconds:.0f} s ago"


def _waiting(records: int) -> str:
    return "1 record is waiting" if records == 1 else f"{records} records are waiting"


def _held(lags: Sequence[Lag]) -> str:
    records = sum(lag.held for lag in lags)
    if not records:
        return ""
    seconds = max(lag.held_seconds for lag in lags)
    return f"; {records} more are held back behind an open transaction, since {seconds:.0f} s"


def _listed(partitions: Sequence[int]) -> str:
    kind = "partition" if len(partitions) == 1 else "partitions"
    return f"{kind} {', '.join(map(str, partitions))}"
