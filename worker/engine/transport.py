"""Faust's app, consumer and producer, with what they lack: isolation and monitoring.

Nothing here decides when anything is acknowledged or committed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from faust.transport.drivers.aiokafka import (
    AIOKafkaConsumerThread,
    Consumer,
    Producer,
    Transport,
)
from faust.types import TP, Message
from mode import Service

from worker.metrics.definitions import SEND_RETRIES
from worker.progress import End, Progress

# How often Kafka is asked where the partitions end, and how long it may take to answer. Fetches
# report that too, but nothing is fetched while records wait in the buffer.
ASK_SECONDS = 2.0
# How many times between two such questions to check for new partitions.
LOOKS_PER_ASK = 8
ANSWER_SECONDS = 5.0

# A service logs under its module's name; these lines are Faust's, so they go under Faust's name.
_FAUST_LOG = logging.getLogger("faust.app")
_LOG = logging.getLogger(__name__)


class WatchedApp(faust.App):
    """An app that reports its progress, and creates no folder for tables that it does not have.

    ``keep_time`` runs for as long as the event loop does.
    """

    logger = _FAUST_LOG

    def __init__(
        self,
        *args: Any,
        progress: Progress,
        watched_topic: str,
        keep_time: Callable[[], Awaitable[None]],
        **options: Any,
    ) -> None:
        self.progress = progress
        self.watched_topic = watched_topic
        self._beating = keep_time
        super().__init__(*args, **options)

    @Service.task
    async def _keep_time(self) -> None:
        await self._beating()

    def _create_directories(self) -> None:
        # Faust would create one in the working directory.
        pass

    def _new_transport(self) -> Transport:
        return _WatchedTransport(self.conf.broker_consumer, self)


class _WatchedConsumerThread(AIOKafkaConsumerThread):
    """Reads only committed records, and asks where the partitions end.

    Faust sets this isolation level only in its exactly-once mode; in any other it would hand on
    the records of aborted transactions.
    """

    logger = _FAUST_LOG

    def _create_worker_consumer(self, transport: Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # noqa: SLF001 - Faust has no option for it
        return consumer

    def on_crash(self, msg: str, *fmt: Any, **_: Any) -> None:
        """Log the error; Faust would print it."""
        _LOG.error(msg.format(*fmt), exc_info=True)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Do nothing: health and alerts judge by what moved.

        Faust takes a partition that waits for its turn in a slow backlog for one that has stopped,
        and says so in ten lines for each partition every few seconds.
        """

    @Service.task
    async def _ask_for_ends(self) -> None:
        while not self.should_stop:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    _watched(self.app).progress.answered(await self._ends())
            except Exception as error:  # noqa: BLE001 - a failed question must not end the consumer
                _LOG.debug("Kafka did not say where the partitions end: %r", error)
            for _ in range(LOOKS_PER_ASK):
                await self.sleep(ASK_SECONDS / LOOKS_PER_ASK)
                if not _watched(self.app).progress.ends_known:
                    break

    async def _ends(self) -> dict[int, End]:
        consumer = self._ensure_consumer()
        ours = list(consumer.assignment())
        # A worker on standby asks too, so that it knows whether Kafka is up.
        ends = await consumer.end_offsets(
            ours or [TopicPartition(_watched(self.app).watched_topic, 0)]
        )
        return {place.partition: End(ends[place], await consumer.position(place)) for place in ours}


class _WatchedConsumer(Consumer):
    logger = _FAUST_LOG

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return _WatchedConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109
        """Faust's own, noting each call and each record."""
        progress = _watched(self.app).progress
        progress.polled()
        async for place, message in super().getmany(timeout):
            written = message.timestamp if message.timestamp and message.timestamp > 0 else None
            progress.read(place.partition, message.offset, written)
            yield place, message


class _WatchedProducer(Producer):
    """Counts the batches that are sent again; nothing else reports them."""

    logger = _FAUST_LOG

    def _new_producer(self, transactional_id: str | None = None) -> AIOKafkaProducer:
        producer = super()._new_producer(transactional_id)
        accumulator = producer._message_accumulator  # noqa: SLF001 - it has no public counter
        reenqueue = accumulator.reenqueue

        def counted(batch: Any) -> None:
            SEND_RETRIES.inc()
            reenqueue(batch)

        accumulator.reenqueue = counted
        return producer


class _WatchedTransport(Transport):
    Consumer = _WatchedConsumer
    Producer = _WatchedProducer


def _watched(app: Any) -> WatchedApp:
    return cast(WatchedApp, app)
