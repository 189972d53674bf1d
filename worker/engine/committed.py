"""The group's commits as Kafka keeps them: offset and note."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, UnknownTopicOrPartitionError
from aiokafka.structs import OffsetAndMetadata

from topics.cluster.commit_note import CommitNote

Committed = Mapping[TopicPartition, OffsetAndMetadata]


async def committed(consumer: AIOKafkaConsumer, places: Iterable[TopicPartition]) -> Committed:
    """What the group committed of these partitions; nothing for one without a commit."""
    # aiokafka's public call gives only the offset.
    coordinator = consumer._coordinator  # noqa: SLF001
    found: Committed = await coordinator.fetch_committed_offsets(list(places))
    return found


class Notes:
    """The note of each partition, which goes with every commit of it."""

    def __init__(self) -> None:
        self._notes: dict[TopicPartition, CommitNote] = {}

    def take(self, found: Committed) -> None:
        """These are the partitions of now, with what earlier commits noted."""
        self._notes = {place: CommitNote.parse(at.metadata) for place, at in found.items()}

    def of(self, place: TopicPartition) -> CommitNote:
        """The partition's note."""
        return self._notes.get(place, CommitNote())

    def replace(self, place: TopicPartition, note: CommitNote) -> None:
        """Note this from now on."""
        self._notes[place] = note

    def go_with_commits_of(self, consumer: AIOKafkaConsumer) -> None:
        """Add the notes to what the consumer commits; Faust would commit an empty one."""
        commit = consumer.commit

        async def with_notes(offsets: Committed) -> None:
            _commit_once(consumer)
            await commit(
                {
                    place: OffsetAndMetadata(at.offset, at.metadata or self.of(place).text())
                    for place, at in offsets.items()
                }
            )

        consumer.commit = with_notes


class _Once:
    """A commit to a topic that is gone fails; aiokafka would try until there is one again.

    What the group had reached in the old one would be committed to the new one then, and its first
    records would never be read.
    """

    def __init__(self, commit: Callable[[object, Committed], Awaitable[None]]) -> None:
        self._commit = commit

    async def __call__(self, assignment: object, offsets: Committed) -> None:
        try:
            await self._commit(assignment, offsets)
        except UnknownTopicOrPartitionError as error:
            # Faust takes these words for no reason to crash, and commits again a second later.
            raise CommitFailedError("the topic is gone, or was already rebalanced") from error


def _commit_once(consumer: AIOKafkaConsumer) -> None:
    # Only a consumer that was started has a coordinator.
    coordinator = consumer._coordinator  # noqa: SLF001
    if not isinstance(coordinator._do_commit_offsets, _Once):  # noqa: SLF001
        coordinator._do_commit_offsets = _Once(coordinator._do_commit_offsets)  # noqa: SLF001
