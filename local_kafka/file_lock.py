"""A lock between processes, held on a file and released when its holder ends."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_POLL_SECONDS = 0.05


class FileLock:
    """An exclusive lock on ``path``, which is created and never removed.

    The operating system holds the lock, so a killed process leaves nothing to clean up. Not
    re-entrant: a second ``FileLock`` on the same path waits, even in the same process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def acquire(self, timeout: float) -> bool:
        """Take the lock within ``timeout`` seconds; False if another holder kept it.

        Raises ``OSError`` if the file cannot be created.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("ab")  # stays open while the lock is held
        deadline = time.monotonic() + timeout
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                file.close()
                return False
            time.sleep(_POLL_SECONDS)
        self._file = file
        return True

    def release(self) -> None:
        """Release the lock; does nothing if it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        # Longer than the slowest download that is still worth waiting for.
        if not self.acquire(timeout=600):
            raise TimeoutError(f"{self.path} is still locked by another process after 10 minutes")
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
