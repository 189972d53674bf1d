"""Shared by all processes that tests start."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """For ``preexec_fn``: the process is killed when the test run ends, however it ends.

    Only Linux can do this without the process's help; elsewhere the fixtures have to.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
