"""Faust's worker process; a signal stops it within a deadline."""

import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import faust

from worker.engine.stop_deadline import StopDeadline

log = logging.getLogger(__name__)


class SignalledWorker(faust.Worker):
    """Faust's worker, with a deadline for each stop, and with logging left alone.

    A stop begins at a signal, or where a part of Faust fails. ``on_stop`` is called at the first.
    """

    logger = logging.getLogger("faust.worker")

    def __init__(
        self,
        app: faust.App,
        *,
        deadline: StopDeadline,
        on_stop: Callable[[], None],
        **options: Any,
    ) -> None:
        super().__init__(app, **options)
        # The spinner moves the cursor even when there is no terminal.
        self.spinner = None
        self._deadline = deadline
        self._on_stop = on_stop
        self._asked = False

    def _setup_logging(self) -> None:
        pass

    def _install_signal_handlers_unix(self) -> None:
        super()._install_signal_handlers_unix()
        # The loop still hears of the signal, through its file descriptor. On a busy machine that
        # can take seconds, and the deadline counts from the signal.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._deadline.heard())

    def _on_sigint(self) -> None:
        self._begin_stop()
        super()._on_sigint()

    def _on_sigterm(self) -> None:
        self._begin_stop()
        super()._on_sigterm()

    def _crash(self, reason: BaseException) -> None:
        # Faust may wait forever for the thread that failed. We may be in that thread, and what it
        # sets does not wake the main loop.
        self._on_stop()
        self._deadline.begin()
        super()._crash(reason)
        with suppress(RuntimeError):  # the loop has ended already
            self.loop.call_soon_threadsafe(lambda: None)

    def _begin_stop(self) -> None:
        if self._asked:
            self._deadline.exit_now()
        self._asked = True
        self._on_stop()
        log.info("told to stop: finishing within %g s", self._deadline.seconds)
        self._deadline.begin()
