"""Kafka's classes as Java has them after loading, kept so that the next start need not load them.

Java 25 can write its loaded and linked classes to a file (an AOT cache). With it Kafka starts in
half the time, which counts where each test starts a broker. It is only ever a shortcut: without
the file, or with one that doesn't fit, Java starts the slow way.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from local_kafka.errors import LocalKafkaError
from local_kafka.java import java_command, java_environment, java_version

_BUILD_SECONDS = 300


def archive_path(cache: Path, class_path: Sequence[Path]) -> Path:
    """Where the archive for this Java and these jars lies; it need not be there.

    The name changes with whatever makes Java refuse an archive: its own version, and the path,
    size and time of a jar.
    """
    about = [java_version()]
    for jar in class_path:
        status = jar.stat()
        about.append(f"{jar} {status.st_size} {status.st_mtime_ns}")
    return cache / f"startup-{hashlib.sha256('|'.join(about).encode()).hexdigest()[:16]}.aot"


def archive_options(archive: Path) -> list[str]:
    """Options for Java to start from the archive, none if it isn't there."""
    if not archive.is_file():
        return []
    # What it has to say about an archive that doesn't fit would look like a fault in the log.
    return [f"-XX:AOTCache={archive}", "-Xlog:aot=off", "-Xlog:aot*=off", "-Xlog:cds*=off"]


def build_archive(
    archive: Path, class_path: Sequence[Path], run_once: Callable[[Sequence[str]], None]
) -> None:
    """Write the archive, in place of those of other versions.

    ``run_once`` starts and stops Kafka with the options that it is given, so that Java can note
    which classes it takes. Raises ``LocalKafkaError`` if Java cannot make an archive of them.
    """
    with tempfile.TemporaryDirectory(prefix=".startup-", dir=archive.parent) as scratch:
        notes, unfinished = Path(scratch, "notes"), Path(scratch, "archive")
        run_once(["-XX:AOTMode=record", f"-XX:AOTConfiguration={notes}"])
        options = [
            "-XX:AOTMode=create",
            f"-XX:AOTConfiguration={notes}",
            f"-XX:AOTCache={unfinished}",
        ]
        result = subprocess.run(  # noqa: S603 - our own Java, our own arguments
            java_command(
                class_path,
                "kafka.Kafka",
                [],
                temporary=Path(scratch),
                heap_mb=512,
                options=options,
            ),
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_BUILD_SECONDS,
            check=False,
        )
        if result.returncode != 0 or not unfinished.is_file():
            said = (result.stderr or result.stdout).strip().splitlines()[-5:]
            raise LocalKafkaError("Java could not make a start-up archive: " + " | ".join(said))
        for outdated in archive.parent.glob("startup-*.aot"):
            outdated.unlink(missing_ok=True)
        unfinished.replace(archive)
