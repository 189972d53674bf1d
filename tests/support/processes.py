"""Processes that tests start: they end with the test run, and tests check that they ended."""

import ctypes
import signal
import sys
import time

import psutil

from tests.support.patience import Deadline

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """For ``preexec_fn``: the process is killed when the test run ends, however it ends.

    Only Linux can do this without the process's help; elsewhere the fixtures have to.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def exists(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def wait_until_gone(pid: int, seconds: float) -> bool:
    deadline = Deadline(seconds)
    while exists(pid) and not deadline.passed():
        time.sleep(0.02)
    return not exists(pid)
