"""Run only a broker, until it is interrupted."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from local_kafka.broker import Broker
from local_kafka.cache import KAFKA_VERSION
from local_kafka.errors import LocalKafkaError

_POLL_SECONDS = 0.2


def run_until_interrupted(
    port: int = 0,
    data_dir: Path | None = None,
    *,
    announce: Callable[[str], object] = print,
    cache_directory: Path | None = None,
) -> None:
    """Run a broker until Ctrl-C or SIGTERM, then stop it cleanly.

    ``announce`` gets one line once the broker serves requests. Raises ``LocalKafkaError`` if it
    does not start, or stops unexpectedly.
    """
    broker = Broker(data_dir, port, cache_directory=cache_directory)
    try:
        with _terminated_like_interrupted(), broker:
            announce(
                f"Kafka {KAFKA_VERSION} on {broker.bootstrap_servers}; "
                f"data in {broker.data_dir}; Ctrl-C stops it"
            )
            while broker.running:
                time.sleep(_POLL_SECONDS)
            raise LocalKafkaError(
                f"Kafka stopped unexpectedly; its log ends with:\n{broker.log_tail()}"
            )
    except KeyboardInterrupt:
        return


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Make SIGTERM and Ctrl-C raise ``KeyboardInterrupt``, so that both end the same way."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can set handlers, and only it gets the exception
        return
    before = {
        number: signal.signal(number, signal.default_int_handler)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
