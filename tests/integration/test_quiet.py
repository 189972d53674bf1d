"""A worker that is well says nothing above INFO: at its first start, in a backlog, at its stop."""

import re
import signal

import pytest

from local_kafka import Broker
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually, short_articles
from tests.support.worker_process import WorkerProcess

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
# More than fit into the buffer: Faust watches only partitions of which something is still unread.
SLOW_ARTICLES = 24


def complaints(worker: WorkerProcess) -> list[str]:
    """The lines that are no INFO line: a library's several lines at once are no line either."""
    return [
        line for line in worker.text.splitlines() if not re.match(r"[-\d]+ [:,\d]+ INFO ", line)
    ]


def test_a_first_start_and_a_stop_say_nothing_above_info(
    own_kafka: Broker, start_worker: StartWorker
) -> None:
    # A broker that has never seen a group answers the first worker with errors.
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    worker = start_worker(cluster.env(pipeline=SMALL))
    worker.wait_ready()
    cluster.publish(short_articles(20))
    eventually("all is committed", lambda: cluster.lag() == 0)
    worker.signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert complaints(worker) == []


def test_a_slow_backlog_says_nothing_above_info(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(article(f"slow-{number}", "sleep 1.5") for number in range(SLOW_ARTICLES))
    worker = start_worker(
        cluster.env(pipeline=SMALL, batch_size=1), module="tests.support.impatient_worker"
    )
    eventually("all are enriched", lambda: cluster.outcomes() == SLOW_ARTICLES, 120)
    assert complaints(worker) == []
