"""Watches a run from outside: reads every topic, samples commits and where the outputs end."""

import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from typing import Any, Self

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError

from tests.chaos.checker import OUTPUTS, Read, Sample
from tests.support.cluster import Cluster
from topics.cluster import admin

SAMPLE_SECONDS = 0.3
TIMEOUT_MS = 4_000
# The articles topic may be deleted and created again: then each partition is another one.
LOG_STRIDE = 1_000


class Observer:
    """Everything read so far. One thread does all of it; the others only look.

    ``faults`` is how many faults there have been; whoever inflicts them says so. Whoever deletes
    the articles topic holds ``aside`` meanwhile, and nothing is looked at.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.partitions = cluster.catalogue.articles.partitions
        self.faults = 0
        self.inputs: list[Read] = []
        self.outputs: list[Read] = []
        self.samples: list[Sample] = []
        # Which texts have an outcome: the key, and a digest of what was published.
        self.done: set[tuple[bytes, int]] = set()
        self.errors: list[str] = []
        # How many of the samples are older than everything that was read.
        self.covered = 0
        # How often everything that was there had been read.
        self.rounds = 0
        self.aside = threading.Lock()
        # Offsets that nobody has worked up to: a fault set them.
        self.moved: set[tuple[int, int]] = set()
        self._logs = 0
        self._at: dict[TopicPartition, int] = {}
        self._roles = {
            self.cluster.catalogue.by_name(role).name: role for role in ("articles", *OUTPUTS)
        }
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="observer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(60)

    def replaced(self) -> None:
        """The articles topic was deleted and is there again, empty."""
        spec = self.cluster.catalogue.articles
        self._logs += 1
        self.partitions = spec.partitions
        self._at = {place: at for place, at in self._at.items() if place.topic != spec.name}

    def until_read(self, over: threading.Event) -> None:
        """Wait until all that is there now has been read, or the run is over."""
        wanted = self.rounds + 2
        while self.rounds < wanted and not over.wait(0.1):
            pass

    def lag(self) -> int | None:
        """Articles that are not committed, None while Kafka does not say."""
        try:
            rows = admin.lag(
                self.cluster.options, self.cluster.group, self.cluster.catalogue.articles.name
            )
        except (admin.AdminError, KafkaError):
            return None
        return sum(row.lag + row.held for row in rows)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                with (
                    closing(KafkaAdminClient(**self._options())) as client,
                    closing(self._consumer()) as consumer,
                ):
                    log = self._logs
                    while not self._stop.wait(SAMPLE_SECONDS):
                        with self.aside:
                            if log != self._logs:
                                break
                            self._round(client, consumer)
            except KafkaError as error:
                # Brokers are killed here; what was read so far stays.
                self.errors.append(repr(error)[:200])
                self._stop.wait(0.5)

    def _options(self) -> dict[str, Any]:
        return {
            **self.cluster.options,
            "request_timeout_ms": TIMEOUT_MS,
            "bootstrap_timeout_ms": TIMEOUT_MS,
        }

    def _consumer(self) -> KafkaConsumer:
        return KafkaConsumer(
            **self._options(),
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="none",
            metadata_max_age_ms=2_000,
        )

    def _places(self) -> list[TopicPartition]:
        counts = {
            name: self.partitions
            if role == "articles"
            else self.cluster.catalogue.by_name(role).partitions
            for name, role in self._roles.items()
        }
        return [TopicPartition(name, n) for name, count in counts.items() for n in range(count)]

    def _round(self, client: KafkaAdminClient, consumer: KafkaConsumer) -> None:
        places = self._places()
        faults = self.faults
        with suppress(KafkaError):  # a partition without a leader: another moment will do
            self._sample(client, places, faults)
        if set(places) != consumer.assignment():
            consumer.assign(places)
            for place in places:
                consumer.seek(place, self._at.get(place, 0))
        ends = client.list_partition_offsets(
            dict.fromkeys(places, OffsetSpec.LATEST), isolation_level="read_committed"
        )
        deadline = time.monotonic() + TIMEOUT_MS / 1000
        while any(consumer.position(place) < ends[place].offset for place in places):
            for place, records in consumer.poll(timeout_ms=200).items():
                for record in records:
                    self._take(place, record)
                self._at[place] = consumer.position(place)
            if time.monotonic() > deadline:
                return
        self.covered = len(self.samples)
        self.rounds += 1

    def _sample(self, client: KafkaAdminClient, places: list[TopicPartition], faults: int) -> None:
        group = self.cluster.group
        committed = client.list_group_offsets({group: None})[group]
        # In this order: what is published after the commit was read counts as published.
        ends = client.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
        self.samples.append(
            Sample(
                faults,
                {
                    self._number(place): at.offset
                    for place, at in committed.items()
                    if at.offset >= 0 and self._means(place, at.offset, ends)
                },
                {
                    (self._roles[place.topic], place.partition): at.offset
                    for place, at in ends.items()
                    if self._roles[place.topic] != "articles"
                },
            )
        )

    def _number(self, place: TopicPartition) -> int:
        """Of a partition of the articles topic as it is now."""
        return int(place.partition + LOG_STRIDE * self._logs)

    def _means(
        self, place: TopicPartition, offset: int, ends: Mapping[TopicPartition, Any]
    ) -> bool:
        """Whether a commit says anything about the records that are there now."""
        if (place.partition, offset) in self.moved:
            return False
        # Of a topic that was deleted before, there may be an offset that this one does not have.
        return not self._logs or place not in ends or offset <= ends[place].offset

    def _take(self, place: TopicPartition, record: Any) -> None:
        role = self._roles[place.topic]
        read = Read(
            role,
            self._number(place) if role == "articles" else place.partition,
            record.offset,
            record.key,
            record.value or b"",
            tuple(record.headers),
        )
        if role == "articles":
            self.inputs.append(read)
            return
        self.outputs.append(read)
        if role in ("enriched", "dead_letters"):
            self.done.add((read.key, hash(read.value)))
