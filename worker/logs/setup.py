"""The worker's logging: one line an event, and of libraries only what an operator can use.

ERROR means that the worker stops or cannot go on, WARNING that somebody should look; INFO follows
the worker's life, DEBUG each article. No line at any level holds an article's text or a password.
"""

import logging
import sys
import time
from collections.abc import Callable
from types import TracebackType

from worker.fatal import FatalError
from worker.logs.formats import JsonFormatter, TextFormatter
from worker.logs.libraries import Patience, quieten
from worker.settings import LogFormat

# In an outage, two lines for each failed connection, many times a second, would bury the rest.
REPEATS = 3
REPEAT_WINDOW_SECONDS = 10.0

_WHILE_STOPPING = "Error while stopping child"
"""In a template of mode, the library below Faust."""

log = logging.getLogger(__name__)


def configure_logging(level: str, log_format: LogFormat) -> None:
    """Send the process's log, and Python's warnings, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    as_json = log_format == "json" or (log_format == "auto" and not sys.stderr.isatty())
    handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    handler.addFilter(Patience())
    handler.addFilter(RepeatLimit())
    handler.addFilter(without_needless_tracebacks)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    quieten(logging.getLevelName(level))


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.critical("stopped by an error that nothing caught", exc_info=(kind, error, trace))


def without_needless_tracebacks(record: logging.LogRecord) -> bool:
    """Remove the traceback from a line that says enough; no line is dropped.

    Such are lines about a FatalError, and about what fails while Faust stops: a connection that is
    closed already, say. Why it stops is in a line of its own.
    """
    if record.exc_info:
        fatal = isinstance(record.exc_info[1], FatalError)
        if fatal or _WHILE_STOPPING in str(record.msg):
            record.exc_info = record.exc_text = None
    return True


class RepeatLimit(logging.Filter):
    """Passes a few lines of one logger and template in each window of time, then drops the rest.

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
        """Whether the line is written; the worker's own lines always are."""
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
