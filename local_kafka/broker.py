"""One Apache Kafka broker on loopback, from start to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from local_kafka import jars, ports, storage
from local_kafka.cache import default_cache_directory
from local_kafka.data_directory import DataDirectory
from local_kafka.errors import LocalKafkaError
from local_kafka.guarded_process import GuardedProcess
from local_kafka.java import java_command, java_environment
from local_kafka.readiness import is_ready
from local_kafka.server_properties import ALONE, Node, render, server_properties
from local_kafka.startup_archive import archive_options, archive_path

# A start takes 2 s, or 6 s after a kill. The rest is for busy machines.
START_TIMEOUT = 60.0
STOP_TIMEOUT = 10.0

_POLL_SECONDS = 0.05
_PORT_TRIES = 3
_PORT_LOST = "Address already in use"
_QUOTED_LINES = 12
_QUOTED_CHARACTERS = 300


Adapt = Callable[[dict[str, str]], dict[str, str]]
"""Changes the settings that a broker starts with."""


class Broker:
    """One Kafka node, broker and controller in one. Not for use from several threads.

    It ends with this process, however this process ends. Without ``data_dir`` its data is in a
    temporary folder that is removed when it stops; with it, the data is kept for the next start.
    ``port`` 0 means a free port, chosen at the first start and kept from then on.

        with Broker() as kafka:
            ...  # clients use kafka.bootstrap_servers
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        port: int = 0,
        *,
        heap_mb: int = 384,
        cache_directory: Path | None = None,
        java_options: Sequence[str] = (),
        node: Node = ALONE,
        adapt: Adapt = dict,
    ) -> None:
        """Start and write nothing yet.

        ``heap_mb`` bounds Java's heap, in MiB; ``java_options`` replace the options for a quick
        start. ``node`` says which node of which cluster this is; see ``Brokers``.
        ``adapt`` gets Kafka's settings at each start, and returns those to use.
        """
        self._wanted_data_dir = data_dir
        self._port = port
        self._node = node
        self._adapt = adapt
        self._controller_port = node.controllers.get(node.number, 0)
        self._heap_mb = heap_mb
        self._cache = cache_directory or default_cache_directory()
        self._java_options = java_options
        self._data: DataDirectory | None = None
        self._process: GuardedProcess | None = None
        self._log_start = 0

    @property
    def running(self) -> bool:
        """Whether the broker's process is running."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The id of the Java process, or None if it is not running."""
        return self._process.pid if self._process is not None and self.running else None

    @property
    def port(self) -> int:
        """The port on loopback; 0 until a free one has been chosen."""
        return self._port

    @property
    def bootstrap_servers(self) -> str:
        """The address for clients: ``127.0.0.1:port``.

        Raises ``LocalKafkaError`` before the first start if no port was named.
        """
        if not self._port:
            raise LocalKafkaError("the broker has no address yet: start it first")
        return f"{ports.LOOPBACK}:{self._port}"

    @property
    def data_dir(self) -> Path:
        """The folder of the broker's data, settings and log.

        Raises ``LocalKafkaError`` before the first start and after ``stop``.
        """
        return self._open_data.path

    @property
    def log_file(self) -> Path:
        """The file with the broker's output. Raises ``LocalKafkaError`` when ``data_dir`` does."""
        return self._open_data.log

    def start(self, timeout: float = START_TIMEOUT) -> Self:
        """Start the broker and wait until it serves requests; returns the broker.

        ``timeout`` in seconds is for Kafka's start; downloading the jars, once per machine, is not
        counted. If the broker does not start, raises ``LocalKafkaError`` with the end of its log
        and leaves nothing running.
        """
        if self.running:
            raise LocalKafkaError(f"the broker already runs on {self.bootstrap_servers}")
        opened = self._data is None
        try:
            # First, so that nothing is downloaded for a broker that cannot start.
            if self._data is None:
                self._data = DataDirectory(self._wanted_data_dir)
            class_path = jars.ensure(self._cache / "jars")
            if not storage.is_formatted(self._data.storage):
                storage.format_storage(self._data.storage, self._cache, class_path, self._node)
            self._launch(class_path, time.monotonic() + timeout)
        except OSError as error:
            self._abandon(with_data=opened)
            raise LocalKafkaError(f"Kafka could not be started: {error}") from error
        except BaseException:  # also on an interrupt: nothing that was started may keep running
            self._abandon(with_data=opened)
            raise
        return self

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """End the broker with SIGTERM, with SIGKILL after ``timeout`` seconds, and wait for it.

        A temporary data folder is removed. Does nothing if there is nothing to stop.
        """
        self._end_process(timeout)
        self._close_data()

    def kill(self) -> None:
        """End the broker with SIGKILL, like a crash. The data is kept for ``restart``."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def halt(self, timeout: float = STOP_TIMEOUT) -> None:
        """End the broker with SIGTERM, as ``stop`` does. The data is kept for ``restart``."""
        self._end_process(timeout)

    def restart(self, timeout: float = START_TIMEOUT) -> Self:
        """Start again on the same data and port; stops the broker first if it is still running.

        After a kill it takes about 6 s: Kafka accepts the new broker only when the old one's
        session has expired. Raises ``LocalKafkaError`` as ``start`` does.
        """
        self._end_process(STOP_TIMEOUT)
        return self.start(timeout)

    def log_tail(self) -> str:
        """The last lines of the broker's log since its latest start; empty if there are none."""
        lines = [line[:_QUOTED_CHARACTERS] for line in self._log_lines() if line.strip()]
        return "\n".join(lines[-_QUOTED_LINES:])

    def __enter__(self) -> Self:
        return self if self.running else self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def _open_data(self) -> DataDirectory:
        if self._data is None:
            raise LocalKafkaError("the broker has no data folder: start it first")
        return self._data

    def _launch(self, class_path: list[Path], deadline: float) -> None:
        named = bool(self._port)
        for _ in range(_PORT_TRIES):
            port = ports.reserve(self._port)
            # The other nodes of a cluster know this port; nobody else knows that of a lone one.
            reserve = ports.reserve if self._node.controllers else ports.reserve_near
            controller_port = reserve(self._controller_port)
            data = self._open_data
            settings = self._adapt(
                server_properties(port.port, controller_port.port, data.storage, self._node)
            )
            data.properties.write_text(render(settings), "ascii")
            self._port, self._controller_port = port.port, controller_port.port
            # Java binds them a second from now: another program can still be faster.
            port.release()
            controller_port.release()
            if self._run(class_path, deadline):
                return
            if not self._node.controllers:
                self._controller_port = 0
            if not named:
                self._port = 0
        raise LocalKafkaError(
            f"Kafka lost its ports to other programs {_PORT_TRIES} times in a row: try again, "
            "or name a free one with --port"
        )

    def _run(self, class_path: list[Path], deadline: float) -> bool:
        """Start Kafka and wait for it; False if another program took one of its ports."""
        data = self._open_data
        self._log_start = data.log.stat().st_size if data.log.exists() else 0
        options = self._java_options or archive_options(archive_path(self._cache, class_path))
        self._process = GuardedProcess(
            java_command(
                class_path,
                "kafka.Kafka",
                [str(data.properties)],
                temporary=data.scratch,
                heap_mb=self._heap_mb,
                options=options,
            ),
            directory=data.path,
            log=data.log,
            environment=java_environment(),
            remove_when_orphaned=data.path if data.is_temporary else None,
        )
        cluster_id = storage.cluster_id(data.storage)
        while not is_ready(self._port, cluster_id, self._node.number):
            status = self._process.poll()
            if status is not None:
                if any(_PORT_LOST in line for line in self._log_lines()):
                    return False
                raise LocalKafkaError(f"Kafka ended with status {status}{self._quoted_log()}")
            if time.monotonic() >= deadline:
                raise LocalKafkaError(f"Kafka was not ready in time{self._quoted_log()}")
            time.sleep(_POLL_SECONDS)
        return True

    def _end_process(self, timeout: float) -> None:
        if self._process is not None:
            self._process.terminate(timeout)
            self._process = None

    def _close_data(self) -> None:
        if self._data is not None:
            self._data.close()
            self._data = None

    def _abandon(self, *, with_data: bool) -> None:
        """A restart that fails leaves the data for another one."""
        self.kill()
        if with_data:
            self._close_data()

    def _log_lines(self) -> list[str]:
        if self._data is None or not self._data.log.exists():
            return []
        with self._data.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode("utf-8", "replace").splitlines()

    def _quoted_log(self) -> str:
        tail = self.log_tail()
        return f"; its log ends with:\n{tail}" if tail else "; its log is empty"
