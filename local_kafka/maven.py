"""Download jars by their coordinates with ``jgo``: pure Python, without Maven or Java."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from local_kafka.errors import LocalKafkaError

if TYPE_CHECKING:
    from jgo.maven import MavenContext

_TIMEOUT_SECONDS = 30


def download(coordinate: str, repository: Path) -> Path:
    """Download the jar ``group:artifact:version`` into ``repository``; returns its path.

    Raises ``LocalKafkaError`` if it cannot be downloaded.
    """
    group, artifact, version = coordinate.split(":")
    component = _context(repository).project(group, artifact).at_version(version)
    try:
        return Path(component.artifact().resolve())
    except Exception as error:  # jgo does not wrap the errors of its HTTP client
        raise LocalKafkaError(
            f"could not fetch {coordinate} ({_one_line(error)}): {_remedy(error)}, name a mirror "
            "in jgo's configuration file, or copy the cache folder from a machine that has it"
        ) from error


def resolve(coordinates: list[str], repository: Path) -> dict[str, Path]:
    """Download these jars and their run-time dependencies: coordinate to path.

    Raises ``LocalKafkaError`` if one cannot be downloaded.
    """
    context = _context(repository)
    wanted = [context.create_dependency(coordinate) for coordinate in coordinates]
    try:
        inputs, needed = context.resolver.resolve(wanted)
    except Exception as error:
        raise LocalKafkaError(f"could not resolve the jars ({_one_line(error)})") from error
    return {
        name: download(name, repository)
        for name in sorted(
            f"{dependency.groupId}:{dependency.artifactId}:{dependency.version}"
            for dependency in [*inputs, *needed]
            if dependency.scope in (None, "compile", "runtime") and dependency.type == "jar"
        )
    }


def _context(repository: Path) -> MavenContext:
    try:
        # An extra: needed only if a jar is missing.
        from jgo.config import GlobalSettings  # noqa: PLC0415
        from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
        from jgo.maven import MavenContext  # noqa: PLC0415
    except ImportError as error:
        raise LocalKafkaError(
            "a local Kafka needs the packages of the extra 'local': pip install 'stancewire[local]'"
        ) from error
    # Its warning about a bad checksum would precede ours, which says more.
    logging.getLogger("jgo").setLevel(logging.ERROR)
    return MavenContext(
        repo_cache=repository,
        # A user behind a mirror sets it in jgo's configuration; the sums in jars.lock make every
        # source equally safe.
        remote_repos={"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories},
        timeout=_TIMEOUT_SECONDS,
    )


def _one_line(error: BaseException) -> str:
    first = _first(error)
    return " ".join(str(first).split())[:160] or type(first).__name__


def _remedy(error: BaseException) -> str:
    if isinstance(_first(error), ssl.SSLError):
        return "name the file with your network's certificates in REQUESTS_CA_BUNDLE"
    return "check the network and try again"


def _first(error: BaseException) -> BaseException:
    """What went wrong to begin with: the HTTP client wraps it in pages about its own parts."""
    while before := error.__cause__ or error.__context__:
        error = before
    return error
