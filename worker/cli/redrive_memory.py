"""Up to where dead letters were sent again, kept by Kafka as the offsets of a consumer group.

A dead letter does not tell whether sending it again has helped. Without a memory a redrive that
runs every hour would send every letter again, every hour, until retention takes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from kafka import TopicPartition
from kafka.structs import OffsetAndMetadata

from topics.cluster.connection import connect
from topics.cluster.errors import Options, explain
from topics.cluster.lag import group_offsets


@dataclass(frozen=True)
class Mark:
    """One partition: every letter before ``all`` was dealt with, and of each reason some more."""

    all: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    def covers(self, offset: int, reason: str) -> bool:
        """Whether the letter was dealt with."""
        return offset < max(self.all, self.reasons.get(reason, 0))

    def moved(self, reason: str | None, offset: int) -> "Mark":
        """The mark after the letters of this reason, or of every one, up to here; never back."""
        if reason is None:
            return Mark(
                max(self.all, offset),
                {name: end for name, end in self.reasons.items() if end > offset},
            )
        return Mark(self.all, {**self.reasons, reason: max(self.reasons.get(reason, 0), offset)})


def group_of(worker_group: str) -> str:
    """The consumer group that holds the marks."""
    return f"{worker_group}-redrive"


def load(options: Options, group: str, end: Mapping[TopicPartition, int]) -> dict[int, Mark]:
    """The mark of each partition. Raises AdminError."""
    with connect(options) as client:
        found = group_offsets(client, group, list(end))
    return {
        partition.partition: _mark(found[partition], last)
        for partition, last in end.items()
        if partition in found
    }


def save(options: Options, group: str, topic: str, marks: Mapping[int, Mark]) -> None:
    """Remember the marks. Raises AdminError."""
    offsets = {
        TopicPartition(topic, partition): OffsetAndMetadata(
            mark.all, json.dumps(dict(mark.reasons), separators=(",", ":")), -1
        )
        for partition, mark in marks.items()
    }
    with connect(options) as client:
        for error in client.alter_group_offsets(group, offsets).values():
            if error.errno:
                raise explain(error(f"remembering in the group {group}"), options)


def _mark(found: OffsetAndMetadata, end: int) -> Mark:
    try:
        reasons = json.loads(found.metadata or "{}")
        known = {str(name): int(offset) for name, offset in reasons.items()}
    except (ValueError, TypeError, AttributeError):
        known = {}
    # Beyond the end: the topic was deleted and created again, and its letters are others.
    return Mark(
        max(0, found.offset) if found.offset <= end else 0,
        {name: offset for name, offset in known.items() if offset <= end},
    )
