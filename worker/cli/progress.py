"""How far the demo has got: a status line on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Any, Self

from worker.cli.terminal import console, note, safe

_LINE_EVERY_SECONDS = 2.0


class Progress:
    """Writes to standard error, so that standard output contains only results."""

    def __init__(self) -> None:
        self._status: Any = None
        self._shown = 0
        self._next_line = 0.0

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._status = console(to_stderr=True).status("starting the worker")
            self._status.start()
        else:
            note("starting the worker")
        return self

    def tell(self, line: str) -> None:
        """Say what is happening now."""
        if self._status is not None:
            self._status.update(safe(line))
        else:
            note(line)

    def show(self, done: int, total: int) -> None:
        """Say how many articles are done."""
        if done == self._shown:
            return
        now = time.monotonic()
        if self._status is None and done < total and now < self._next_line:
            return
        self._shown, self._next_line = done, now + _LINE_EVERY_SECONDS
        line = f"{done} of {total} articles done"
        if self._status is not None:
            self._status.update(line)
        else:
            note(line)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._status is not None:
            self._status.stop()
