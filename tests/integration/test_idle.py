"""After a rest the first article has its event within a second, though connections were closed."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from local_kafka import Broker
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.local_brokers import started
from tests.support.patience import slowness

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
IDLE_SECONDS = 3
WAKE_SECONDS = 1.0


def closes_soon(settings: dict[str, str]) -> dict[str, str]:
    """A broker closes a connection that nobody uses: usually after ten minutes."""
    return {**settings, "connections.max.idle.ms": str(1000 * IDLE_SECONDS)}


@pytest.fixture
def hasty_kafka() -> Iterator[Broker]:
    with started(Broker(adapt=closes_soon)) as broker:
        yield broker


def seconds_to_event(cluster: Cluster, record: Sent, seen: int) -> float:
    """From its producer's send, connections included, to its event at a subscriber."""
    name = cluster.catalogue.enriched.name
    places = [
        TopicPartition(name, number) for number in range(cluster.catalogue.enriched.partitions)
    ]
    with (
        closing(KafkaConsumer(**cluster.options, enable_auto_commit=False)) as consumer,
        closing(KafkaProducer(**cluster.options, linger_ms=0)) as producer,
    ):
        consumer.assign(places)
        consumer.seek_to_end(*places)
        assert sum(consumer.position(place) for place in places) == seen
        began = time.monotonic()
        producer.send(cluster.catalogue.articles.name, key=record.key, value=record.value)
        while not consumer.poll(timeout_ms=100):
            assert time.monotonic() - began < 60
        return time.monotonic() - began


def test_the_first_event_after_a_rest_comes_within_a_second(
    hasty_kafka: Broker, start_worker: StartWorker
) -> None:
    cluster = Cluster(hasty_kafka.bootstrap_servers, "")
    cluster.create_topics()
    # As by default.
    worker = start_worker(cluster.env(pipeline=SMALL, batch_wait=0.1))
    worker.wait_ready()
    cluster.publish([article("before", "Ada thanked Peru.")])
    eventually("the first is enriched", lambda: cluster.outcomes() == 1)
    time.sleep(3 * IDLE_SECONDS)
    took = seconds_to_event(cluster, article("after", "Ada thanked Peru."), seen=1)
    assert took < WAKE_SECONDS * slowness()
