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

from topics.cluster.connection import connect
from topics.cluster.errors import AdminError, Options, address, explained

_COORDINATOR_SECONDS = 15.0
_RETRY_SECONDS = 0.2
_READ_SECONDS = 5.0
_POLL_MS = 500
_COMMITTED = "read_committed"
_SMALL_FETCH_BYTES = 64 * 1024


@dataclass(frozen=True)
class PartitionLag:
    """One partition. ``committed`` is None if the group never committed.

    ``end`` is the end for a reader of committed records. ``lag`` counts the offsets up to it, which
    can be more than the records: transaction markers count too, unless nothing else is left.
    ``expired`` counts records that retention removed before they were processed. ``seconds`` is the
    age of the oldest unprocessed record, 0 if there is none, None if it could not be read.
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
            end = client.list_partition_offsets(
                dict.fromkeys(partitions, OffsetSpec.LATEST), isolation_level=_COMMITTED
            )
            begin = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
            committed = group_offsets(client, group, partitions)
        offsets = {
            partition: committed[partition].offset if partition in committed else -1
            for partition in partitions
        }
        waiting = {
            partition: max(offsets[partition], begin[partition].offset)
            for partition in partitions
            if max(offsets[partition], begin[partition].offset) < end[partition].offset
        }
        written = (
            _timestamps(options, waiting, {place: end[place].offset for place in waiting})
            if waiting
            else {}
        )
    now = time.time()
    found = []
    for partition in partitions:
        known = offsets[partition] if offsets[partition] >= 0 else None
        first = max(offsets[partition], begin[partition].offset)
        age: float | None = 0.0
        if partition not in written:
            first = end[partition].offset
        else:
            oldest = written[partition]
            age = None if oldest is None else max(0.0, now - oldest)
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


def group_offsets(
    client: KafkaAdminClient, group: str, partitions: list[TopicPartition]
) -> dict[TopicPartition, OffsetAndMetadata]:
    """The group's committed offsets; empty if it never committed."""
    deadline = time.monotonic() + _COORDINATOR_SECONDS
    while True:
        try:
            answer: dict[TopicPartition, OffsetAndMetadata] = client.list_group_offsets(
                {group: partitions}
            )[group]
        except GroupIdNotFoundError:
            return {}
        except (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError):
            # The first group of a new cluster: Kafka only now creates its topic of offsets.
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
    options: Options, offsets: dict[TopicPartition, int], ends: dict[TopicPartition, int]
) -> dict[TopicPartition, float | None]:
    """When the first record at or after each offset was written, in seconds since 1970.

    None if it could not be read; a partition without such a record is left out.
    """
    consumer = KafkaConsumer(
        **options,
        enable_auto_commit=False,
        isolation_level=_COMMITTED,
        max_partition_fetch_bytes=_SMALL_FETCH_BYTES,
        auto_offset_reset="none",
    )
    found: dict[TopicPartition, float | None] = dict.fromkeys(offsets)
    deadline = time.monotonic() + _READ_SECONDS
    try:
        # One after the other, so that a partition that cannot be read does not hide the others.
        for partition, offset in offsets.items():
            consumer.assign([partition])
            consumer.seek(partition, offset)
            try:
                while time.monotonic() < deadline:
                    if records := consumer.poll(timeout_ms=_POLL_MS).get(partition):
                        found[partition] = records[0].timestamp / 1000
                        break
                    if consumer.position(partition) >= ends[partition]:
                        del found[partition]
                        break
            except Exception:  # noqa: BLE001, S112 - the age is an extra; the lag itself is known
                continue
    finally:
        consumer.close()
    return found
