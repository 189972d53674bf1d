"""Run a program that ends no later than the process that asked for it.

This script runs as a process between the two. It starts the program and reads a pipe whose other
end only the parent holds. The pipe closes even when the parent is killed with SIGKILL. The
program's id goes to standard output, and the program's own output to standard error.

It imports only a few modules of the standard library, so it starts in 20-30 ms.
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

# What the parent can write into the pipe.
TERMINATE = b"T"
KILL = b"K"

_GONE = b""  # what a read returns when the pipe is closed

_POLL_SECONDS = 0.1
# With the poll interval, well under the two seconds within which everything must have ended.
_GRACE_SECONDS = 1.0

_PR_SET_PDEATHSIG = 1


def _die_with_the_lifeline() -> None:
    """Make the program, on Linux, end even if this script is killed. Runs in the child."""
    import ctypes  # noqa: PLC0415 - imported only where used: it takes a third of the start

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _read_commands(commands: queue.SimpleQueue[bytes]) -> None:
    while command := os.read(0, 1):
        commands.put(command)
    commands.put(_GONE)


def _watch(
    program: subprocess.Popen[bytes], commands: queue.SimpleQueue[bytes], parent: int
) -> bool:
    """Wait for the program's end and pass on requests; True if the parent is gone."""
    while program.poll() is None:
        try:
            command = commands.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            # A child that the parent forked keeps the pipe open after the parent has died.
            if os.name != "posix" or os.getppid() == parent:
                continue
            command = _GONE
        if command == TERMINATE:
            program.terminate()
        elif command == KILL:
            program.kill()
        elif command == _GONE:
            _end(program)
            return True
    return False


def _end(program: subprocess.Popen[bytes]) -> None:
    # SIGTERM first, then SIGKILL: after a clean stop, kept data opens again in two seconds; after a
    # kill, Kafka has to recover it.
    program.terminate()
    try:
        program.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def _remove(folder: str) -> None:
    deadline = time.monotonic() + _GRACE_SECONDS
    while os.path.exists(folder) and time.monotonic() < deadline:  # noqa: PTH110 - see the top
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run the program in ``arguments``; returns its exit status, as a shell reports it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--remove", help="a folder to remove when the parent is gone")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args(arguments)

    before_exec: Callable[[], None] | None = None
    if sys.platform == "linux":
        before_exec = _die_with_the_lifeline
    # From the main thread, before any other exists: on Linux a child that is set to die with its
    # parent dies with the thread that started it.
    program = subprocess.Popen(  # noqa: S603 - started by ourselves, see broker.py
        options.program,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        preexec_fn=before_exec,  # noqa: PLW1509 - safe: one thread
    )
    commands: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: commands.put(TERMINATE))
    threading.Thread(target=_read_commands, args=(commands,), daemon=True).start()
    os.write(1, f"{program.pid}\n".encode("ascii"))
    os.close(1)

    if _watch(program, commands, options.parent) and options.remove:
        _remove(options.remove)
    status = program.returncode
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    # Not sys.exit: it would wait for the thread that is blocked in a read.
    os._exit(main(sys.argv[1:]))
