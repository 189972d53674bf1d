"""How far a replay has got, kept by Kafka as the offsets of a separate consumer group.

Each offset's metadata says what the replay was asked to do, so that a different replay, or another
model, does not continue it: the side topics would then hold a mixture.
"""

from collections.abc import Mapping

from kafka import TopicPartition
from kafka.structs import OffsetAndMetadata

from topics.cluster.connection import connect
from topics.cluster.errors import Options, explain
from topics.cluster.lag import group_offsets
from worker.cli.failures import CommandError

Marks = dict[TopicPartition, int]


def group_of(worker_group: str, suffix: str) -> str:
    """The consumer group that holds the marks; no consumer ever joins it."""
    return f"{worker_group}-replay-{suffix}"


def load(
    options: Options,
    group: str,
    end: Mapping[TopicPartition, int],
    task: str,
    *,
    fresh: bool,
) -> Marks:
    """The next offset of each partition that was started; none if the side topics are ``fresh``.

    Raises CommandError if the side topics belong to another task, and AdminError.
    """
    with connect(options) as client:
        found = group_offsets(client, group, list(end))
    marks: Marks = {}
    if fresh:
        return marks
    for partition, mark in found.items():
        if mark.offset < 0:
            continue
        if mark.metadata != task:
            raise CommandError(
                f"these side topics hold a different replay ({mark.metadata or 'unknown'}; "
                f"this one: {task}): choose another suffix with --to"
            )
        # Beyond the end: the topic was deleted and created again, with other articles.
        if mark.offset <= end[partition]:
            marks[partition] = mark.offset
    return marks


def save(options: Options, group: str, marks: Marks, task: str) -> None:
    """Remember the marks. Raises AdminError."""
    offsets = {
        partition: OffsetAndMetadata(offset, task, -1) for partition, offset in marks.items()
    }
    if not offsets:
        return
    with connect(options) as client:
        for error in client.alter_group_offsets(group, offsets).values():
            if error.errno:
                raise explain(error(f"remembering in the group {group}"), options)
