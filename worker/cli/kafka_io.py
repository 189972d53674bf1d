"""Kafka records for the commands: confirmed sends, bounded and endless reads. All calls block."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import BrokerResponseError, InvalidTopicError, KafkaError, KafkaTimeoutError

from topics.cluster.admin import connect
from topics.cluster.errors import AdminError, Options, address, explained
from topics.cluster.header_names import read_any_header_name
from topics.dead_letter import RawHeaders

_DELIVERY_SECONDS = 60.0
_BLOCK_MS = 15_000
_LINGER_MS = 20
_BATCH_BYTES = 256 * 1024
# Enough to keep the broker busy; unconfirmed records are held in memory.
_UNCONFIRMED_RECORDS = 500
_UNCONFIRMED_BYTES = 32 * 1024 * 1024
# How long a broker may be silent in the middle of a bounded read.
_SILENCE_SECONDS = 30.0
_POLL_MS = 500

Place = tuple[int, int]
"""Partition and offset."""


class Publisher:
    """Sends records and waits until the broker has confirmed each of them.

    ``refused`` maps the caller's name for a record to why the broker would not take it. A broker
    that cannot be reached is an AdminError: the next records would fail in the same way.
    """

    def __init__(self, options: Options, max_bytes: int, compression: str | None = None) -> None:
        self._options = options
        self._waiting: deque[tuple[str, int, Any]] = deque()
        self._bytes = 0
        self.confirmed = 0
        self.refused: dict[str, str] = {}
        with explained(options):
            self._producer = KafkaProducer(
                **options,
                acks="all",
                linger_ms=_LINGER_MS,
                batch_size=_BATCH_BYTES,
                compression_type=compression,
                # The largest record, and the request around it.
                max_request_size=max_bytes + _BATCH_BYTES,
                max_block_ms=_BLOCK_MS,
                delivery_timeout_ms=int(_DELIVERY_SECONDS * 1000),
                allow_auto_create_topics=False,
            )

    def send(
        self,
        name: str,
        topic: str,
        *,
        key: bytes | None,
        value: bytes | None,
        headers: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        """Send one record; waits for earlier ones if too many are unconfirmed."""
        with explained(self._options):
            try:
                future = self._producer.send(topic, value=value, key=key, headers=list(headers))
            except (BrokerResponseError, InvalidTopicError, ValueError, TypeError) as error:
                self.refused[name] = str(error)
                return
        size = len(value or b"")
        self._waiting.append((name, size, future))
        self._bytes += size
        while len(self._waiting) > _UNCONFIRMED_RECORDS or self._bytes > _UNCONFIRMED_BYTES:
            self._settle()

    def flush(self) -> None:
        """Wait until everything is confirmed or refused."""
        while self._waiting:
            self._settle()

    def _settle(self) -> None:
        name, size, future = self._waiting.popleft()
        self._bytes -= size
        with explained(self._options):
            try:
                future.get(_DELIVERY_SECONDS)
            except KafkaTimeoutError:
                raise
            except BrokerResponseError as error:
                if error.retriable:
                    raise
                self.refused[name] = type(error).__name__.removesuffix("Error")
            else:
                self.confirmed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # After a failure the rest is not waited for: it was reported as not confirmed.
        self._producer.close(timeout=0 if exc_type else _DELIVERY_SECONDS)


_CREATE = "create it with `stancewire topics create`"


def require_topic(options: Options, topic: str, mend: str = _CREATE) -> int:
    """The topic's number of partitions.

    Raises AdminError if there is no such topic; ``mend`` then says what to do.
    """
    with connect(options) as client:
        description = client.describe_topics([topic])[0]
    if description["error_code"]:
        raise AdminError(
            f"{address(options)} has no topic {topic}, or does not show it to this user: {mend}"
        )
    return len(description["partitions"])


class Reader:
    """Reads partitions without a consumer group, so no group's offsets change."""

    def __init__(self, options: Options, topics: Iterable[str], mend: str = _CREATE) -> None:
        self._options = options
        partitions = [
            TopicPartition(topic, partition)
            for topic in topics
            for partition in range(require_topic(options, topic, mend))
        ]
        read_any_header_name()
        with explained(options):
            self._consumer = KafkaConsumer(
                **options,
                enable_auto_commit=False,
                # As the worker does: records of aborted transactions are skipped.
                isolation_level="read_committed",
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
            )
            self._consumer.assign(partitions)
            self.begin: Mapping[TopicPartition, int] = self._consumer.beginning_offsets(partitions)
            self.end: Mapping[TopicPartition, int] = self._consumer.end_offsets(partitions)

    def follow(self, *, from_beginning: bool) -> Iterator[ConsumerRecord | None]:
        """Records as they arrive, for ever; None after each half second without any."""
        with explained(self._options):
            for partition in self.end:
                start = self.begin if from_beginning else self.end
                self._consumer.seek(partition, start[partition])
        while True:
            records = self._poll()
            yield from records
            if not records:
                yield None

    def written_since(self, timestamp_ms: int) -> dict[TopicPartition, int]:
        """For each partition the first offset written at that time or later, or its end."""
        with explained(self._options):
            found = self._consumer.offsets_for_times(dict.fromkeys(self.end, timestamp_ms))
        return {
            partition: end if (first := found.get(partition)) is None else first.offset
            for partition, end in self.end.items()
        }

    def all(self, start: Mapping[TopicPartition, int] | None = None) -> Iterator[ConsumerRecord]:
        """The records that existed when the reader was created; from ``start`` on, if given."""
        with explained(self._options):
            for partition, offset in self.begin.items():
                begin = max(offset, start.get(partition, 0)) if start else offset
                self._consumer.seek(partition, begin)
        heard = time.monotonic()
        while self._unfinished():
            records = self._poll()
            if records:
                heard = time.monotonic()
            elif time.monotonic() - heard > _SILENCE_SECONDS:
                raise AdminError(
                    f"{address(self._options)} stopped answering in the middle of the topic"
                )
            for record in records:
                if record.offset < self.end[TopicPartition(record.topic, record.partition)]:
                    yield record

    def one(self, topic: str, place: Place) -> ConsumerRecord:
        """The record at one place. Raises AdminError if there is none."""
        partition = TopicPartition(topic, place[0])
        begin, end = self.begin.get(partition, 0), self.end.get(partition, 0)
        if not begin <= place[1] < end:
            held = f"holds offsets {begin} to {end - 1}" if begin < end else "holds nothing"
            raise AdminError(
                f"{topic} has no record {place[0]}:{place[1]}: partition {place[0]} {held}"
            )
        with explained(self._options):
            self._consumer.assign([partition])
            self._consumer.seek(partition, place[1])
        deadline = time.monotonic() + _SILENCE_SECONDS
        while time.monotonic() < deadline:
            for record in self._poll():
                if record.offset == place[1]:
                    return record
                raise AdminError(f"{topic} has no record {place[0]}:{place[1]} any more")
            with explained(self._options):
                if self._consumer.position(partition) > place[1]:
                    raise AdminError(
                        f"{topic} has no record {place[0]}:{place[1]}: a transaction marker is "
                        "there, or the record's transaction was aborted"
                    )
        raise AdminError(
            f"{address(self._options)} did not return the record {place[0]}:{place[1]}"
        )

    def _unfinished(self) -> bool:
        with explained(self._options):
            return any(
                self._consumer.position(partition) < end
                for partition, end in self.end.items()
                if end > self.begin[partition]
            )

    def _poll(self) -> list[ConsumerRecord]:
        with explained(self._options):
            try:
                batches = self._consumer.poll(timeout_ms=_POLL_MS)
            except UnicodeDecodeError as error:
                raise AdminError(
                    "a record has a header whose name is not UTF-8, which this client cannot read"
                ) from error
        return [record for records in batches.values() for record in records]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._consumer.close(autocommit=False)


def sendable(headers: RawHeaders) -> list[tuple[str, bytes]]:
    """Headers as the client accepts them: it has no null values, so they become empty."""
    return [(name, b"" if value is None else value) for name, value in headers]


__all__ = ["KafkaError", "Place", "Publisher", "Reader", "require_topic", "sendable"]
