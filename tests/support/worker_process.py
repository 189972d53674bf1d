"""Run the worker as an operator does: a process with an environment, a log and signals."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import psutil

from tests.support.cluster import eventually
from tests.support.patience import patient
from tests.support.processes import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
POISONED = "tests.support.pipelines:load_poisoned"


class WorkerProcess:
    """``stancewire run``, or another module's worker, in a separate process."""

    def __init__(self, env: dict[str, str], log: Path, module: str = "worker.cli.main") -> None:
        self.log = log
        arguments = ["run"] if module == "worker.cli.main" else []
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env={**os.environ, "PYTHONPATH": str(ROOT), **env},
                stdout=stream,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
            )

    @property
    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def children(self) -> list[psutil.Process]:
        try:
            return list(psutil.Process(self.process.pid).children(recursive=True))
        except psutil.NoSuchProcess:
            return []

    def wait_ready(self, timeout: float = 90) -> None:
        """Wait until its pipelines are loaded and it has partitions."""

        def ready() -> bool:
            assert self.process.poll() is None, f"the worker ended early:\n{self.text[-3000:]}"
            return "ready:" in self.text and "assigned" in self.text

        eventually(f"the worker is ready; its log:\n{self.text[-3000:]}", ready, timeout)

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(patient(10))

    def wait(self, timeout: float) -> int:
        return self.process.wait(patient(timeout))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patient(20))
            except subprocess.TimeoutExpired:
                self.kill()
