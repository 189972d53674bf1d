"""A signal that arrives before a command has anything to tidy up: one line, and its status."""

import os
import signal
import sys
from typing import Any, Final

ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


def end_at_once() -> None:
    """End this process at one of these signals, with no traceback of a half-done import.

    A command that starts something replaces these handlers for as long as it runs. A signal that
    whoever started us wants ignored, as nohup does, stays ignored.
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
    # The stream may be half written to or gone: the system call is safe in any state.
    try:
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"stancewire: {said}\n".encode())
    finally:
        os._exit(128 + number)
