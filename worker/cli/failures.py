"""How a command ends when it cannot do its work: one clear line, and a status."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from worker.cli.terminal import complain

INTERRUPTED = 130
TERMINATED = 143
BROKEN_PIPE = 141

# Errors whose text was written for people. By name, because importing them costs what the commands
# that do not need them should not pay.
_FOR_PEOPLE = frozenset(
    {
        ("worker.settings", "SettingsError"),
        ("topics.broker_errors", "AdminError"),
        ("local_kafka.errors", "LocalKafkaError"),
    }
)


class CommandError(Exception):
    """The command cannot do its work; the text is for the person at the terminal."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


class Terminated(BaseException):
    """SIGTERM arrived: stop what was started, then end. Like KeyboardInterrupt, no Exception."""


def told(error: BaseException) -> int | None:
    """Say the error on standard error; the exit status, or None where it is a fault of ours."""
    if isinstance(error, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    if isinstance(error, Terminated):
        complain("terminated")
        return TERMINATED
    if isinstance(error, BrokenPipeError):
        # Nobody reads on: without this Python complains once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain("the program that read the output has ended")
        return BROKEN_PIPE
    if isinstance(error, CommandError):
        complain(str(error))
        return error.status
    if _is_for_people(error):
        for line in str(error).splitlines():
            complain(line)
        return 1
    return None


def _is_for_people(error: BaseException) -> bool:
    return any((kind.__module__, kind.__qualname__) in _FOR_PEOPLE for kind in type(error).__mro__)


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Make SIGTERM raise Terminated, so that what was started is stopped as after Ctrl-C."""

    def terminate(_signal: int, _frame: Any) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
