"""Alive, ready, stuck: a worker enters and leaves each state."""

import signal
import time

import pytest

from local_kafka import Broker
from tests.conftest import Kafka, StartWorker
from tests.support.cluster import PARTITIONS, Cluster, article, eventually
from tests.support.web import Pages
from worker.health import UNREACHED_SECONDS

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
STUCK_AFTER = 3


@pytest.fixture
def pages() -> Pages:
    return Pages()


def test_a_worker_that_waits_for_kafka_is_live_and_not_ready(
    start_worker: StartWorker, pages: Pages
) -> None:
    cluster = Cluster("127.0.0.1:9", "none.")
    worker = start_worker(cluster.env(pipeline=SMALL, web_port=pages.port, broker_wait=6))
    eventually("it answers", lambda: pages.ask("/livez").status == 200)
    ready = pages.ask("/readyz")
    assert (ready.status, ready.body["ok"]) == (503, False)
    assert "waiting for Kafka" in ready.why
    assert pages.ask("/stuckz").status == 200
    assert worker.wait(30) == 1


def test_a_slow_article_makes_it_stuck_and_a_quiet_topic_does_not(
    cluster: Cluster, start_worker: StartWorker, pages: Pages
) -> None:
    start_worker(cluster.env(pipeline=SMALL, web_port=pages.port, stuck_after=STUCK_AFTER))
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    assert "at work on partitions 0, 1, 2, 3" in pages.ask("/readyz").why
    polled = pages.value("last_poll_timestamp_seconds")
    time.sleep(STUCK_AFTER + 2)
    quiet = pages.ask("/stuckz")
    assert (quiet.status, quiet.why) == (200, "nothing is waiting")
    assert pages.value("last_poll_timestamp_seconds") > polled

    cluster.publish([article("slow", f"sleep {STUCK_AFTER + 6}")])
    eventually("it is stuck", lambda: pages.ask("/stuckz").status == 503)
    stuck = pages.ask("/stuckz")
    assert "nothing has moved" in stuck.why
    assert "1 record is waiting" in stuck.why
    assert pages.value("stuck") == 1
    assert pages.ask("/livez").status == 200
    eventually("it goes on", lambda: pages.ask("/stuckz").status == 200)
    assert pages.value("stuck") == 0


def test_a_worker_without_partitions_stands_by_and_takes_over(
    kafka: Kafka, start_worker: StartWorker, pages: Pages
) -> None:
    cluster = Cluster(kafka.bootstrap_servers, "lone.", partitions=1)
    cluster.create_topics()
    first = start_worker(cluster.env(pipeline=SMALL))
    first.wait_ready()
    start_worker(cluster.env(pipeline=SMALL, web_port=pages.port))
    eventually("one of them has it", lambda: pages.ask("/readyz").status == 200)
    if pages.value("assigned_partitions") == 0:
        assert pages.ask("/readyz").why.startswith("standby")
        first.signal(signal.SIGTERM)
        eventually("it takes over", lambda: pages.value("assigned_partitions") == 1)
    assert pages.ask("/readyz").why == "at work on partition 0"


def test_a_stopped_process_does_not_answer_and_counts_its_stall(
    cluster: Cluster, start_worker: StartWorker, pages: Pages
) -> None:
    worker = start_worker(cluster.env(pipeline=SMALL, web_port=pages.port))
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    worker.signal(signal.SIGSTOP)
    try:
        assert pages.ask("/livez", timeout=2).status == 0
    finally:
        worker.signal(signal.SIGCONT)
    eventually("it answers", lambda: pages.ask("/livez").status == 200)

    def stalls() -> float:
        within = pages.value("event_loop_stall_seconds_bucket", le="1.0")
        return pages.value("event_loop_stall_seconds_count") - within

    eventually("the stall is counted", lambda: stalls() >= 1)


def test_a_broker_that_is_gone_makes_it_unready_and_stuck_until_it_is_back(
    own_kafka: Broker, start_worker: StartWorker, pages: Pages
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    cluster.publish(article(f"a-{n}", "sleep 0.1") for n in range(100))
    worker = start_worker(
        cluster.env(pipeline=SMALL, web_port=pages.port, stuck_after=STUCK_AFTER, batch_size=4)
    )
    eventually("it is at work", lambda: (pages.value("batch_articles_sum") or 0) > 8)
    assert pages.value("send_retries_total") == 0
    own_kafka.kill()
    eventually("it is stuck", lambda: pages.ask("/stuckz").status == 503)
    eventually("it is not ready", lambda: pages.ask("/readyz").status == 503)
    assert "check whether the brokers are up" in pages.ask("/readyz").why
    assert pages.ask("/livez").status == 200
    assert pages.value("send_retries_total") > 0
    own_kafka.restart()
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    eventually("it goes on", lambda: pages.ask("/stuckz").status == 200)
    eventually("all is done", lambda: cluster.lag() == 0)
    assert worker.process.poll() is None


def test_the_last_answer_stands_still_when_the_broker_is_gone_and_moves_when_nothing_is_sent(
    own_kafka: Broker, start_worker: StartWorker, pages: Pages
) -> None:
    def answered() -> float:
        return pages.value("last_answer_timestamp_seconds") or 0

    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    start_worker(cluster.env(pipeline=SMALL, web_port=pages.port, stuck_after=STUCK_AFTER))
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    for _ in range(3):
        before = answered()
        eventually("it moves", lambda before=before: answered() > before, timeout=15)
    own_kafka.kill()
    eventually("it is not ready", lambda: pages.ask("/readyz").status == 503)
    assert time.time() - answered() > UNREACHED_SECONDS - 1
    assert pages.ask("/stuckz").why == "nothing is waiting"
    assert pages.value("assigned_partitions") == PARTITIONS
    own_kafka.restart()
    back = time.time()
    eventually("it moves again", lambda: answered() > back)
