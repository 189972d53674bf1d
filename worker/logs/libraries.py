"""What the libraries log, and which of it is worth a line of the worker's log."""

import logging
import time
from collections.abc import Callable
from typing import Final

# At INFO they follow the life of each socket.
QUIET: Final = ("kafka", "aiokafka", "mode", "faust", "opentelemetry", "urllib3")
# It warns that its own loop was slow, which on a busy machine is every loop.
_TIMES_ITSELF: Final = "kafka.net.selector"

_GROUP: Final = "aiokafka.consumer.group_coordinator"
RETRIED: Final = frozenset(
    {
        (_GROUP, "Group Coordinator Request failed: %s"),
        (_GROUP, "Marking the coordinator dead (node %s)for group %s."),
        (_GROUP, "Heartbeat failed for group %s because it is rebalancing"),
        (_GROUP, "OffsetCommit failed for group %s due to group error (%s), will rejoin"),
    }
)
"""Logger and template of each complaint that is normal while a group is new or changes."""

PATIENCE_SECONDS: Final = 10.0


def quieten(level: int) -> None:
    """Let the libraries log no more than they should at this level of the whole log."""
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    quieten_client()


def quieten_client() -> None:
    """Keep the blocking Kafka client from timing itself; for commands, which log nothing."""
    logging.getLogger(_TIMES_ITSELF).setLevel(logging.ERROR)


class Patience(logging.Filter):
    """Makes a complaint in RETRIED a DEBUG line, until it has gone on for some seconds.

    The library tries again by itself: what is over by then needs nobody. Times are in seconds.
    """

    def __init__(
        self, seconds: float = PATIENCE_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        # When it was first heard and when last, without so long a silence between.
        self._heard: dict[str, tuple[float, float]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        template = str(record.msg)
        if (record.name, template) not in RETRIED:
            return True
        now = self._clock()
        first, last = self._heard.get(template, (now, now))
        if now - last >= self._seconds:
            first = now
        self._heard[template] = first, now
        if now - first >= self._seconds:
            return True
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.getLogger().isEnabledFor(logging.DEBUG)
