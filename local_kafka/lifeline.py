"""Keeps a program no longer alive than the process that wanted it.

Run as a script, between the two: it starts the program, and reads a pipe whose other end only the
wanting process holds. The end of that pipe comes also when the process is killed with SIGKILL.
The program's id goes to standard output, the program's own output to standard error.

It imports nothing but a few modules of the standard library, so that it starts in 20-30 ms.
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

# What the wanting process may write into the pipe.
TERMINATE = b"T"
KILL = b"K"

_GONE = b""  # what a read gives at the end of the pipe

_POLL_SECONDS = 0.1
# Together with the poll well under the two seconds within which nothing may be left.
_GRACE_SECONDS = 1.0

_PR_SET_PDEATHSIG = 1


def _die_with_the_lifeline() -> None:
    """Runs in the child before the program: where Linux is, not even killing this script helps."""
    import ctypes  # noqa: PLC0415 - only where it is used: it costs a third of the start

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _read_commands(commands: queue.SimpleQueue[bytes]) -> None:
    while command := os.read(0, 1):
        commands.put(command)
    commands.put(_GONE)


def _watch(
    program: subprocess.Popen[bytes], commands: queue.SimpleQueue[bytes], parent: int
) -> bool:
    """Wait for the program's end and pass on what is asked for; True if the parent is gone."""
    while program.poll() is None:
        try:
            command = commands.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            # A child that the parent forked holds the pipe open when the parent is long dead.
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
    # First asked and then killed: data that is kept is opened again in two seconds after an
    # orderly end, and has to be recovered after a kill.
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
    """Run the program named in ``arguments``; returns its exit status, as a shell would give it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--remove", help="a folder to remove when the parent is gone")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args(arguments)

    before_exec: Callable[[], None] | None = None
    if sys.platform == "linux":
        before_exec = _die_with_the_lifeline
    # From the main thread, and no other one exists yet: on Linux a child told to die with its
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
    # Not sys.exit: it would wait for the thread that sits in a read.
    os._exit(main(sys.argv[1:]))
