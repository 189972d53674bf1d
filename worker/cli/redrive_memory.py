"""How far dead letters were redriven, kept by Kafka as the offsets of a consumer group.

A dead letter does not show whether sending it again has helped. Without this memory an hourly
redrive would send every letter again, every hour, until retention removes it.
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
    """One partition: all letters before ``all`` were handled, and for some reasons a few more."""

    all: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    def covers(self, offset: int, reason: str) -> bool:
        """Whether the letter was handled."""
        return offset < max(self.all, self.reasons.get(reason, 0))

    def moved(self, reason: str | None, offset: int) -> "Mark":
        """The mark after handling this reason, or all of them, up to an offset; never back."""
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
    # Beyond the end: the topic was deleted and created again, with other letters.
    return Mark(
        max(0, found.offset) if found.offset <= end else 0,
        {name: offset for name, offset in known.items() if offset <= end},
    )
