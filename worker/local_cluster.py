"""The Kafka that ``stancewire up`` runs on this machine, known to the other commands.

A file says how to reach it. Who runs it holds a lock on that file, which the system releases when
that process ends, however it ends: a file without a lock is an old one and says nothing.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_LOCK_SECONDS = 2.0
_POLL_SECONDS = 0.05


def file() -> Path:
    """Where the file is: in the user's folder for state, so that no other user can write it."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "stancewire" / "up.json"


@contextmanager
def announced(settings: Mapping[str, Any]) -> Iterator[bool]:
    """Make these settings known while the block runs; False if that is not possible.

    It is not possible while another ``up`` runs, or where there is no folder to write to.
    """
    try:
        path = file()
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="utf-8")
    except (OSError, RuntimeError):
        yield False
        return
    with stream:
        if not _locked(stream):
            yield False
            return
        stream.truncate(0)
        json.dump(dict(settings), stream)
        stream.flush()
        try:
            yield True
        finally:
            stream.truncate(0)


def running() -> dict[str, Any]:
    """The settings of the Kafka that ``stancewire up`` runs now; empty if there is none."""
    try:
        with file().open(encoding="utf-8") as stream:
            if _taken(stream, fcntl.LOCK_SH):
                return {}
            found = json.load(stream)
    except (OSError, RuntimeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _locked(stream: IO[str]) -> bool:
    """Take the lock; a command that looks at the file holds it for an instant."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while not _taken(stream, fcntl.LOCK_EX):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _taken(stream: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
