"""A worker stops in time, with and without its broker, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from local_kafka import Broker
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually, short_articles
from tests.support.pipelines import HANG, SLOW
from tests.support.processes import end_with_parent
from tests.support.worker_process import POISONED, WorkerProcess

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
STARVED = 10
STOP_SECONDS = 10
ORPHAN_SECONDS = 2
SLOW_ARTICLES = 10


def stopped_in_time(worker: WorkerProcess, number: int) -> int:
    children = worker.children()
    assert children
    worker.signal(number)
    # Promised, so it does not stretch with the machine.
    status = worker.process.wait(STOP_SECONDS)
    eventually("its children are gone", lambda: gone(children), ORPHAN_SECONDS)
    return status


def gone(processes: list[psutil.Process]) -> bool:
    return not any(
        process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_what_was_in_flight_is_finished_or_unacknowledged(
    cluster: Cluster, start_worker: StartWorker, number: int
) -> None:
    cluster.publish(
        article(f"slow-{count}", f"Anna Kolb praised Peru. {SLOW}")
        for count in range(SLOW_ARTICLES)
    )
    worker = start_worker(cluster.env(pipeline=POISONED, batch_size=2))
    worker.wait_ready()
    eventually("some are out", lambda: len(cluster.read("enriched")) >= 2)

    assert stopped_in_time(worker, number) == 0

    out = {event.article.id for event in cluster.enriched()}
    waiting = cluster.lag()
    assert waiting > 0
    assert len(out) >= SLOW_ARTICLES - waiting
    start_worker(cluster.env(pipeline=POISONED))
    eventually(
        "the rest follows",
        lambda: len({event.article.id for event in cluster.enriched()}) == SLOW_ARTICLES,
        timeout=90,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_when_the_broker_is_gone(
    own_kafka: Broker, start_worker: StartWorker, number: int
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    cluster.publish(
        article(f"slow-{count}", f"Anna Kolb praised Peru. {SLOW}") for count in range(99)
    )
    worker = start_worker(cluster.env(pipeline=POISONED, batch_size=2))
    worker.wait_ready()
    eventually("some are out", lambda: len(cluster.read("enriched")) >= 2)
    own_kafka.kill()
    # Until it has records that it can neither send nor drop: a stop then waits for the broker.
    time.sleep(3)
    stopped_in_time(worker, number)


def test_a_busy_pool_does_not_hold_it_up(cluster: Cluster, start_worker: StartWorker) -> None:
    cluster.publish([article("hangs", HANG)])
    worker = start_worker(cluster.env(pipeline=POISONED, article_timeout=300))
    worker.wait_ready()
    time.sleep(1)
    stopped_in_time(worker, signal.SIGTERM)
    assert cluster.lag() == 1


@contextmanager
def every_core_busy() -> Iterator[None]:
    """More work than there are cores, none of it as nice as the worker is made."""
    loops = [
        subprocess.Popen(
            [sys.executable, "-c", "while True: pass"],
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
        )
        for _ in range(2 * (os.cpu_count() or 1))
    ]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def test_with_every_core_busy_it_ends_in_time_all_the_same(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(article(f"slow-{count}", "sleep 1") for count in range(99))
    worker = start_worker(cluster.env(pipeline=SMALL, batch_size=4))
    eventually("work has begun", lambda: cluster.outcomes() > 0, 120)
    for process in (psutil.Process(worker.process.pid), *worker.children()):
        process.nice(STARVED)
    with every_core_busy():
        began = time.monotonic()
        # Ended in order, or at the deadline: either way what is unacknowledged comes again.
        stopped_in_time(worker, signal.SIGTERM)
        assert time.monotonic() - began < STOP_SECONDS + ORPHAN_SECONDS
    assert cluster.outcomes() >= 99 - cluster.lag()


def test_a_killed_worker_leaves_no_children(cluster: Cluster, start_worker: StartWorker) -> None:
    cluster.publish([article("hangs", HANG)])
    worker = start_worker(cluster.env(pipeline=POISONED, pool_processes=2, article_timeout=300))
    worker.wait_ready()
    children = worker.children()
    assert len(children) >= 2
    worker.kill()
    eventually("its children are gone", lambda: gone(children), ORPHAN_SECONDS)


def test_a_pool_process_killed_while_idle_costs_nothing(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    worker = start_worker(cluster.env())
    worker.wait_ready()
    for child in worker.children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
    cluster.publish(short_articles(5))
    eventually("all are enriched", lambda: len(cluster.read("enriched")) == 5)
    assert not cluster.read("dead_letters")
    assert worker.process.poll() is None
