"""Do in advance everything that a first start would wait for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from local_kafka import jars
from local_kafka.broker import Broker
from local_kafka.cache import default_cache_directory
from local_kafka.startup_archive import archive_path, build_archive

# Java writes its record of the loaded classes when it ends, slowly on a busy machine.
_STOP_SECONDS = 120.0


def prepare(cache_directory: Path | None = None) -> Path:
    """Fill the cache (jars, a formatted storage, an archive for quick starts); returns its folder.

    Takes half a minute the first time; existing files are kept. Raises ``LocalKafkaError`` if
    something is not available.
    """
    cache = cache_directory or default_cache_directory()
    class_path = jars.ensure(cache / "jars")
    archive = archive_path(cache, class_path)
    if not archive.is_file():

        def run_once(options: Sequence[str]) -> None:
            broker = Broker(cache_directory=cache, java_options=options)
            broker.start()
            broker.stop(_STOP_SECONDS)

        build_archive(archive, class_path, run_once)
    return cache
