"""The most memory of a process is its own, not that of whoever started it."""

import subprocess
import sys

from bench.process import most_mib

_SMALL = "from bench.process import most_mib; print(most_mib())"
_LARGE_MIB = 300


def test_a_small_process_of_a_large_one_is_small() -> None:
    held = bytearray(_LARGE_MIB * 2**20)
    held[::4096] = b"x" * len(held[::4096])
    assert most_mib() > _LARGE_MIB
    done = subprocess.run(
        [sys.executable, "-c", _SMALL], check=True, capture_output=True, text=True
    )
    assert float(done.stdout) < _LARGE_MIB / 2
