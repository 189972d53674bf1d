"""Offsets that do not fit the log: beyond its end, before its beginning, between transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition

from tests.conftest import Kafka, StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.web import Pages
from topics.cluster import admin

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"


@pytest.fixture
def cluster(kafka: Kafka, cluster: Cluster) -> Cluster:
    """Topics of one partition, so that every article has a known offset."""
    made = Cluster(kafka.bootstrap_servers, f"one-{cluster.prefix}", partitions=1)
    made.create_topics()
    return made


@pytest.fixture
def pages() -> Pages:
    return Pages()


def articles(count: int, name: str = "a") -> list[Sent]:
    return [article(f"{name}-{number}", "Peru won.") for number in range(count)]


def lag(cluster: Cluster) -> admin.PartitionLag:
    (row,) = admin.lag(cluster.options, cluster.group, cluster.catalogue.articles.name)
    return row


def committed(cluster: Cluster, offset: int) -> None:
    eventually(f"{offset} is committed", lambda: lag(cluster).committed == offset)


def test_beyond_the_end_it_stops_and_says_how_to_go_on(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    worker = start_worker(cluster.env(pipeline=SMALL))
    assert worker.wait(60) == 1
    last = worker.text.splitlines()[-1]
    assert "partition 0: offset 120, end 50" in last
    assert "STANCEWIRE_OFFSET_BEYOND_END" in last
    assert "Traceback" not in worker.text
    assert lag(cluster).committed == 120
    assert cluster.outcomes() == 0


@pytest.mark.parametrize(("setting", "start"), [("beginning", 0), ("end", 50)])
def test_beyond_the_end_it_goes_where_the_setting_says(
    cluster: Cluster, start_worker: StartWorker, setting: str, start: int
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    worker = start_worker(cluster.env(pipeline=SMALL, offset_beyond_end=setting))
    worker.wait_ready()
    said = f"offset 120 is beyond the end, 50; reading on at {start}"
    eventually("it says so", lambda: said in worker.text)
    cluster.publish(articles(5, "later"))
    committed(cluster, 55)
    assert cluster.outcomes() == 55 - start


def test_a_restart_before_the_next_article_does_not_forget_where_it_went(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    start_worker(cluster.env(pipeline=SMALL, offset_beyond_end="end")).wait_ready()
    committed(cluster, 50)
