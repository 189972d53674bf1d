"""Logging of the worker: one line an event, libraries kept to what an operator can use."""

import logging
import sys
import time
from collections.abc import Callable

from worker.fatal import FatalError

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# What they say at INFO is the life of each socket.
QUIET_LIBRARIES = ("kafka", "aiokafka", "mode", "faust")
# Two lines for each lost connection attempt, many a second, hide everything else in an outage.
REPEATS = 3
REPEAT_WINDOW_SECONDS = 10.0


def configure_logging(level: str) -> None:
    """Send the process's log to standard error at this level."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrintableFormatter(FORMAT))
    handler.addFilter(RepeatLimit())
    handler.addFilter(without_fatal_tracebacks)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.WARNING))


class PrintableFormatter(logging.Formatter):
    """Writes what a terminal would obey, or show in another order, as its escape.

    Keys, topics and errors come from outside; a line of the log is also read in terminals.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, with only printable characters, line breaks and tabs."""
        text = super().format(record)
        if text.isprintable():
            return text
        return "".join(
            character
            if character.isprintable() or character in "\n\t"
            else character.encode("unicode_escape").decode()
            for character in text
        )


def without_fatal_tracebacks(record: logging.LogRecord) -> bool:
    """Takes the traceback off a line about a FatalError; every line is written."""
    if record.exc_info and isinstance(record.exc_info[1], FatalError):
        record.exc_info = record.exc_text = None
    return True


class RepeatLimit(logging.Filter):
    """Lets a line of one logger and template through a few times in a window, then drops it.

    The first line after a window says how many were dropped. Times are in seconds.
    """

    def __init__(
        self,
        repeats: int = REPEATS,
        window: float = REPEAT_WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._repeats = repeats
        self._window = window
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written. The worker's own lines always are."""
        if record.name.split(".")[0] in ("worker", "topics"):
            return True
        key = (record.name, str(record.msg))
        now = self._clock()
        began, count = self._seen.get(key, (now, 0))
        if now - began >= self._window:
            if count > self._repeats:
                record.msg = f"{record.msg} [and {count - self._repeats} more like it]"
            began, count = now, 0
        self._seen[key] = (began, count + 1)
        return count < self._repeats
