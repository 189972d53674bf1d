"""What the worker uses is counted over all of its processes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.metrics.usage import UsageCollector

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")

BUSY = (
    "import time\n"
    "held = bytearray(range(256)) * 400_000\n"
    "while time.process_time() < 1: pass\n"
    "print('done', flush=True)\n"
    "input()\n"
)


def used() -> dict[str, float]:
    return {
        family.samples[0].name: family.samples[0].value for family in UsageCollector().collect()
    }


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    # A grandchild of ours, as the pool's processes may be.
    starter = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    process = subprocess.Popen(
        [sys.executable, "-c", starter], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    yield process
    assert process.stdin
    process.stdin.close()
    process.wait(30)


def test_the_processes_below_count_while_they_run_and_their_time_afterwards(
    child: subprocess.Popen[bytes],
) -> None:
    before = used()
    assert child.stdout
    assert child.stdout.readline() == b"done\n"
    at_work = used()
    assert at_work["stancewire_cpu_seconds_total"] >= before["stancewire_cpu_seconds_total"] + 0.5
    assert at_work["stancewire_memory_bytes"] >= before["stancewire_memory_bytes"] + 80 * 2**20
    assert child.stdin
    child.stdin.write(b"\n")
    child.stdin.close()
    assert child.wait(30) == 0
    after = used()
    assert after["stancewire_cpu_seconds_total"] >= at_work["stancewire_cpu_seconds_total"]
    assert after["stancewire_memory_bytes"] <= at_work["stancewire_memory_bytes"] - 80 * 2**20
