"""Writes a run's articles, never far ahead of the workers, and notes each in the ledger."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, Self

from kafka import KafkaProducer
from kafka.errors import KafkaError

from tests.chaos.ledger import Ledger
from tests.support.cluster import Cluster, Sent

# Enough that there is always something to lose, and little enough that faults meet fresh articles.
AHEAD = 300
# What a deleted topic takes with it.
LITTLE_AHEAD = 50
PATIENCE_MS = 180_000


class Writer:
    """A thread with a producer. ``done`` says how many articles have an outcome.

    It is never more than ``ahead`` articles before that.
    """

    def __init__(
        self,
        cluster: Cluster,
        ledger: Ledger,
        records: Iterable[Sent],
        done: Callable[[], int],
        ahead: int = AHEAD,
    ) -> None:
        self._cluster = cluster
        self._ledger = ledger
        self._records = records
        self._done = done
        self._ahead = ahead
        self._stop = threading.Event()
        self._may_write = threading.Event()
        self._may_write.set()
        self._resting = threading.Event()
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
        self.handed = self.failed = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._may_write.set()
        self._thread.join(60)

    @property
    def finished(self) -> bool:
        """Whether everything was handed to Kafka, and each is confirmed or given up."""
        return not self._thread.is_alive()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Write nothing meanwhile; what was sent before is confirmed or given up."""
        self._may_write.clear()
        try:
            while self._thread.is_alive() and not self._resting.wait(0.1):
                pass
            yield
        finally:
            self._resting.clear()
            self._may_write.set()

    def _rest(self, producer: KafkaProducer) -> None:
        with suppress(KafkaError):
            producer.flush()
        # The last confirmations come from a thread of the producer's.
        self._stop.wait(1)
        self._resting.set()
        self._may_write.wait()

    def _write(self) -> None:
        topic = self._cluster.catalogue.articles.name
        with closing(
            KafkaProducer(
                **self._cluster.options,
                linger_ms=10,
                max_block_ms=PATIENCE_MS,
                delivery_timeout_ms=PATIENCE_MS,
                metadata_max_age_ms=5_000,
            )
        ) as producer:
            for record in self._records:
                while self.handed - self.failed - self._done() > self._ahead:
                    if self._stop.wait(0.1):
                        return
                    if not self._may_write.is_set():
                        self._rest(producer)
                if not self._may_write.is_set():
                    self._rest(producer)
                self._ledger.sending(record)
                with suppress(KafkaError):
                    future = producer.send(topic, key=record.key, value=record.value)
                    future.add_callback(self._confirmed, record)
                    future.add_errback(self._refused)
                self.handed += 1
            with suppress(KafkaError):
                producer.flush()

    def _refused(self, _: Any) -> None:
        # It may have arrived all the same, and stays doubtful; the run goes on without it.
        self.failed += 1

    def _confirmed(self, record: Sent, _: Any) -> None:
        self._ledger.confirm(record)


def write_transaction(
    cluster: Cluster,
    ledger: Ledger,
    records: list[Sent],
    name: str,
    *,
    commit: bool,
    hold: float = 0,
) -> None:
    """Write articles in one transaction and commit it, or abort it after ``hold`` seconds.

    With ``hold`` nothing ends it but the coordinator's own time-out, as after a producer's death.
    """
    for record in records:
        (ledger.sending if commit else ledger.never)(record)
    producer = KafkaProducer(
        **cluster.options,
        transactional_id=name,
        transaction_timeout_ms=round(1000 * (hold or 60)),
        max_block_ms=60_000,
    )
    try:
        producer.init_transactions()
        producer.begin_transaction()
        for record in records:
            producer.send(cluster.catalogue.articles.name, key=record.key, value=record.value)
        producer.flush()
        if hold:
            threading.Event().wait(hold + 2)
        elif commit:
            producer.commit_transaction()
            for record in records:
                ledger.confirm(record)
        else:
            producer.abort_transaction()
    finally:
        producer.close(timeout=5)
