"""What a worker's processes hold: memory, descriptors and threads."""

import re
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.worker_process import WorkerProcess

_WRITTEN = re.compile(r"^Private_Dirty: +(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Moment:
    """What was measured at one moment: seconds since the start, articles done, and what is held.

    ``worker`` is the main process, ``pool`` the processes below it. Memory is in MiB.
    """

    seconds: float
    done: int
    worker_memory: float
    pool_memory: float
    worker_descriptors: int
    pool_descriptors: int
    worker_threads: int
    pool_threads: int


HELD = (
    "worker_memory",
    "pool_memory",
    "worker_descriptors",
    "pool_descriptors",
    "worker_threads",
    "pool_threads",
)


def measured(worker: WorkerProcess, seconds: float, done: int) -> Moment:
    """Measure it now. Raises psutil.Error or OSError if the worker is gone."""
    main = psutil.Process(worker.process.pid)
    pool = main.children(recursive=True)
    return Moment(
        seconds=round(seconds, 1),
        done=done,
        worker_memory=_memory(main),
        pool_memory=round(sum(map(_memory, pool)), 2),
        worker_descriptors=main.num_fds(),
        pool_descriptors=sum(child.num_fds() for child in pool),
        worker_threads=main.num_threads(),
        pool_threads=sum(child.num_threads() for child in pool),
    )


def _memory(process: psutil.Process) -> float:
    """What it has written, and no other process has.

    Not what it only reads, such as code: that is its own or shared as other programs come and go.
    """
    found = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii")
    return round(int(_WRITTEN.findall(found)[0]) / 1024, 2)
