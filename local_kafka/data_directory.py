"""The folder with all that belongs to one broker: data, settings, log. One broker at a time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from local_kafka.errors import LocalKafkaError
from local_kafka.file_lock import FileLock

# A broker whose starter was killed is gone within two seconds.
_LOCK_SECONDS = 3.0


class DataDirectory:
    """The folder named, or a temporary one that ``close`` removes.

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
        """Whether the folder goes when it is closed."""
        return self._temporary is not None

    @property
    def storage(self) -> Path:
        """Kafka's own folder."""
        return self.path / "kafka"

    @property
    def properties(self) -> Path:
        """The broker's settings; written anew at each start."""
        return self.path / "server.properties"

    @property
    def log(self) -> Path:
        """What the broker printed, start after start."""
        return self.path / "broker.log"

    @property
    def scratch(self) -> Path:
        """Where native libraries are unpacked."""
        return self.path / "tmp"

    def close(self) -> None:
        """Give the folder back for others to use; remove it if it is temporary."""
        self._lock.release()
        if self._temporary is not None:
            self._temporary.cleanup()
