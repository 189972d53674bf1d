"""Limits how long a stop takes, even if the broker never answers and no thread of ours runs."""

import logging
import os
import signal
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

FORCED_EXIT_STATUS = 1
# What ending the processes and writing the last line may take on a busy machine.
LEAVING_SECONDS = 1.5


def end_within(seconds: float) -> None:
    """Have the kernel end this process by SIGALRM; only the first call counts.

    A thread of ours may not run any more by then: native code can hold the interpreter's lock, and
    an interpreter that is ending runs no other threads. Makes only system calls, so that a signal
    handler may call it.
    """
    if signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0):
        signal.setitimer(signal.ITIMER_REAL, seconds)


class StopDeadline:
    """Ends the process if a stop has not finished ``seconds`` after it began.

    Closing a consumer or flushing a producer can wait for a dead broker longer than any
    orchestrator waits before it kills the process. Whatever is unacknowledged by then is delivered
    again. If even that does not end the process, the kernel does, ``LEAVING_SECONDS`` later.
    """

    def __init__(self, seconds: float, before_exit: Callable[[], None]) -> None:
        self.seconds = seconds
        self._before_exit = before_exit
        self._timer: threading.Timer | None = None

    def heard(self) -> None:
        """Start the kernel's countdown; for a signal handler, before the event loop hears of it."""
        end_within(self.seconds + LEAVING_SECONDS)

    def begin(self) -> None:
        """Start the countdown; a second call changes nothing."""
        self.heard()
        if self._timer is None:
            self._timer = threading.Timer(self.seconds, self._exit)
            self._timer.daemon = True
            self._timer.start()

    def exit_now(self) -> None:
        """End the process without waiting for anything: it was told to stop twice."""
        self._leave("told to stop again: stopping at once")

    def _exit(self) -> None:
        self._leave(f"not stopped within {self.seconds:g} s; perhaps the broker does not answer")

    def _leave(self, why: str) -> None:
        log.critical("%s; what was in flight is unacknowledged and will be delivered again", why)
        try:
            self._before_exit()
        finally:
            logging.shutdown()
            os._exit(FORCED_EXIT_STATUS)
