"""How far a consumer group is behind on a topic, in records and in seconds."""

import time
from dataclasses import dataclass

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    GroupIdNotFoundError,
    NotCoordinatorError,
)
from kafka.structs import OffsetAndMetadata

from topics.broker_errors import AdminError, Options, address, explained
from topics.connection import connect

_COORDINATOR_SECONDS = 15.0
_RETRY_SECONDS = 0.2
_READ_SECONDS = 5.0
_SMALL_FETCH_BYTES = 64 * 1024


@dataclass(frozen=True)
class PartitionLag:
    """One partition. ``committed`` is None where the group never committed.

    ``lag`` counts the records that are still to be processed, ``expired`` those that retention
    took before they were; ``seconds`` is the age of the oldest one to be processed, 0 when there
    is none, None when it could not be read.
    """

    partition: int
    end: int
    committed: int | None
    lag: int
    expired: int
    seconds: float | None


def lag(options: Options, group: str, topic: str) -> list[PartitionLag]:
    """The group's lag on every partition of the topic. Raises AdminError."""
    with explained(options):
        with connect(options) as client:
            partitions = _partitions(client, topic, options)
            end = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
            begin = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
            committed = _committed(client, group, partitions)
        offsets = {
            partition: committed[partition].offset if partition in committed else -1
            for partition in partitions
        }
        waiting = {
            partition: max(offsets[partition], begin[partition].offset)
            for partition in partitions
            if max(offsets[partition], begin[partition].offset) < end[partition].offset
        }
        written = _timestamps(options, waiting) if waiting else {}
    now = time.time()
    found = []
    for partition in partitions:
        known = offsets[partition] if offsets[partition] >= 0 else None
        first = max(offsets[partition], begin[partition].offset)
        age: float | None = 0.0
        if partition in waiting:
            age = max(0.0, now - written[partition]) if partition in written else None
        found.append(
            PartitionLag(
                partition=partition.partition,
                end=end[partition].offset,
                committed=known,
                lag=max(0, end[partition].offset - first),
                expired=max(0, begin[partition].offset - known) if known is not None else 0,
                seconds=age,
            )
        )
    return found


def _committed(
    client: KafkaAdminClient, group: str, partitions: list[TopicPartition]
) -> dict[TopicPartition, OffsetAndMetadata]:
    deadline = time.monotonic() + _COORDINATOR_SECONDS
    while True:
        try:
            answer: dict[TopicPartition, OffsetAndMetadata] = client.list_group_offsets(
                {group: partitions}
            )[group]
        except GroupIdNotFoundError:
            return {}
        except (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError):
            # The first group of a new cluster: Kafka creates the topic of the offsets only now.
            if time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return answer


def _partitions(client: KafkaAdminClient, topic: str, options: Options) -> list[TopicPartition]:
    description = client.describe_topics([topic])[0]
    if description["error_code"]:
        raise AdminError(
            f"{address(options)} has no topic {topic}, or does not show it to this user: "
            "create it with `stancewire topics create`"
        )
    indexes = sorted(partition["partition_index"] for partition in description["partitions"])
    return [TopicPartition(topic, index) for index in indexes]


def _timestamps(
    options: Options, offsets: dict[TopicPartition, int]
) -> dict[TopicPartition, float]:
    """When the record at each offset was written, in seconds since 1970, where it can be read."""
    consumer = KafkaConsumer(
        **options,
        enable_auto_commit=False,
        max_partition_fetch_bytes=_SMALL_FETCH_BYTES,
        auto_offset_reset="none",
    )
    found: dict[TopicPartition, float] = {}
    try:
        consumer.assign(list(offsets))
        for partition, offset in offsets.items():
            consumer.seek(partition, offset)
        deadline = time.monotonic() + _READ_SECONDS
        while len(found) < len(offsets) and time.monotonic() < deadline:
            for partition, records in consumer.poll(timeout_ms=500, max_records=100).items():
                if records and partition not in found:
                    found[partition] = records[0].timestamp / 1000
                    consumer.pause(partition)
    finally:
        consumer.close()
    return found
