"""Where the jars and what is derived from them are kept between runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

KAFKA_VERSION = "4.4.0"


def default_cache_directory(environment: Mapping[str, str] | None = None) -> Path:
    """The folder for this version of Kafka: ``…/stancewire/kafka-4.4.0``.

    ``STANCEWIRE_CACHE_DIR`` replaces ``…/stancewire``; otherwise it stands in
    ``XDG_CACHE_HOME``, or in ``~/.cache``. ``environment`` is the process's own unless given.
    The folder need not exist.
    """
    variables = os.environ if environment is None else environment
    if chosen := variables.get("STANCEWIRE_CACHE_DIR"):
        base = Path(chosen).expanduser()
    elif xdg := variables.get("XDG_CACHE_HOME"):
        base = Path(xdg) / "stancewire"
    else:
        base = Path.home() / ".cache" / "stancewire"
    return base.absolute() / f"kafka-{KAFKA_VERSION}"
