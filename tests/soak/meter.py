"""What a worker's processes hold: memory, descriptors and threads."""

from dataclasses import dataclass

import psutil

from tests.support.worker_process import WorkerProcess

MIB = 2**20


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
    """Measure it now. Raises psutil.Error if the worker is gone."""
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
    """What would be free if it ended: pages that it shares with nobody."""
    return round(process.memory_full_info().uss / MIB, 2)
