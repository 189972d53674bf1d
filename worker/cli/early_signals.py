"""Signals that arrive before a command has anything to clean up: one line and an exit status.

Imports next to nothing: on a slow machine each import is time in which Python itself would answer
a signal, with a traceback.
"""

import os
import signal
import sys

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def end_at_once() -> None:
    """Make these signals end the process at once.

    Nothing is raised: what is raised in the middle of an import may come out as another error, or
    not at all. A command that has something to clean up replaces these handlers while it runs. A
    signal that was ignored when we were started, as under nohup, stays ignored.

    Whoever starts us with SIGINT blocked keeps one that comes while Python itself starts: it is
    handled here.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _end(number: int, _frame: object) -> None:
    said = "interrupted" if number == signal.SIGINT else "terminated"
    # The stream may be in the middle of a write, or gone: the system call is always safe.
    try:
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"stancewire: {said}\n".encode())
    finally:
        os._exit(128 + number)
