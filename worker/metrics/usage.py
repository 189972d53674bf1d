"""What the worker uses of the machine: its main process and every process below it.

Python's own ``process_*`` series know only the main process, and the language work is done by the
pool's. Read from ``/proc``; where there is none, as on macOS, nothing is reported.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from worker.metrics.definitions import CPU_SECONDS, MEMORY_BYTES

_PROC = Path("/proc")
# Fields of /proc/PID/stat after the name: user and system time, and those of children that ended.
_TIMES = slice(11, 15)


class UsageCollector(Collector):
    """Reports CPU time and memory at each scrape."""

    def describe(self) -> list[Metric]:
        """Nothing; without this method, registering would collect once to learn the names."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The families, as of now."""
        tree = list(_tree(os.getpid()))
        if not tree:
            return
        for definition, value in (
            (CPU_SECONDS, sum(map(_seconds, tree))),
            (MEMORY_BYTES, sum(map(_bytes, tree))),
        ):
            family = definition.family()
            family.add_metric([], value)
            yield family


def _tree(pid: int) -> Iterator[int]:
    """A process and those below it, as far as they can be read."""
    with suppress(OSError):
        threads = [*(_PROC / str(pid) / "task").iterdir()]
        yield pid
        for thread in threads:
            with suppress(OSError):
                for child in (thread / "children").read_text("ascii").split():
                    yield from _tree(int(child))


def _seconds(pid: int) -> float:
    """CPU time, and that of children that ended: so that the sum over a tree never falls."""
    with suppress(OSError):
        fields = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2]
        return sum(map(int, fields.split()[_TIMES])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _bytes(pid: int) -> int:
    """Proportional set size: pages that processes share are divided among them."""
    with suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
