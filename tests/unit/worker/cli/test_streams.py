"""Unusable streams, a missing directory, signals: one line, an exit status, no traceback."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.processes import end_with_parent
from worker.cli.failures import Terminated, ended_by

ROOT = Path(__file__).parents[4]
STANCEWIRE = f"{shlex.quote(sys.executable)} -m worker.cli.main"
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")


def shell(line: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    # As for users: what a full disk refused stays in Python's buffer until the end.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        ["sh", "-c", line.replace("stancewire", f"exec {STANCEWIRE}", 1)],
        cwd=cwd,
        env={**buffered, "PYTHONPATH": str(ROOT), "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=end_with_parent,
    )


@FULL
@pytest.mark.parametrize(
    "arguments", ["settings", "settings --json", "topics list", "--help", "settings --help"]
)
def test_a_full_disk_is_one_line(arguments: str) -> None:
    result = shell(f"stancewire {arguments} >/dev/full")
    assert result.stderr == "stancewire: cannot write the output: no space left on device\n"
    assert result.returncode == 1


def test_a_closed_output_is_one_line() -> None:
    for arguments in ("settings", "topics list --json"):
        result = shell(f"stancewire {arguments} >&-")
        assert result.stderr == "stancewire: cannot write the output: it is closed\n"
        assert result.returncode == 1


def test_a_closed_input_is_one_line() -> None:
    for command in ("enrich", "demo"):
        result = shell(f"stancewire {command} - <&-")
        assert result.stderr.startswith("stancewire: refused standard input: it is closed\n")
        assert "Traceback" not in result.stderr
        assert result.returncode == 1


def test_without_anywhere_to_complain_the_status_still_tells() -> None:
    for closed in (
        "2>&-",
        ">&- 2>&- <&-",
        *(["2>/dev/full"] if Path("/dev/full").exists() else []),
    ):
        result = shell(f"stancewire tail weather {closed}")
        assert (result.returncode, result.stdout) == (2, "")
    assert "STANCEWIRE_GROUP" in shell("stancewire settings 2>&- <&-").stdout


@pytest.mark.parametrize("command", ["up", "demo", f"demo {ROOT}/README.md"])
def test_a_working_directory_that_is_gone_is_one_line(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    result = shell(f"export TMPDIR={temporary}; rmdir {gone}; stancewire {command}", gone)
    last = result.stderr.splitlines()[-1]
    assert last == "stancewire: the working directory no longer exists: change to another one"
    assert "Traceback" not in result.stderr
    assert result.returncode == 1
    assert list(temporary.iterdir()) == []


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
        assert worker.wait(10) == 143
        assert time.monotonic() - began < 5
        assert said.splitlines()[-1] == "stancewire: terminated"
        assert "Traceback" not in said


def test_the_first_signal_counts_and_others_do_not_interrupt_the_tidying_up() -> None:
    before = signal.getsignal(signal.SIGHUP)
    with ended_by("SIGTERM", "SIGHUP"):
        with pytest.raises(Terminated) as ended:
            signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.number == signal.SIGHUP
    assert signal.getsignal(signal.SIGHUP) == before


def test_what_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by("SIGTERM", "SIGHUP"):
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
