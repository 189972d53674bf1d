"""Standard streams that were closed before we started, as with ``>&-`` in a shell."""

import os
import sys

# What a closed stream becomes: a file that fails when it is used, so that the failure is reported.
# Only errors have nowhere to go; they are dropped.
_FAILS_TO_READ, _FAILS_TO_WRITE = os.O_WRONLY, os.O_RDONLY


def open_closed() -> None:
    """Open a file for each standard stream that is closed.

    Python sets such a stream to None, and the next file or socket gets its number: whatever a
    library or a child process writes to its standard output would go there.
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
