"""The folder of one broker: data, settings, log. Only one broker at a time can use it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from local_kafka.errors import LocalKafkaError
from local_kafka.file_lock import FileLock

# A broker whose parent was killed ends within two seconds.
_LOCK_SECONDS = 3.0


class DataDirectory:
    """The given folder, or a temporary one that ``close`` removes.

    Raises ``LocalKafkaError`` if it cannot be written or another broker uses it.
    """

    def __init__(self, named: Path | None) -> None:
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        if named is None:
            self._temporary = tempfile.TemporaryDirectory(
                prefix="stancewire-kafka-", ignore_cleanup_errors=True
            )
            self.path = Path(self._temporary.name).resolve()
        else:
            self.path = named.expanduser().absolute()
        self._lock = FileLock(self.path / ".lock")
        try:
            locked = self._lock.acquire(_LOCK_SECONDS)
            self.scratch.mkdir(exist_ok=True)
        except OSError as error:
            self.close()
            raise LocalKafkaError(
                f"cannot write to {self.path} ({error.strerror or error}): "
                "name another folder with --data-dir"
            ) from error
        if not locked:
            raise LocalKafkaError(
                f"another broker uses the data in {self.path}: stop it, or name another folder "
                "with --data-dir"
            )

    @property
    def is_temporary(self) -> bool:
        """Whether ``close`` removes the folder."""
        return self._temporary is not None

    @property
    def storage(self) -> Path:
        """Kafka's data folder."""
        return self.path / "kafka"

    @property
    def properties(self) -> Path:
        """The broker's settings; rewritten at each start."""
        return self.path / "server.properties"

    @property
    def log(self) -> Path:
        """The broker's output, appended at each start."""
        return self.path / "broker.log"

    @property
    def scratch(self) -> Path:
        """Where native libraries are unpacked."""
        return self.path / "tmp"

    def close(self) -> None:
        """Unlock the folder for others; remove it if it is temporary."""
        self._lock.release()
        if self._temporary is not None:
            self._temporary.cleanup()
