"""What every process that a test starts has in common."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """For ``preexec_fn``: the process is killed when the test run is, however that ended.

    Only Linux can do it for a process that knows nothing of it; elsewhere fixtures must do.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
