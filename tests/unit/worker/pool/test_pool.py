import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from topics.events import Article, Enrichment
from worker.pool.pool import Pool
from worker.pool.slot import PipelineFailure, PoolError

LOADER = "tests.support.small_pipelines:load_small"


def article(body: str) -> Article:
    return Article(id="a", body=body)


def make_pool(processes: int = 2, timeout: float = 2.0, **options: str) -> Pool:
    pool = Pool(LOADER, options, processes, article_timeout=timeout, start_timeout=30)
    pool.spawn()
    return pool


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = make_pool()
    yield made
    made.kill()


async def test_outcomes_come_in_the_order_of_the_articles(pool: Pool) -> None:
    assert await pool.ready() == "small"
    bodies = ["sleep 0.3", *("x" * length for length in range(1, 20))]
    outcomes = await pool.enrich([article(body) for body in bodies])
    lengths = [
        outcome.abstentions["characters"] for outcome in outcomes if isinstance(outcome, Enrichment)
    ]
    assert lengths == [len(body) for body in bodies]


async def test_a_text_that_kills_its_process_costs_one_article(pool: Pool) -> None:
    await pool.ready()
    outcomes = await pool.enrich([article(body) for body in ("x", "die", "y", "z")])
    assert [isinstance(outcome, Enrichment) for outcome in outcomes] == [True, False, True, True]
    failure = outcomes[1]
    assert isinstance(failure, PipelineFailure)
    assert failure.reason == "pipeline_crashed"
    assert "signal 9" in failure.detail
    assert pool.restarts == 2


async def test_a_process_that_dies_by_chance_costs_nothing(pool: Pool, tmp_path) -> None:
    await pool.ready()
    (outcome,) = await pool.enrich([article(f"die-once {tmp_path / 'once'}")])
    assert isinstance(outcome, Enrichment)


async def test_an_idle_process_that_was_killed_is_replaced_unseen(pool: Pool) -> None:
    await pool.ready()
    for slot in pool._slots:
        slot.process.kill()
        slot.process.join()
    outcomes = await pool.enrich([article("x"), article("y")])
    assert all(isinstance(outcome, Enrichment) for outcome in outcomes)


async def test_an_overrun_costs_one_article() -> None:
    pool = make_pool(timeout=0.5)
    try:
        await pool.ready()
        outcomes = await pool.enrich([article("sleep 60"), article("x")])
    finally:
        pool.kill()
    failure, good = outcomes
    assert isinstance(failure, PipelineFailure)
    assert failure.reason == "pipeline_timeout"
    assert isinstance(good, Enrichment)


async def test_a_process_that_does_not_even_read_costs_one_article() -> None:
    pool = make_pool(processes=1, timeout=0.5)
    try:
        await pool.ready()
        stopped = pool._slots[0].process.pid
        assert stopped
        os.kill(stopped, signal.SIGSTOP)
        # More than the pipe can hold, so that handing the article over blocks too.
        (outcome,) = await pool.enrich([article("x" * 190_000)])
    finally:
        pool.kill()
    assert isinstance(outcome, Enrichment), "the second process answers"


async def test_an_error_is_told_and_not_tried_again(pool: Pool) -> None:
    await pool.ready()
    (failure,) = await pool.enrich([article("raise too odd")])
    assert isinstance(failure, PipelineFailure)
    assert failure.reason == "pipeline_failed"
    assert failure.detail.startswith("ValueError at small_pipelines.py:")
    assert pool.restarts == 0


async def test_a_pipeline_that_does_not_load_says_why() -> None:
    pool = make_pool(fail_loading="no weights here")
    try:
        with pytest.raises(PoolError, match="no weights here"):
            await pool.ready()
    finally:
        pool.kill()


async def test_processes_that_keep_dying_while_they_load_name_the_likely_cause() -> None:
    pool = make_pool(processes=1, die_loading="9")
    try:
        with pytest.raises(PoolError, match=r"ended 3 times .*signal 9 \(killed: by the kernel"):
            await pool.ready()
    finally:
        pool.kill()


async def test_a_cancelled_batch_leaves_the_pool_usable(pool: Pool) -> None:
    await pool.ready()
    waiting = asyncio.ensure_future(pool.enrich([article("sleep 0.5"), article("sleep 0.5")]))
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    (outcome,) = await pool.enrich([article("x")])
    assert isinstance(outcome, Enrichment)


async def test_killing_it_ends_its_processes(pool: Pool) -> None:
    await pool.ready()
    processes = [slot.process for slot in pool._slots]
    pool.kill()
    pool.kill()
    assert all(process.exitcode is not None for process in processes)


async def test_it_says_how_many_wait_work_and_are_done(pool: Pool) -> None:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1

    pool._on_outcome = count
    assert pool.loaded == 0
    await pool.ready()
    assert pool.loaded == 2
    enriching = asyncio.ensure_future(pool.enrich([article("sleep 1")] * 2 + [article("x")] * 3))
    await asyncio.sleep(0.1)
    assert (pool.busy, pool.waiting, done) == (2, 3, 0)
    await enriching
    assert (pool.busy, pool.waiting, done) == (0, 0, 5)


async def test_an_answer_that_is_no_enrichment_is_told_without_quoting_it(pool: Pool) -> None:
    await pool.ready()
    (failure,) = await pool.enrich([article("lie Zanzibar")])
    assert failure == PipelineFailure(
        "pipeline_failed", "the answer is not an Enrichment: see 'language'"
    )
