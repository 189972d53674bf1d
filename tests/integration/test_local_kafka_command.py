"""The command of the local Kafka: it runs until it is told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from local_kafka import Broker, LocalKafkaError, run_until_interrupted
from tests.support.patience import patient
from tests.support.processes import children, exists

pytestmark = pytest.mark.integration


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
    _, errors = command.communicate(timeout=patient(20))
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
