"""The local Kafka itself: a real broker crashes, restarts, and keeps its data."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic

from local_kafka import Broker, LocalKafkaError
from local_kafka.readiness import is_ready
from tests.support.patience import patient
from tests.support.processes import exists

pytestmark = pytest.mark.integration

TOPIC = "tests.local-kafka.v1"
PARTITION = TopicPartition(TOPIC, 0)


@pytest.fixture
def own() -> Iterator[Broker]:
    """A broker for a test that changes it."""
    with Broker() as broker:
        yield broker


def create_topic(broker: Broker, name: str, configs: dict[str, str] | None = None) -> None:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
    admin.create_topics([NewTopic(name, 1, 1, topic_configs=configs or {})])
    admin.close()


def produce(broker: Broker, topic: str, values: list[bytes]) -> None:
    producer = KafkaProducer(
        bootstrap_servers=broker.bootstrap_servers, acks="all", max_request_size=10_000_000
    )
    try:
        for future in [producer.send(topic, value, partition=0) for value in values]:
            future.get(timeout=30)
    finally:
        producer.close()


def consumer_of(broker: Broker, group: str) -> KafkaConsumer:
    consumer = KafkaConsumer(
        bootstrap_servers=broker.bootstrap_servers,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    consumer.assign([PARTITION])
    return consumer


def read(consumer: KafkaConsumer, count: int) -> list[bytes]:
    values: list[bytes] = []
    deadline = time.monotonic() + 30
    while len(values) < count and time.monotonic() < deadline:
        for records in consumer.poll(timeout_ms=500, max_records=count - len(values)).values():
            values += [record.value for record in records]
    return values


def test_data_and_committed_offsets_survive_a_kill(own: Broker) -> None:
    create_topic(own, TOPIC)
    values = [f"message {number}".encode() for number in range(20)]
    produce(own, TOPIC, values)
    consumer = consumer_of(own, "readers")
    assert read(consumer, 8) == values[:8]
    consumer.commit()
    consumer.close()
    port, first = own.port, own.pid
    assert first is not None

    own.kill()
    assert not own.running
    assert own.pid is None
    assert not exists(first)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), 1)

    own.restart()
    assert own.port == port
    assert own.pid != first
    consumer = consumer_of(own, "readers")
    assert read(consumer, 12) == values[8:]
    consumer.close()


def test_it_comes_back_after_a_kill_from_outside(own: Broker) -> None:
    assert own.pid is not None
    port = own.port
    os.kill(own.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while own.running and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not own.running
    own.restart()
    assert (own.port, own.running) == (port, True)


def test_one_that_hangs_is_killed_when_it_does_not_stop(own: Broker) -> None:
    assert own.pid is not None
    os.kill(own.pid, signal.SIGSTOP)
    pid = own.pid
    own.stop(timeout=0.5)
    assert not exists(pid)


def test_a_restart_in_order_keeps_the_port(own: Broker) -> None:
    port, first = own.port, own.pid
    own.restart()
    assert (own.port, own.running) == (port, True)
    assert own.pid != first


def test_a_restart_that_fails_leaves_the_data_for_another(own: Broker) -> None:
    port, data = own.port, own.data_dir
    own.kill()
    with pytest.raises(LocalKafkaError, match="not ready in time"):
        own.restart(timeout=0)
    assert data.exists()
    own.restart(patient(60))
    assert (own.port, own.data_dir) == (port, data)


def test_topics_do_not_appear_by_themselves(shared: Broker) -> None:
    producer = KafkaProducer(bootstrap_servers=shared.bootstrap_servers, max_block_ms=1_000)
    with pytest.raises(Exception, match=r"(?i)tpyo|metadata|topic|timeout|timed out"):
        producer.send("tpyo.v1", b"value").get(timeout=5)
    producer.close()
    admin = KafkaAdminClient(bootstrap_servers=shared.bootstrap_servers)
    assert "tpyo.v1" not in admin.list_topics()
    admin.close()


def test_the_topic_decides_how_large_a_message_may_be(shared: Broker) -> None:
    create_topic(shared, "large.v1", {"max.message.bytes": str(6 * 1024 * 1024)})
    create_topic(shared, "small.v1", {"max.message.bytes": "1000"})
    produce(shared, "large.v1", [b"x" * 5_000_000])
    with pytest.raises(Exception, match=r"(?i)large"):
        produce(shared, "small.v1", [b"x" * 2_000])


def test_it_listens_on_loopback_only(shared: Broker) -> None:
    assert shared.pid is not None
    listening = [
        connection.laddr.ip.removeprefix("::ffff:")
        for connection in psutil.Process(shared.pid).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert set(listening) == {"127.0.0.1"}


def test_another_cluster_on_the_port_is_not_taken_for_ours(shared: Broker) -> None:
    assert not is_ready(shared.port, "some-other-cluster-id-", 1)


def test_a_second_broker_runs_beside_the_first(shared: Broker) -> None:
    with Broker() as second:
        assert second.port != shared.port
        assert second.running
        assert shared.running


def test_a_named_folder_keeps_the_data(tmp_path: Path) -> None:
    # Not ASCII on purpose: Java reads its settings as Latin-1.
    folder = tmp_path / "data Ж é"
    with Broker(folder) as broker:
        create_topic(broker, TOPIC)
        produce(broker, TOPIC, [b"kept"])
    with Broker(folder) as broker:
        consumer = consumer_of(broker, "readers")
        assert read(consumer, 1) == [b"kept"]
        consumer.close()
