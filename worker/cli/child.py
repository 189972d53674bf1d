"""The worker as a child process that cannot outlive the command that started it."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from local_kafka.guarded_process import GuardedProcess
from worker.cli.failures import CommandError
from worker.cli.terminal import safe_lines

_ROOT = Path(__file__).resolve().parents[2]
# Beyond the worker's own bound on stopping.
_STOP_SECONDS = 15.0
_QUOTED_LINES = 8
# Faust tidies up after a spinner that it never showed.
_CURSOR = re.compile(r"\x08|\x1b\[\?25[hl]")


class Worker:
    """``stancewire run`` in a process of its own; ``log`` gets what it says."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = GuardedProcess(
            [sys.executable, "-m", "worker.cli.main", "run", "--create-topics"],
            directory=Path.cwd(),
            log=log,
            environment={**os.environ, "PYTHONPATH": path, **environment},
        )

    def require_running(self) -> None:
        """Raises CommandError, with the end of its log, when the worker has ended."""
        status = self._process.poll()
        if status is not None:
            raise CommandError(f"the worker ended with status {status}\n{self.log_tail()}")

    def log_tail(self) -> str:
        """The last lines of its log."""
        try:
            lines = readable(self.log.read_bytes()).splitlines()
        except OSError:
            return ""
        return "\n".join(f"  {line[:300]}" for line in lines[-_QUOTED_LINES:])

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when that does not end it."""
        self._process.terminate(_STOP_SECONDS)


def readable(log: bytes) -> str:
    """What the worker said, safe for a terminal."""
    return safe_lines(_CURSOR.sub("", log.decode(errors="backslashreplace")))
