"""The watcher, with a small program instead of Java."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local_kafka.errors import LocalKafkaError
from local_kafka.guarded_process import GuardedProcess

SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    """import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('here', flush=True)
time.sleep(60)""",
]


def gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def guard(command: list[str], folder: Path) -> GuardedProcess:
    process = GuardedProcess(
        command, directory=folder, log=folder / "log", environment=dict(os.environ)
    )
    deadline = time.monotonic() + 10
    while "here" not in (folder / "log").read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[GuardedProcess]:
    process = guard(SLEEPER, tmp_path)
    yield process
    process.kill()


def test_it_runs_and_is_terminated(sleeper: GuardedProcess) -> None:
    assert sleeper.poll() is None
    sleeper.terminate(timeout=5)
    assert sleeper.poll() == 128 + signal.SIGTERM
    assert gone_within(sleeper.pid, 0.1)


def test_it_is_killed(sleeper: GuardedProcess) -> None:
    sleeper.kill()
    assert sleeper.poll() == 128 + signal.SIGKILL
    assert gone_within(sleeper.pid, 0.1)


def test_one_that_will_not_end_is_killed(tmp_path: Path) -> None:
    process = guard(STUBBORN, tmp_path)
    process.terminate(timeout=0.5)
    assert process.poll() == 128 + signal.SIGKILL


def test_its_own_exit_status_is_seen(tmp_path: Path) -> None:
    process = guard([sys.executable, "-c", "print('here'); raise SystemExit(7)"], tmp_path)
    deadline = time.monotonic() + 5
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.poll() == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child to its parent")
def test_killing_the_watcher_ends_the_program(sleeper: GuardedProcess) -> None:
    os.kill(sleeper.watcher_pid, signal.SIGKILL)
    assert gone_within(sleeper.pid, 2)


def test_it_ends_when_the_pipe_does(sleeper: GuardedProcess) -> None:
    assert sleeper._watcher.stdin is not None
    sleeper._watcher.stdin.close()
    assert gone_within(sleeper.pid, 2)


def test_a_watcher_that_hangs_does_not_save_the_program(
    sleeper: GuardedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local_kafka.guarded_process._KILL_SECONDS", 0.3)
    os.kill(sleeper.watcher_pid, signal.SIGSTOP)
    sleeper.kill()
    assert gone_within(sleeper.pid, 2)


def test_a_program_that_does_not_exist_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LocalKafkaError, match="could not be started"):
        GuardedProcess(
            [str(tmp_path / "nothing")],
            directory=tmp_path,
            log=tmp_path / "log",
            environment=dict(os.environ),
        )


PARENT = """
import os, sys, time
from pathlib import Path
from local_kafka.guarded_process import GuardedProcess
folder = Path(sys.argv[1])
(folder / "scratch").mkdir()
process = GuardedProcess({command!r}, directory=folder, log=folder / "log",
    environment=dict(os.environ), remove_when_orphaned=folder / "scratch")
if sys.argv[2] == "forking" and os.fork() == 0:
    time.sleep(60)  # holds a copy of the pipe's end
print(process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("manner", ["plain", "forking"])
@pytest.mark.parametrize("command", [SLEEPER, STUBBORN], ids=["sleeper", "stubborn"])
def test_it_dies_with_a_parent_that_is_killed(
    tmp_path: Path, command: list[str], manner: str
) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(command=command), str(tmp_path), manner],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    while "here" not in (tmp_path / "log").read_text():
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    try:
        assert gone_within(pid, 2)
        deadline = time.monotonic() + 2
        while (tmp_path / "scratch").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not (tmp_path / "scratch").exists()
    finally:
        if manner == "forking":
            os.killpg(parent.pid, signal.SIGKILL)
