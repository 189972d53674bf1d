"""The worker's state as Kafka shows it: its lag, asked for while somebody is looking."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from kafka.errors import KafkaError

from console.options import ConsoleOptions
from topics.cluster.errors import AdminError, explain
from topics.cluster.lag import lag

_ASK_EVERY_SECONDS = 5.0
# After an error, so that a viewer sees soon that Kafka is back.
_ASK_AGAIN_SECONDS = 1.0
_LOOKED_AT_SECONDS = 30.0
_NOTHING: Final[dict[str, Any]] = {"asked_at": None, "error": "", "partitions": []}


class LagWatch(threading.Thread):
    """Asks for the worker's lag every five seconds while somebody wants to know."""

    def __init__(
        self, options: ConsoleOptions, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(name="console-lag", daemon=True)
        self._options = options
        self._clock = clock
        self._ended = threading.Event()
        self._wanted = threading.Event()
        self._wanted_at = clock()
        self._lock = threading.Lock()
        self._answer = self._known = _NOTHING

    def stop(self) -> None:
        """Make the thread end soon."""
        self._ended.set()
        self._wanted.set()

    def answer(self) -> dict[str, Any]:
        """The last answer; the thread keeps asking while this is being called.

        What was heard before nobody looked says nothing of now, an error least of all.
        """
        with self._lock:
            if self._not_looked_at():
                self._answer = _NOTHING
            self._wanted_at = self._clock()
            self._wanted.set()
            return dict(self._answer)

    def run(self) -> None:
        """Ask and wait; sleep while nobody is looking."""
        while not self._ended.is_set():
            self._wanted.wait()
            with self._lock:
                if self._not_looked_at():
                    self._wanted.clear()
                    continue
            answered = self._ask()
            self._ended.wait(_ASK_EVERY_SECONDS if answered else _ASK_AGAIN_SECONDS)

    def _not_looked_at(self) -> bool:
        return self._clock() - self._wanted_at > _LOOKED_AT_SECONDS

    def _ask(self) -> bool:
        options = self._options
        topic = options.catalogue.articles.name
        error, partitions = "", []
        try:
            partitions = [asdict(row) for row in lag(options.kafka, options.group, topic)]
        except AdminError as failure:
            error = str(failure)
        except (KafkaError, OSError) as failure:
            error = str(explain(failure, options.kafka))
        with self._lock:
            if not error:
                self._known = {
                    "asked_at": round(time.time() * 1000),
                    "error": "",
                    "partitions": partitions,
                }
            # If there is no new answer, the last one stays, with its age.
            self._answer = self._known | {"error": error}
        return not error
