"""One thread for the matrix products of a process that reads articles.

Processes are the parallelism. NumPy's products are small here, and the threads that it would start
for them wait by spinning: beside other work, reading an article took three times the processor
time. With one thread the last digits do not depend on the number of cores either.
"""

import os
from typing import Final

_NAMES: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Ask for one thread, unless the environment says otherwise; before NumPy is imported."""
    for name in _NAMES:
        os.environ.setdefault(name, "1")
