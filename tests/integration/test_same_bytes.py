"""The same articles give the same bytes: in another batch, order, process, and after a restart."""

import signal
from pathlib import Path

import pytest

from local_kafka import Broker
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually, short_articles

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EVENT_ROLES = ("enriched", "entities", "stances", "topics")


def sent_articles() -> list[Sent]:
    sent = list(short_articles(40))
    for path in sorted(SAMPLES.glob("*.txt")):
        title, _, body = path.read_text(encoding="utf-8").strip().partition("\n")
        sent.append(article(path.stem, body.strip(), title=title))
    return sent


def events(cluster: Cluster) -> dict[str, set[tuple[bytes, bytes, bytes]]]:
    return {
        role: {
            (record.key, dict(record.headers)["ce_id"], record.value)
            for record in cluster.read(role)
        }
        for role in EVENT_ROLES
    }


def test_batch_order_process_and_restart_change_nothing(
    kafka: Broker, cluster: Cluster, start_worker: StartWorker
) -> None:
    sent = sent_articles()
    assert len(sent) >= 50
    other = Cluster(kafka.bootstrap_servers, f"other.{cluster.prefix}")
    other.create_topics()

    cluster.publish(sent)
    start_worker(cluster.env(batch_size=1))
    other.publish(reversed(sent))
    first = start_worker(other.env(batch_size=16, pool_processes=2))
    eventually("some are out", lambda: len(other.read("enriched")) >= 5, timeout=120)
    first.signal(signal.SIGTERM)
    first.wait(15)
    start_worker(other.env(batch_size=5))
    for one in (cluster, other):
        eventually("all are committed", lambda one=one: one.lag() == 0, timeout=120)

    assert events(cluster) == events(other)
    assert len(events(cluster)["enriched"]) == len(sent)
    assert all(events(cluster).values()), "every topic has events to compare"
