import asyncio
import time

import pytest

from tests.unit.worker.test_progress import Clock
from worker.health import TICK_SECONDS, UNREACHED_SECONDS, Health, Verdict
from worker.progress import End, Progress


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    return Health(Progress(clock, clock), live_after=30, stuck_after=300, clock=clock)


async def test_a_loop_that_stands_still_is_not_live() -> None:
    health = Health(Progress(), live_after=1, stuck_after=300)
    beating = asyncio.ensure_future(health.keep_time())
    await asyncio.sleep(TICK_SECONDS * 1.5)
    assert health.live() == Verdict(True, "the event loop is running")
    later = asyncio.get_running_loop().run_in_executor(None, _live_later, health)
    time.sleep(2.5)  # noqa: ASYNC251 - the loop must block
    verdict = await later
    beating.cancel()
    assert verdict == (Verdict(False, "the event loop has not moved for 2 s"),) * 2


def _live_later(health: Health) -> tuple[Verdict, Verdict]:
    time.sleep(2)
    return health.live(), health.stuck()


def test_it_is_ready_when_it_has_all_that_it_needs(health: Health, clock: Clock) -> None:
    health.phase = "loading the pipelines"
    assert health.ready() == Verdict(False, "loading the pipelines")
    health.phase = ""
    assert "waiting for the group" in health.ready().why
    health.progress.assign([0, 2])
    assert "Kafka has not answered yet" in health.ready().why
    health.progress.answered({})
    assert (health.ready().ok, health.ready().why) == (True, "at work on partitions 0, 2")
    clock.seconds += UNREACHED_SECONDS + 1
    assert "last answered 16 s ago" in health.ready().why
    assert not health.ready().ok


def test_a_worker_on_standby_is_ready(health: Health) -> None:
    health.phase = ""
    health.progress.assign([])
    health.progress.answered({})
    assert health.ready().ok
    assert health.ready().why.startswith("standby")


def test_a_worker_that_stops_is_live_and_not_ready(health: Health, clock: Clock) -> None:
    health._beat = clock.seconds
    health.stopping = True
    clock.seconds += 100
    assert (health.live().ok, health.ready().ok) == (True, False)


def test_it_is_stuck_when_there_is_work_and_nothing_moves(health: Health, clock: Clock) -> None:
    health.progress.assign([1])
    health.progress.answered({1: End(9, 9)})
    health.progress.read(1, 9, None)
    clock.seconds += 299
    assert health.stuck().ok
    clock.seconds += 2
    assert not health.stuck().ok
    assert "301 s and 1 record is waiting in partition 1; Kafka last answered 301 s" in (
        health.stuck().why
    )
    health.progress.acknowledge(1, 9)
    assert health.stuck().ok


def test_a_quiet_topic_is_not_stuck_while_the_consumer_asks(health: Health, clock: Clock) -> None:
    health.progress.assign([1])
    for _ in range(10):
        clock.seconds += 100
        health.progress.polled()
    assert health.stuck().ok
    clock.seconds += 301
    assert "has not asked for records for 301 s" in health.stuck().why


def test_without_partitions_there_is_nothing_to_be_stuck_on(health: Health, clock: Clock) -> None:
    clock.seconds += 10_000
    assert health.stuck().ok
    health.progress.assign([])
    clock.seconds += 10_000
    assert health.stuck().ok


def test_a_refusal_makes_it_unready_and_is_said(health: Health) -> None:
    health.phase = ""
    health.progress.answered({})
    health.progress.refused("no Read on the group")
    assert health.ready() == Verdict(False, "no Read on the group")
    assert health.stuck() == Verdict(True, "no Read on the group")
    health.progress.assign([])
    assert health.ready() == Verdict(False, "no Read on the group")
    health.progress.refused("")
    assert health.ready().ok


def test_what_a_transaction_holds_back_is_said(health: Health, clock: Clock) -> None:
    health.progress.assign([1, 2])
    health.progress.answered({1: End(9, 9, held=4), 2: End(5, 5, held=3)})
    clock.seconds += 60
    said = "nothing is waiting; 7 more are held back behind an open transaction, since 60 s"
    assert health.stuck() == Verdict(True, said)
