"""Workers come and go: nothing is lost, and each article's events stay in order."""

import signal

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, eventually, short_articles

pytestmark = pytest.mark.integration


def test_a_worker_that_joins_and_one_that_leaves_lose_nothing(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    sent = list(short_articles(600))
    cluster.publish(sent[:300])
    first = start_worker(cluster.env())
    first.wait_ready()
    eventually("the first is at work", lambda: len(cluster.read("enriched")) > 10)
    second = start_worker(cluster.env())
    second.wait_ready()
    cluster.publish(sent[300:])
    eventually(
        "both have partitions",
        lambda: all(_last_assignment(worker.text).count(",") == 1 for worker in (first, second)),
        timeout=60,
    )
    first.signal(signal.SIGTERM)
    assert first.wait(10) == 0
    eventually("all are committed", lambda: cluster.lag() == 0, timeout=120)
    events = cluster.enriched()
    assert {event.article.id for event in events} == {
        record.key.decode() for record in sent if record.key
    }
    copies: dict[str, set[str]] = {}
    for event in events:
        copies.setdefault(event.article.id, set()).add(event.model_dump_json())
    assert all(len(versions) == 1 for versions in copies.values())


def _last_assignment(text: str) -> str:
    lines = [line for line in text.splitlines() if "assigned partitions:" in line]
    return lines[-1].partition("assigned partitions:")[2] if lines else ""
