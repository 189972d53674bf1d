"""One installation's topics on the test broker: publish, read, and measure the progress."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

from tests.support.patience import Deadline
from topics.catalogue import Catalogue
from topics.cluster import admin
from topics.events import Enriched

PARTITIONS = 4
RawHeaders = Sequence[tuple[str, bytes | None]]


@dataclass(frozen=True)
class Sent:
    key: bytes | None
    value: bytes | None
    headers: RawHeaders = ()


class Cluster:
    """The catalogue's topics under a separate prefix."""

    def __init__(
        self, bootstrap_servers: str, prefix: str, partitions: int = PARTITIONS, replicas: int = 1
    ) -> None:
        self.bootstrap_servers = bootstrap_servers
        self.prefix = prefix
        self.group = f"{prefix}group"
        self.catalogue = Catalogue(prefix, partitions, replicas)
        self.options: dict[str, Any] = {"bootstrap_servers": bootstrap_servers.split(",")}

    def create_topics(self) -> None:
        admin.create(self.options, self.catalogue)

    def env(self, **settings: object) -> dict[str, str]:
        """The worker's environment; ``settings`` are in lower case, without their prefix."""
        values = {
            "topic_prefix": self.prefix,
            "partitions": self.catalogue.articles.partitions,
            "replication_factor": self.catalogue.articles.replication_factor,
            "group": self.group,
            "session_timeout": 6,
            "pool_processes": 1,
            "batch_wait": 0.05,
            "log_format": "text",
            # Several workers run on one machine here.
            "web_port": 0,
            **settings,
        }
        named = {f"STANCEWIRE_{name.upper()}": str(value) for name, value in values.items()}
        return {"KAFKA_BOOTSTRAP_SERVERS": self.bootstrap_servers, **named}

    def publish(self, records: Iterable[Sent], compression: str = "gzip") -> None:
        """Send to the articles topic; returns when the broker has all records."""
        with closing(
            KafkaProducer(
                **self.options, linger_ms=20, compression_type=compression, max_request_size=2**27
            )
        ) as producer:
            futures = [
                producer.send(
                    self.catalogue.articles.name,
                    key=record.key,
                    value=record.value,
                    headers=list(record.headers),
                )
                for record in records
            ]
            for future in futures:
                future.get(30)

    def read(self, role: str) -> list[Any]:
        """Every record of a topic up to its current end."""
        name = self.catalogue.by_name(role).name
        with closing(KafkaConsumer(**self.options, enable_auto_commit=False)) as consumer:
            partitions = [
                TopicPartition(name, number) for number in range(self.catalogue.articles.partitions)
            ]
            consumer.assign(partitions)
            ends = consumer.end_offsets(partitions)
            consumer.seek_to_beginning(*partitions)
            records: list[Any] = []
            while any(consumer.position(tp) < ends[tp] for tp in partitions):
                for batch in consumer.poll(timeout_ms=500).values():
                    records.extend(batch)
            return records

    def enriched(self) -> list[Enriched]:
        return [Enriched.model_validate_json(record.value) for record in self.read("enriched")]

    def lag(self) -> int:
        """Articles that are not committed yet."""
        parts = admin.lag(self.options, self.group, self.catalogue.articles.name)
        return sum(part.lag for part in parts)

    def commit(self, offsets: Mapping[int, int]) -> None:
        """Commit an offset for some partitions in the name of the group, which must be idle."""
        topic = self.catalogue.articles.name
        with closing(
            KafkaConsumer(**self.options, group_id=self.group, enable_auto_commit=False)
        ) as consumer:
            consumer.assign([TopicPartition(topic, partition) for partition in offsets])
            consumer.commit(
                {
                    TopicPartition(topic, partition): OffsetAndMetadata(offset, "", -1)
                    for partition, offset in offsets.items()
                }
            )

    def outcomes(self) -> int:
        """The number of records in the two topics that an article can end in."""
        specs = (self.catalogue.enriched, self.catalogue.dead_letters)
        partitions = [
            TopicPartition(spec.name, number) for spec in specs for number in range(spec.partitions)
        ]
        with closing(KafkaConsumer(**self.options, enable_auto_commit=False)) as consumer:
            return sum(consumer.end_offsets(partitions).values())


def article(id_: str, body: str, **fields: object) -> Sent:
    """An article as its producer sends it."""
    value = json.dumps({"id": id_, "body": body, **fields}, ensure_ascii=False).encode()
    return Sent(id_.encode(), value)


def eventually(what: str, condition: Callable[[], bool], timeout: float = 60) -> None:
    """Wait until the condition holds; fails with ``what`` after ``timeout`` seconds.

    On a slow or busy machine the seconds are longer.
    """
    deadline = Deadline(timeout)
    while not condition():
        if deadline.passed():
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(0.2)


def short_articles(count: int) -> Iterator[Sent]:
    """Short articles that differ from one another."""
    for number in range(count):
        yield article(
            f"short-{number:05d}",
            f"Mayor Ada Brook of ward {number} praised the nurses of Peru on Monday. "
            f"“Plan {number} is a mistake,” said Senator Omar Lind.",
            title=f"Ward {number} thanks its nurses",
        )
