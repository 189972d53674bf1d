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

from topics.cluster.commit_note import CommitNote
from topics.cluster.connection import connect
from topics.cluster.errors import AdminError, Options, address, explained
from topics.cluster.header_names import read_any_header_name

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
    ``held`` counts the offsets from there to the end of the log: an open transaction holds them
    back. ``expired`` counts offsets that retention removed before they were read, those that the
    worker noted with its commits included; ``expired_at`` is when it last noted some, in ISO 8601.
    ``beyond_end`` is how far the committed offset is beyond the end of the log: if it is not 0,
    what the log holds may be unread, and the lag is unknown. ``seconds`` is the age of the oldest
    unprocessed record, 0 if there is none, None if it could not be read.
    """

    partition: int
    end: int
    committed: int | None
    lag: int
    held: int
    expired: int
    expired_at: str | None
    beyond_end: int
    seconds: float | None


@dataclass(frozen=True)
class _Offsets:
    """What Kafka says about one partition; ``stable`` is where a committed reader's log ends."""

    begin: int
    stable: int
    end: int
    committed: int | None
    note: CommitNote

    @property
    def first(self) -> int:
        """The first offset that is still to be read."""
        return max(self.begin, self.committed or 0)


def lag(options: Options, group: str, topic: str) -> list[PartitionLag]:
    """The group's lag on every partition of the topic. Raises AdminError."""
    with explained(options):
        with connect(options) as client:
            found = _offsets(client, group, _partitions(client, topic, options))
        waiting = {place: at for place, at in found.items() if at.first < at.stable}
        written = (
            _timestamps(
                options,
                {place: at.first for place, at in waiting.items()},
                {place: at.stable for place, at in waiting.items()},
            )
            if waiting
            else {}
        )
    now = time.time()
    return [
        _row(place.partition, at, place in written, written.get(place), now)
        for place, at in found.items()
    ]


def _offsets(
    client: KafkaAdminClient, group: str, partitions: list[TopicPartition]
) -> dict[TopicPartition, _Offsets]:
    latest = dict.fromkeys(partitions, OffsetSpec.LATEST)
    begin = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
    committed = group_offsets(client, group, partitions)
    # In this order: what arrives meanwhile must look neither committed too far nor held back.
    end = client.list_partition_offsets(latest)
    stable = client.list_partition_offsets(latest, isolation_level=_COMMITTED)
    found = {}
    for place in partitions:
        at = committed.get(place, OffsetAndMetadata(-1, "", -1))
        found[place] = _Offsets(
            begin[place].offset,
            stable[place].offset,
            end[place].offset,
            at.offset if at.offset >= 0 else None,
            CommitNote.parse(at.metadata),
        )
    return found


def _row(
    partition: int, at: _Offsets, to_do: bool, written_at: float | None, now: float
) -> PartitionLag:
    seconds: float | None = 0.0
    if to_do:
        seconds = None if written_at is None else max(0.0, now - written_at)
    gone = 0 if at.committed is None else max(0, at.begin - at.committed)
    return PartitionLag(
        partition=partition,
        end=at.stable,
        committed=at.committed,
        lag=max(0, at.stable - at.first) if to_do else 0,
        held=max(0, at.end - at.stable),
        expired=at.note.expired + gone,
        expired_at=at.note.expired_at.isoformat() if at.note.expired_at else None,
        beyond_end=0 if at.committed is None else max(0, at.committed - at.end),
        seconds=seconds,
    )


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
    read_any_header_name()
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
