"""The cache folder of the jars and of what is derived from them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

KAFKA_VERSION = "4.4.0"


def default_cache_directory(environment: Mapping[str, str] | None = None) -> Path:
    """The folder for this version of Kafka: ``…/stancewire/kafka-4.4.0``.

    ``STANCEWIRE_CACHE_DIR`` replaces ``…/stancewire``, which is otherwise in ``XDG_CACHE_HOME``, or
    in ``~/.cache``. ``environment`` defaults to the process's own. The folder need not exist.
    """
    variables = os.environ if environment is None else environment
    if chosen := variables.get("STANCEWIRE_CACHE_DIR"):
        base = Path(chosen).expanduser()
    elif xdg := variables.get("XDG_CACHE_HOME"):
        base = Path(xdg) / "stancewire"
    else:
        base = Path.home() / ".cache" / "stancewire"
    return base.absolute() / f"kafka-{KAFKA_VERSION}"
