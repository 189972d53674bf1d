"""Signals that arrive before a command has anything to clean up: one line and an exit status."""

import os
import signal
import sys
from typing import Any, Final

ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


def end_at_once() -> None:
    """Make these signals end the process at once, without the traceback of an unfinished import.

    A command that starts something replaces these handlers while it runs. A signal that was ignored
    when we were started, as under nohup, stays ignored.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def interrupt_again() -> None:
    """Let Ctrl-C raise KeyboardInterrupt again, as the commands expect."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(number: int, _frame: Any) -> None:
    said = "interrupted" if number == signal.SIGINT else "terminated"
    # The stream may be in the middle of a write, or gone: the system call is always safe.
    try:
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"stancewire: {said}\n".encode())
    finally:
        os._exit(128 + number)
