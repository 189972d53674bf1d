"""How the worker does, as Kafka shows it: its lag, asked for while somebody looks."""

import threading
import time
from dataclasses import asdict
from typing import Any

from kafka.errors import KafkaError

from console.options import ConsoleOptions
from topics.broker_errors import AdminError, explain
from topics.lag import lag

_ASK_EVERY_SECONDS = 5.0
_LOOKED_AT_SECONDS = 30.0


class LagWatch(threading.Thread):
    """Asks for the worker's lag every five seconds while the answer is wanted."""

    def __init__(self, options: ConsoleOptions) -> None:
        super().__init__(name="console-lag", daemon=True)
        self._options = options
        self._ended = threading.Event()
        self._wanted = threading.Event()
        self._wanted_at = 0.0
        self._lock = threading.Lock()
        self._answer: dict[str, Any] = {"asked_at": None, "error": "", "partitions": []}

    def stop(self) -> None:
        """End soon."""
        self._ended.set()
        self._wanted.set()

    def answer(self) -> dict[str, Any]:
        """The last answer; asks anew for as long as this is called."""
        self._wanted_at = time.monotonic()
        self._wanted.set()
        with self._lock:
            return dict(self._answer)

    def run(self) -> None:
        """Ask, and wait; sleep while nobody looks."""
        while not self._ended.is_set():
            self._wanted.wait()
            if time.monotonic() - self._wanted_at > _LOOKED_AT_SECONDS:
                self._wanted.clear()
                continue
            self._ask()
            self._ended.wait(_ASK_EVERY_SECONDS)

    def _ask(self) -> None:
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
            # What was last known stays, with its age, where nothing new is to be had.
            self._answer = {
                "asked_at": self._answer["asked_at"] if error else round(time.time() * 1000),
                "error": error,
                "partitions": self._answer["partitions"] if error else partitions,
            }
