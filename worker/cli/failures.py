"""How a command ends when it cannot do its work: with one clear line and an exit status."""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from worker.cli.terminal import complain

BROKEN_PIPE = 141

# A full disk, a stream that was closed, a terminal that is gone.
_STREAM_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EIO})

# Errors whose text was written for people. By name, because importing them would slow down the
# commands that do not need them.
_FOR_PEOPLE = frozenset(
    {
        ("worker.settings", "SettingsError"),
        ("topics.cluster.errors", "AdminError"),
        ("local_kafka.errors", "LocalKafkaError"),
        ("console.app", "ConsoleError"),
    }
)


class CommandError(Exception):
    """The command cannot do its work; the text tells the person at the terminal why."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


class Terminated(KeyboardInterrupt):
    """A signal arrived: stop what was started, then end.

    A KeyboardInterrupt, because event loops and libraries let that through. But not itself:
    when CPython sees that in code made from a string, as every dataclass is, it ends the process by
    the signal even if the exception is caught.
    """

    def __init__(self, number: int = signal.SIGTERM) -> None:
        super().__init__(number)
        self.number = number


def told(error: BaseException) -> int | None:
    """Report an error on standard error; returns the exit status, or None if it is a bug."""
    if isinstance(error, KeyboardInterrupt):
        number = error.number if isinstance(error, Terminated) else signal.SIGINT
        complain("interrupted" if number == signal.SIGINT else "terminated")
        return 128 + number
    if isinstance(error, OSError) and (why := _why_no_output(error)):
        # Otherwise Python would complain again when it closes the stream at the end.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain(why)
        return BROKEN_PIPE if isinstance(error, BrokenPipeError) else 1
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


def _why_no_output(error: OSError) -> str | None:
    """What to say if a standard stream could not be written; files that we open have a name."""
    if isinstance(error, BrokenPipeError):
        return "the program that read the output has ended"
    if error.filename is not None or error.errno not in _STREAM_ERRORS:
        return None
    why = "it is closed" if error.errno == errno.EBADF else str(error.strerror).lower()
    return f"cannot write the output: {why}"


def working_directory() -> Path:
    """Where the command was started. Raises CommandError if that no longer exists."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise CommandError(
            "the working directory no longer exists: change to another one"
        ) from None


@contextmanager
def ended_by(*names: str) -> Iterator[None]:
    """Make these signals raise Terminated, so that what was started is stopped.

    Heavy imports belong before this block: there a signal ends the process at once, and here it may
    come out of a library as another exception. That still counts as the signal.

    Only the first one counts; more would interrupt the cleanup. A signal that was ignored when we
    were started, as under nohup, stays ignored.
    """
    arrived: list[int] = []
    before = {
        number: signal.getsignal(number)
        for name in names
        if (number := getattr(signal, name, None)) is not None
        and signal.getsignal(number) is not signal.SIG_IGN
    }

    def terminate(number: int, _frame: Any) -> None:
        arrived.append(number)
        for other in before:
            signal.signal(other, signal.SIG_IGN)
        raise Terminated(number)

    for number in before:
        signal.signal(number, terminate)
    try:
        yield
    except Exception as error:
        if arrived:
            raise Terminated(arrived[0]) from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
