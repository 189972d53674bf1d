"""An archive of Kafka's loaded classes, so that the next start need not load them.

Java 25 can write its loaded and linked classes to a file (an AOT cache). With it Kafka starts in
half the time, which matters when every test starts a broker. It is optional: without the file, or
with one that does not fit, Java starts the slow way.
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
    """The path of the archive for this Java and these jars; it need not exist.

    The name changes with everything that makes Java refuse an archive: Java's version, and the
    path, size and time of a jar.
    """
    about = [java_version()]
    for jar in class_path:
        status = jar.stat()
        about.append(f"{jar} {status.st_size} {status.st_mtime_ns}")
    return cache / f"startup-{hashlib.sha256('|'.join(about).encode()).hexdigest()[:16]}.aot"


def archive_options(archive: Path) -> list[str]:
    """Java's options to start from the archive; none if there is no archive."""
    if not archive.is_file():
        return []
    # Java's message about an archive that does not fit would look like an error in the log.
    return [f"-XX:AOTCache={archive}", "-Xlog:aot=off", "-Xlog:aot*=off", "-Xlog:cds*=off"]


def build_archive(
    archive: Path, class_path: Sequence[Path], run_once: Callable[[Sequence[str]], None]
) -> None:
    """Write the archive and remove those of other versions.

    ``run_once`` starts and stops Kafka with the given options, so that Java can record which
    classes it loads. Raises ``LocalKafkaError`` if Java cannot make an archive of them.
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
