"""The options that the console is started with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from topics.catalogue import Catalogue
from topics.cluster.errors import Options

MIB = 1024 * 1024
DEFAULT_KEEP = 50_000
DEFAULT_KEEP_MIB = 1024


@dataclass(frozen=True)
class ConsoleOptions:
    """``kafka`` are keyword arguments for kafka-python's clients; ``group`` is the worker's.

    ``keep`` bounds the events that are held, ``keep_mib`` their compressed size together, whichever
    is reached first. ``topic_names`` gives a name to codes that only stand in a topic's path.
    """

    kafka: Options
    catalogue: Catalogue
    group: str
    bind: str = "127.0.0.1"
    port: int = 9810
    keep: int = DEFAULT_KEEP
    keep_mib: int = DEFAULT_KEEP_MIB
    names: tuple[str, ...] = ()
    topic_names: Mapping[str, str] = field(default_factory=dict)
