"""Faust's app, consumer and producer, with what they lack: isolation, monitoring, sound offsets.

Nothing here decides when anything is acknowledged. ``in_hand`` decides how far may be committed,
and ``read_on`` where to read on.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    IllegalStateError,
    KafkaError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)
from faust.transport.drivers.aiokafka import (
    AIOKafkaConsumerThread,
    Consumer,
    Producer,
    Transport,
)
from faust.types import TP, Message
from mode import Service

from worker.engine.committed import Notes, committed
from worker.engine.header_names import read_any_header_name
from worker.engine.in_hand import InHand
from worker.engine.positions import BeyondEnd
from worker.engine.read_on import read_on
from worker.engine.refusals import look_for_refusals, topic_is_gone
from worker.metrics.definitions import SEND_RETRIES
from worker.progress import End, Progress

# How often Kafka is asked where the partitions end, and how long it may take to answer. Fetches
# report that too, but nothing is fetched while records wait in the buffer.
ASK_SECONDS = 2.0
# How many times between two such questions to check for new partitions.
LOOKS_PER_ASK = 8
ANSWER_SECONDS = 5.0
# How often the consumer's thread is woken, as by Faust.
KEEPALIVE_SECONDS = 1.1

# A service logs under its module's name; these lines are Faust's, so they go under Faust's name.
_FAUST_LOG = logging.getLogger("faust.app")
_LOG = logging.getLogger(__name__)


class WatchedApp(faust.App):
    """An app that reports its progress, and creates no folder for tables that it does not have.

    ``keep_time`` runs for as long as the event loop does. ``beyond_end`` says what to do where
    the group's offset is beyond the end of the log.
    """

    logger = _FAUST_LOG

    def __init__(
        self,
        *args: Any,
        progress: Progress,
        watched_topic: str,
        keep_time: Callable[[], Awaitable[None]],
        beyond_end: BeyondEnd,
        **options: Any,
    ) -> None:
        self.progress = progress
        self.watched_topic = watched_topic
        self.beyond_end = beyond_end
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
    """Reads only committed records, asks where the partitions end, and says where to read on.

    Faust sets this isolation level only in its exactly-once mode; in any other it would hand on
    the records of aborted transactions. Where Kafka has no record at an offset, aiokafka would
    start elsewhere by itself, and Faust would drop what lies before the offset that it knows.
    """

    logger = _FAUST_LOG

    def __post_init__(self) -> None:
        super().__post_init__()
        self._notes = Notes()

    def _create_worker_consumer(self, transport: Transport) -> AIOKafkaConsumer:
        read_any_header_name()
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # noqa: SLF001 - Faust has no option for it
        self._notes.go_with_commits_of(consumer)
        return consumer

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Faust's own, after a look at what earlier commits note."""
        places = [TopicPartition(place.topic, place.partition) for place in assigned]
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                self._notes.take(await committed(self._ensure_consumer(), places))
        except (KafkaError, TimeoutError) as error:
            _LOG.debug("Kafka did not say what the group committed: %r", error)
        await super().on_partitions_assigned(assigned, generation_id)

    async def _fetch_records(self, consumer: AIOKafkaConsumer, *args: Any, **options: Any) -> Any:
        try:
            return await super()._fetch_records(consumer, *args, **options)
        except NoOffsetForPartitionError as error:
            lost = dict.fromkeys(error.args)
        except OffsetOutOfRangeError as error:
            lost = error.args[0]
        try:
            for place, offset in lost.items():
                await self._read_on(consumer, place, offset)
        except (KafkaError, IllegalStateError) as error:
            # The partition was taken away, or Kafka is in trouble: the next fetch fails again.
            _LOG.debug("could not find where to read on: %r", error)
        return {}

    async def _read_on(
        self, consumer: AIOKafkaConsumer, place: TopicPartition, offset: int | None
    ) -> None:
        watched = cast(_WatchedConsumer, self.consumer)
        found = await read_on(
            consumer,
            place,
            offset,
            notes=self._notes,
            beyond_end=_watched(self.app).beyond_end,
            in_hand=watched.in_hand.holds(place),
        )
        if found.back:
            watched.go_back(place, found.offset)

    def on_crash(self, msg: str, *fmt: Any, **_: Any) -> None:
        """Log the error; Faust would print it."""
        _LOG.error(msg.format(*fmt), exc_info=True)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Do nothing: health and alerts judge by what moved.

        Faust takes a partition that waits for its turn in a slow backlog for one that has stopped,
        and says so in ten lines for each partition every few seconds.
        """

    async def _keepalive2(self) -> None:
        """Faust's own, without its complaint: a busy machine is late without being ill.

        Stalls are measured, and have an alert.
        """
        while not self.should_stop:
            await self.sleep(KEEPALIVE_SECONDS)
            await self._wakeup_timer_in_thread()

    @Service.task
    async def _ask_for_ends(self) -> None:
        while not self.should_stop:
            app = _watched(self.app)
            try:
                look_for_refusals(
                    self._ensure_consumer(), app.conf.id, app.watched_topic, app.progress
                )
                async with asyncio.timeout(ANSWER_SECONDS):
                    app.progress.answered(await self._ends())
            except Exception as error:  # noqa: BLE001 - a failed question must not end the consumer
                _LOG.debug("Kafka did not say where the partitions end: %r", error)
            for _ in range(LOOKS_PER_ASK):
                await self.sleep(ASK_SECONDS / LOOKS_PER_ASK)
                if not app.progress.ends_known:
                    break

    async def _ends(self) -> dict[int, End]:
        app, consumer = _watched(self.app), self._ensure_consumer()
        ours = list(consumer.assignment())
        if topic_is_gone(consumer, app.watched_topic, app.progress):
            # The next regular look for the topic can be half a minute away.
            await consumer._client.force_metadata_update()  # noqa: SLF001
            return {}
        # A worker on standby asks too, so that it knows whether Kafka is up.
        ends = await consumer.end_offsets(ours or [TopicPartition(app.watched_topic, 0)])
        return {
            place.partition: End(
                ends[place],
                await consumer.position(place),
                # Of the last fetch, which goes on while a transaction holds the records back.
                max(0, (consumer.highwater(place) or 0) - ends[place]),
            )
            for place in ours
        }


class _WatchedConsumer(Consumer):
    """Faust's consumer, which commits by what is in hand."""

    logger = _FAUST_LOG

    def __init__(self, *args: Any, **options: Any) -> None:
        self.in_hand = InHand()
        super().__init__(*args, **options)

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return _WatchedConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Faust's own; all partitions are read from their committed offsets."""
        self.in_hand.forget(assigned)
        await super().on_partitions_assigned(assigned, generation_id)

    def ack(self, message: Message) -> bool:
        """Faust's own, noting that the record is done with."""
        acked = super().ack(message)
        self.in_hand.acknowledge(message.tp, message.offset)
        return acked

    def _new_offset(self, tp: TP) -> int | None:
        # Faust's own lists of acknowledged offsets; nothing else empties them.
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        return self.in_hand.committable(tp)

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Nothing: an offset without a record is never in hand."""

    def go_back(self, place: TopicPartition, offset: int) -> None:
        """The partition is read on from an earlier offset than before."""
        tp = TP(place.topic, place.partition)
        # Faust drops what lies before the one, and commits nothing before the other.
        self._read_offset[tp] = offset or None
        self._committed_offset[tp] = None
        self.in_hand.forget([tp])
        _watched(self.app).progress.restart(place.partition)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109
        """Faust's own, noting each call and each record."""
        progress = _watched(self.app).progress
        progress.polled()
        async for place, message in super().getmany(timeout):
            written = message.timestamp if message.timestamp and message.timestamp > 0 else None
            progress.read(place.partition, message.offset, written)
            self.in_hand.read(place, message.offset)
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
