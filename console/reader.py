"""Reads the newest records of two topics and then new ones, in a thread of its own.

No consumer group: nothing is committed, and whoever else reads the topics does not notice. If the
broker goes away, the state says so, and the reader looks for it until it is back.
"""

import threading
import time
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from console.letters import MOST_LETTERS, Letters, letter_of
from console.options import ConsoleOptions
from console.reader_state import ReaderState
from console.rows import ArticleRow, UnreadableRecord, article_row
from console.starts import starts
from console.store import Store
from topics.cluster.connection import connect
from topics.cluster.errors import AdminError, address, explain

_POLL_MS = 300
_MOST_RECORDS = 100
# How often the brokers are asked for the ends, and how long they may take to answer.
_ASK_EVERY_SECONDS = 2.0
_ANSWER_MS = 4_000
_LOOK_AGAIN_SECONDS = 1.5


class Reader(threading.Thread):
    """Fills the store and the letters until it is stopped."""

    def __init__(
        self, options: ConsoleOptions, store: Store, letters: Letters, state: ReaderState
    ) -> None:
        super().__init__(name="console-reader", daemon=True)
        self._options = options
        self._store = store
        self._letters = letters
        self._state = state
        self._ended = threading.Event()
        self._enriched = options.catalogue.enriched.name
        self._dead = options.catalogue.dead_letters.name
        self._inputs = frozenset(
            spec.name for spec in options.catalogue.all if spec.dead_letter_role
        )
        self._next: dict[TopicPartition, int] = {}

    def stop(self) -> None:
        """Make the thread end soon."""
        self._ended.set()

    def run(self) -> None:
        """Read; if that fails, report why, and continue from where it stopped."""
        while not self._ended.is_set():
            try:
                self._read()
            except AdminError as error:
                self._gone(error)
            except (KafkaError, OSError) as error:
                self._gone(explain(error, self._options.kafka))
            except UnicodeDecodeError:
                self._gone(
                    AdminError(
                        "a record has a header whose name is not UTF-8, which this client cannot "
                        "read: the console cannot read on until the topic's retention removes it"
                    )
                )

    def _gone(self, error: AdminError) -> None:
        self._state.change(phase="gone", message=str(error))
        self._ended.wait(_LOOK_AGAIN_SECONDS)

    def _read(self) -> None:
        partitions = self._partitions()
        consumer = KafkaConsumer(
            **self._options.kafka,
            enable_auto_commit=False,
            # As every subscriber should: records of aborted transactions are skipped.
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            max_poll_records=_MOST_RECORDS,
        )
        try:
            consumer.assign(partitions)
            self._begin(consumer, partitions)
            asked = time.monotonic()
            while not self._ended.is_set():
                batches = consumer.poll(timeout_ms=_POLL_MS)
                records = [record for batch in batches.values() for record in batch]
                self._take(records)
                if time.monotonic() - asked >= _ASK_EVERY_SECONDS:
                    self._ask(consumer, partitions)
                    asked = time.monotonic()
        finally:
            consumer.close(autocommit=False)

    def _partitions(self) -> list[TopicPartition]:
        options = self._options.kafka
        with connect(options) as client:
            described = client.describe_topics([self._enriched, self._dead])
        for topic in described:
            if topic["error_code"]:
                raise AdminError(
                    f"{address(options)} has no topic {topic['name']}, or does not show it to this "
                    "user: create it with `stancewire topics create`"
                )
        return [
            TopicPartition(topic["name"], partition["partition_index"])
            for topic in described
            for partition in topic["partitions"]
        ]

    def _begin(self, consumer: KafkaConsumer, partitions: list[TopicPartition]) -> None:
        begin = consumer.beginning_offsets(partitions, timeout_ms=_ANSWER_MS)
        end = consumer.end_offsets(partitions, timeout_ms=_ANSWER_MS)
        fresh: dict[TopicPartition, int] = {}
        for topic, most in ((self._enriched, self._store.keep), (self._dead, MOST_LETTERS)):
            own = [partition for partition in partitions if partition.topic == topic]
            fresh |= starts({tp: begin[tp] for tp in own}, {tp: end[tp] for tp in own}, most)
        for partition in partitions:
            known = self._next.get(partition)
            # Beyond the end: the topic was deleted and created again.
            again = known is not None and begin[partition] <= known <= end[partition]
            self._next[partition] = known if known is not None and again else fresh[partition]
            consumer.seek(partition, self._next[partition])
        behind = self._behind(end)
        self._state.change(
            phase="reading" if behind else "live",
            message="",
            to_read=behind,
            behind=behind,
            was_live=not behind or self._state.now.was_live,
        )

    def _behind(self, end: dict[TopicPartition, int]) -> int:
        return sum(
            max(0, offset - self._next[tp]) for tp, offset in end.items() if tp.topic != self._dead
        )

    def _ask(self, consumer: KafkaConsumer, partitions: list[TopicPartition]) -> None:
        """How far it is. Raises if no broker answers, which a poll would not report."""
        end = consumer.end_offsets(partitions, timeout_ms=_ANSWER_MS)
        for partition in partitions:
            # Transaction markers and aborted records have offsets but are never polled.
            self._next[partition] = consumer.position(partition, timeout_ms=_ANSWER_MS)
        behind = self._behind(end)
        now = self._state.now
        live = behind == 0 or now.phase == "live"
        self._state.change(
            phase="live" if live else "reading", behind=behind, was_live=live or now.was_live
        )

    def _take(self, records: list[Any]) -> None:
        rows: list[ArticleRow] = []
        letters = []
        unreadable = []
        for record in records:
            self._next[TopicPartition(record.topic, record.partition)] = record.offset + 1
            if record.topic == self._dead:
                letters.append(letter_of(record, self._inputs))
                continue
            place = f"{record.topic} {record.partition}:{record.offset}"
            try:
                rows.append(article_row(record.value, record.timestamp, place, record.headers))
            except UnreadableRecord as error:
                unreadable.append(str(error))
        if letters:
            self._letters.add(letters)
        if rows:
            self._store.add(rows)
        if rows or unreadable:
            self._state.read(len(rows) + len(unreadable), unreadable)
