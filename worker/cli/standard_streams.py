"""Standard streams that were closed before we began, as ``>&-`` in a shell does."""

import os
import sys

# What a closed stream becomes: a file that fails as one, so that the first use says it. Errors have
# nowhere to go; they are dropped.
_FAILS_TO_READ, _FAILS_TO_WRITE = os.O_WRONLY, os.O_RDONLY


def open_closed() -> None:
    """Give each of the three a file again.

    Python has None in their place, and the next file or socket would get the number: what a library
    or a child process writes to its standard output would go there.
    """
    for number, flags in enumerate((_FAILS_TO_READ, _FAILS_TO_WRITE, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, flags)
            if opened == number:
                os.set_inheritable(number, True)
            else:
                os.dup2(opened, number)
                os.close(opened)
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - a number, for as long as we run
    if sys.stdout is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
