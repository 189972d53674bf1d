"""Run ``stancewire`` as a user does: a command line, an environment, an exit status."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.support.patience import patient
from tests.support.processes import end_with_parent

ROOT = Path(__file__).parents[2]
SMALL_PIPELINE = {"STANCEWIRE_PIPELINE": "tests.support.small_pipelines:load_small"}
# Characters in foreign text that a terminal would obey.
HOSTILE = b"\x1b]0;owned\x07\x9b31m\xff\x00\r\n\\"
CONTROL_CHARACTERS = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "worker.cli.main", *arguments]


def environment(env: dict[str, str]) -> dict[str, str]:
    """This process's environment, with its own settings replaced by these."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("STANCEWIRE_", "KAFKA_"))}
    return {**clean, "PYTHONPATH": str(ROOT), **env}


def stancewire(
    env: dict[str, str], *arguments: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        input=stdin,
        env=environment(env),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patient(60),
        check=False,
    )


def start(env: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        env=environment(env),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
    )


def processes_with(marker: str) -> list[str]:
    """The processes with this text in their command line or environment."""
    found = []
    for process in psutil.process_iter():
        try:
            text = " ".join(process.cmdline()) + " ".join(process.environ().values())
        except psutil.Error:
            continue
        if marker in text and process.pid != os.getpid():
            found.append(text[:200])
    return found
