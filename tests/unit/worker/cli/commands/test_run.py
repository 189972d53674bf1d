"""``stancewire run``: stopping while there is no broker."""

import os
import socket
import subprocess
import sys
import time

from tests.support.patience import patient
from tests.unit.worker.cli.shell import ROOT


def test_a_worker_that_waits_for_its_broker_ends_with_a_line() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        worker = subprocess.Popen(
            [sys.executable, "-m", "worker.cli.main", "run"],
            cwd=ROOT,
            env={
                **os.environ,
                "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{held.getsockname()[1]}",
                "STANCEWIRE_PIPELINE": "tests.support.small_pipelines:load_small",
                "STANCEWIRE_WEB_PORT": "0",
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        assert worker.stderr
        for line in worker.stderr:
            if "waiting for a Kafka broker" in line:
                break
        began = time.monotonic()
        worker.terminate()
        said = worker.stderr.read()
        assert worker.wait(patient(30)) == 143
        assert time.monotonic() - began < patient(20)
        assert said.splitlines()[-1] == "stancewire: terminated"
        assert "Traceback" not in said
