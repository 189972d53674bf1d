"""A child process that cannot outlive this one: the parent's side of ``lifeline.py``."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from local_kafka import lifeline
from local_kafka.errors import LocalKafkaError

_KILL_SECONDS = 10.0


class GuardedProcess:
    """A program with a small watcher process as its parent, which ends it when we are gone.

    ``log`` gets the program's output: a file to append to, or an open file descriptor.
    ``remove_when_orphaned`` is a folder that the watcher removes if this process ends without
    having stopped the program. Raises ``LocalKafkaError`` if the program cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        directory: Path,
        log: Path | int,
        environment: dict[str, str],
        remove_when_orphaned: Path | None = None,
    ) -> None:
        # By its path and without site-packages: this takes a third of the time of `python -m`.
        watcher = [sys.executable, "-I", "-S", lifeline.__file__, "--parent", str(os.getpid())]
        if remove_when_orphaned is not None:
            watcher += ["--remove", str(remove_when_orphaned)]
        with log.open("ab") if isinstance(log, Path) else contextlib.nullcontext(log) as output:
            self._watcher = subprocess.Popen(  # noqa: S603 - our own script
                [*watcher, "--", *command],
                cwd=directory,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                # Ctrl-C in a terminal should reach only this process, which then stops the program
                # in order.
                start_new_session=True,
            )
        assert self._watcher.stdout is not None
        with self._watcher.stdout as answer:
            first = answer.readline().strip()
        if not first:
            self._watcher.wait()
            self._close()
            hint = f": see {log}" if isinstance(log, Path) else ""
            raise LocalKafkaError(f"{command[0]} could not be started{hint}")
        self.pid = int(first)
        """The id of the program itself, not of its watcher."""

    @property
    def watcher_pid(self) -> int:
        """The id of the watcher process between this process and the program."""
        return self._watcher.pid

    def poll(self) -> int | None:
        """The exit status, as a shell reports it, or None while the program runs."""
        status = self._watcher.poll()
        if status is not None:
            self._close()
            if status < 0 and sys.platform != "linux":
                # The watcher itself was killed. Linux then ends the program; elsewhere we must.
                with contextlib.suppress(OSError):
                    os.kill(self.pid, signal.SIGTERM)
        return status

    def terminate(self, timeout: float) -> None:
        """Ask the program to end (SIGTERM); kill it if it has not within ``timeout`` seconds."""
        self._send(lifeline.TERMINATE)
        if not self._wait(timeout):
            self.kill()

    def kill(self) -> None:
        """End the program at once (SIGKILL) and wait until it is gone."""
        self._send(lifeline.KILL)
        if not self._wait(_KILL_SECONDS):
            # A watcher that does not answer was stopped or is stuck: kill it too.
            self._watcher.kill()
            self._watcher.wait()
            self.poll()

    def _wait(self, timeout: float) -> bool:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._watcher.wait(timeout)
        return self.poll() is not None

    def _send(self, command: bytes) -> None:
        assert self._watcher.stdin is not None
        # The watcher, and its pipe, may be gone already.
        with contextlib.suppress(OSError, ValueError):
            self._watcher.stdin.write(command)
            self._watcher.stdin.flush()

    def _close(self) -> None:
        assert self._watcher.stdin is not None
        with contextlib.suppress(OSError):
            self._watcher.stdin.close()
