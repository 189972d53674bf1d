import asyncio
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.errors import CommitFailedError, RequestTimedOutError, UnknownTopicOrPartitionError
from aiokafka.structs import OffsetAndMetadata

from worker.engine.committed import Notes

PLACE = TopicPartition("articles", 0)


class Coordinator:
    """Answers commits with these errors, then takes one; it tries again as aiokafka's does."""

    _retry_backoff_ms = 1
    commit_offsets = GroupCoordinator.commit_offsets

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self._commit_lock = asyncio.Lock()
        self.taken: list[dict[TopicPartition, OffsetAndMetadata]] = []

    async def ensure_coordinator_known(self) -> None:
        pass

    async def _do_commit_offsets(self, _, offsets) -> None:
        if self._errors:
            raise self._errors.pop(0)
        self.taken.append(offsets)


def commit(coordinator: Coordinator, times: int = 1) -> None:
    async def run() -> None:
        consumer = SimpleNamespace(_coordinator=coordinator)
        consumer.commit = lambda offsets: coordinator.commit_offsets(None, offsets)
        Notes().go_with_commits_of(consumer)
        for _ in range(times):
            await consumer.commit({PLACE: OffsetAndMetadata(7, "")})

    asyncio.run(run())


def test_a_commit_is_not_tried_again_where_the_topic_is_gone() -> None:
    """There may be another of that name by then."""
    coordinator = Coordinator(UnknownTopicOrPartitionError())
    with pytest.raises(CommitFailedError, match="already rebalanced"):
        commit(coordinator)
    assert coordinator.taken == []


def test_it_is_tried_again_after_other_errors() -> None:
    coordinator = Coordinator(RequestTimedOutError(), RequestTimedOutError())
    commit(coordinator, times=2)
    assert [offsets[PLACE].offset for offsets in coordinator.taken] == [7, 7]
