import signal
import subprocess
import sys
import time

import pytest

from tests.support.patience import patient

SCRIPT = """
import logging, time
from worker.engine.stop_deadline import StopDeadline
logging.basicConfig()
deadline = StopDeadline({seconds}, lambda: print("children ended", flush=True))
deadline.begin()
deadline.begin()
{then}
time.sleep(60)
"""


# Both stop every other thread of Python: nothing in the process could end it.
HOLD_THE_LOCK = "import ctypes; ctypes.PyDLL(None).sleep(60)"
END_SLOWLY = """
import ctypes
ctypes.pythonapi.Py_AtExit(ctypes.CDLL(None).pause)
raise SystemExit(0)
"""


def run(seconds: float, then: str = "") -> tuple[subprocess.CompletedProcess[str], float]:
    began = time.monotonic()
    script = SCRIPT.format(seconds=seconds, then=then)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=patient(30),
        check=False,
    )
    return done, time.monotonic() - began


def test_a_stop_that_hangs_is_ended_with_a_text_and_without_children() -> None:
    done, _ = run(0.2)
    assert done.returncode == 1
    assert "will be delivered again" in done.stderr
    assert done.stdout == "children ended\n"


def test_asked_twice_it_ends_at_once() -> None:
    done, seconds = run(50, "deadline.exit_now()")
    assert done.returncode == 1
    assert seconds < patient(20)


@pytest.mark.parametrize("then", [HOLD_THE_LOCK, END_SLOWLY])
def test_the_kernel_ends_a_process_whose_threads_do_not_run(then: str) -> None:
    done, seconds = run(0.5, then)
    assert done.returncode == -signal.SIGALRM
    assert seconds < patient(20)
