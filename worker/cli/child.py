"""The worker as a child process that cannot outlive the command that started it."""

import os
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from local_kafka.guarded_process import GuardedProcess
from worker.cli.failures import CommandError, working_directory
from worker.cli.terminal import note, safe_lines
from worker.settings import variable

_ROOT = Path(__file__).resolve().parents[2]
_LOG_FORMAT = variable("log_format")
# Longer than the worker itself allows for stopping.
_STOP_SECONDS = 15.0
_PASS_ON_SECONDS = 2.0
_QUOTED_LINES = 8
_MOST_LINE = 64 * 1024
# Faust erases a spinner that it never showed.
_CURSOR = re.compile(r"\x08|\x1b\[\?25[hl]")


class Worker:
    """``stancewire run`` in a process of its own.

    Its output goes to ``worker.log`` in ``folder``, which is removed if we are killed; without a
    folder it is passed on to our own standard error.
    """

    def __init__(self, environment: Mapping[str, str], folder: Path | None = None) -> None:
        output: Path | int
        self._log = self._passing = None
        if folder is None:
            self._passing = _Passing()
            output = self._passing.end
        else:
            output = self._log = folder / "worker.log"
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        try:
            self._process = GuardedProcess(
                [sys.executable, "-m", "worker.cli.main", "run", "--create-topics"],
                directory=working_directory(),
                log=output,
                # For a person to read, even through our pipe or in a file.
                environment={_LOG_FORMAT: "text", **os.environ, "PYTHONPATH": path, **environment},
                remove_when_orphaned=folder,
            )
        finally:
            if self._passing:
                self._passing.begin()

    def require_running(self) -> None:
        """Raises CommandError, with the end of the log, if the worker has ended."""
        status = self._process.poll()
        if status is not None:
            if self._passing:
                self._passing.join()
            raise CommandError(f"the worker ended with status {status}{self._log_tail()}")

    def stop(self) -> None:
        """Send SIGTERM, and SIGKILL if that does not end it."""
        self._process.terminate(_STOP_SECONDS)
        if self._passing:
            self._passing.join()

    def _log_tail(self) -> str:
        if self._log is None:
            return ""
        try:
            lines = readable(self._log.read_bytes()).splitlines()
        except OSError:
            return ""
        return "".join(f"\n  {line[:300]}" for line in lines[-_QUOTED_LINES:])


class _Passing:
    """A pipe whose lines go to standard error; ``end`` is where to write them."""

    def __init__(self) -> None:
        self._reading, self.end = os.pipe()
        self._thread = threading.Thread(target=self._pass_on, daemon=True)

    def begin(self) -> None:
        """Close our copy of the child's end, which would keep the pipe open for ever."""
        os.close(self.end)
        self._thread.start()

    def join(self) -> None:
        """Wait for the last lines of a child that has ended."""
        self._thread.join(_PASS_ON_SECONDS)

    def _pass_on(self) -> None:
        with open(self._reading, "rb") as lines:  # noqa: PTH123 - a number
            while line := lines.readline(_MOST_LINE):
                if text := readable(line).strip("\r\n"):
                    note(text)


def readable(log: bytes) -> str:
    """What the worker said, safe for a terminal."""
    return safe_lines(_CURSOR.sub("", log.decode(errors="backslashreplace")))
