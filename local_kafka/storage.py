"""Format a data folder for a new cluster, without running Kafka's tool each time.

Kafka's ``StorageTool`` formats one folder per version, in the cache; this takes a second. Its
output is the same for every cluster except for two random ids, so a new cluster gets a copy with
new ids.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path

from local_kafka.errors import LocalKafkaError
from local_kafka.file_lock import FileLock
from local_kafka.java import java_command, java_environment
from local_kafka.server_properties import ALONE, Node, render, server_properties

_META = "meta.properties"
_TIMEOUT_SECONDS = 120


def is_formatted(folder: Path) -> bool:
    """Whether ``folder`` already contains a cluster."""
    return (folder / _META).is_file()


def cluster_id(folder: Path) -> str:
    """The id of the cluster in a formatted folder.

    Raises ``LocalKafkaError`` if the folder has none.
    """
    identity = _read_meta(folder).get("cluster.id")
    if not identity:
        raise LocalKafkaError(f"{folder / _META} names no cluster: use another data folder")
    return identity


def format_storage(
    folder: Path, cache: Path, class_path: Sequence[Path], node: Node = ALONE
) -> None:
    """Make ``folder``, which must be unformatted, the storage of a new cluster, or of its node.

    Raises ``LocalKafkaError`` if Kafka's tool fails, ``OSError`` if the folder cannot be written.
    """
    template = cache / "storage-template"
    if not is_formatted(template):
        with FileLock(cache / ".storage.lock"):
            if not is_formatted(template):
                _make_template(template, class_path)
    shutil.copytree(template, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(_META))
    meta = _read_meta(template) | {
        "cluster.id": node.cluster_id or random_id(),
        "directory.id": random_id(),
        "node.id": str(node.number),
    }
    # Last and atomically: a folder counts as formatted once this file exists.
    unfinished = folder / f"{_META}.new"
    unfinished.write_text(render(meta), "ascii")
    unfinished.replace(folder / _META)


def _make_template(template: Path, class_path: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory(prefix=".storage-", dir=template.parent) as scratch:
        properties = Path(scratch, "server.properties")
        formatted = Path(scratch, "formatted")
        # The ports are not stored: the tool only needs them to accept the file.
        properties.write_text(render(server_properties(1, 2, formatted)), "ascii")
        command = java_command(
            class_path,
            "kafka.tools.StorageTool",
            ["format", "-t", random_id(), "-c", str(properties)],
            temporary=Path(scratch),
            heap_mb=128,
        )
        result = subprocess.run(  # noqa: S603 - our own Java, our own arguments
            command,
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
        if result.returncode != 0 or not is_formatted(formatted):
            said = (result.stderr or result.stdout).strip().splitlines()[-5:]
            raise LocalKafkaError("Kafka's StorageTool failed: " + " | ".join(said))
        shutil.rmtree(template, ignore_errors=True)
        os.rename(formatted, template)  # noqa: PTH104 - both on one file system, so atomic


def _read_meta(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / _META).read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LocalKafkaError(
            f"{folder / _META} cannot be read ({error}): use another data folder"
        ) from error
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def random_id() -> str:
    """A Kafka UUID: 16 random bytes in URL-safe Base64."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")
        # Kafka's tools would read an id with a leading dash as an option.
        if not text.startswith("-"):
            return text
