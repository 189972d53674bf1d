"""Kafka's jars, pinned by version and checked by SHA-256.

``python -m local_kafka.jars lock`` rewrites ``jars.lock``; nothing else changes it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from local_kafka import maven
from local_kafka.cache import KAFKA_VERSION
from local_kafka.errors import LocalKafkaError
from local_kafka.file_lock import FileLock

_log = logging.getLogger(__name__)

LOCK_FILE = Path(__file__).with_name("jars.lock")

# What the lock is resolved from. Kafka 4.4 logs through slf4j 1.7. Without a binding it logs
# nothing, not even why it did not start; this binding writes to standard error.
_ROOTS = [f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}", "org.slf4j:slf4j-simple:1.7.36"]

_RELOCK = "python -m local_kafka.jars lock"
_DOWNLOADS_AT_ONCE = 8
_PINNED = re.compile(r"[0-9a-f]{64}  [^:\s]+:[^:\s]+:[^:\s]+")

Download = Callable[[str, Path], Path]


@dataclass(frozen=True)
class Jar:
    """One pinned jar: its coordinate ``group:artifact:version`` and its SHA-256 in hexadecimal."""

    coordinate: str
    sha256: str

    @property
    def filename(self) -> str:
        """The file name: ``artifact-version.jar``."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"


def read_lock(path: Path = LOCK_FILE) -> tuple[Jar, ...]:
    """The pinned jars, in class-path order.

    Raises ``LocalKafkaError`` for a line that is not ``sha256  group:artifact:version``.
    """
    jars = []
    for number, line in enumerate(path.read_text("ascii").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if not _PINNED.fullmatch(line):
            raise LocalKafkaError(
                f"{path}:{number} is not a pinned jar; rewrite the file: {_RELOCK}"
            )
        sha256, coordinate = line.split()
        jars.append(Jar(coordinate, sha256))
    return tuple(jars)


def ensure(
    folder: Path, jars: Sequence[Jar] | None = None, *, download: Download = maven.download
) -> list[Path]:
    """The paths of all pinned jars in ``folder``, each verified.

    If all jars are there and intact, neither the network nor jgo is used; only missing or damaged
    jars are downloaded. Two processes may do this at once. Raises ``LocalKafkaError`` if a jar
    cannot be downloaded or does not match its pin.
    """
    pinned = read_lock() if jars is None else jars
    try:
        if _faulty(folder, pinned):
            with FileLock(folder / ".lock"):
                # Another process may have fixed them while this one waited for the lock.
                if faulty := _faulty(folder, pinned):
                    _fetch(faulty, folder, download)
    except OSError as error:
        raise LocalKafkaError(
            f"the cache folder {folder} cannot be used ({error.strerror or error}): name another "
            "in STANCEWIRE_CACHE_DIR"
        ) from error
    return [folder / jar.filename for jar in pinned]


def _faulty(folder: Path, jars: Sequence[Jar]) -> list[Jar]:
    return [jar for jar in jars if _sha256(folder / jar.filename) != jar.sha256]


def _fetch(jars: Sequence[Jar], folder: Path, download: Download) -> None:
    _log.info("fetching %d of Kafka's jars, once, into %s", len(jars), folder)
    # Inside the folder, so that the final rename stays within one file system.
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
    try:
        with ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
            list(pool.map(lambda jar: _fetch_one(jar, folder, incoming, download), jars))
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _fetch_one(jar: Jar, folder: Path, incoming: Path, download: Download) -> None:
    fetched = download(jar.coordinate, incoming)
    if (got := _sha256(fetched)) != jar.sha256:
        raise LocalKafkaError(
            f"{jar.filename} is not the jar that is pinned: expected SHA-256 {jar.sha256}, got "
            f"{got}; nothing was kept of it. Try again from another network; if the pin itself is "
            f"out of date: {_RELOCK}"
        )
    fetched.replace(folder / jar.filename)


def _sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, empty if there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def write_lock(path: Path = LOCK_FILE) -> int:
    """Resolve the jars again and pin the result; returns their number.

    Raises ``LocalKafkaError`` if they cannot be resolved.
    """
    with tempfile.TemporaryDirectory() as repository:
        resolved = maven.resolve(_ROOTS, Path(repository))
        lines = [f"{_sha256(jar)}  {coordinate}\n" for coordinate, jar in resolved.items()]
    header = f"# Kafka {KAFKA_VERSION} and all it needs. Written by: {_RELOCK}\n"
    path.write_text(header + "".join(lines), "ascii")
    return len(lines)


def _main(arguments: Sequence[str]) -> int:
    if list(arguments) != ["lock"]:
        sys.stderr.write(f"usage: {_RELOCK}\n")
        return 2
    try:
        sys.stdout.write(f"{LOCK_FILE}: {write_lock()} jars pinned\n")
    except LocalKafkaError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
