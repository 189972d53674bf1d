"""How many steps a call takes: the same number on every machine, however busy it is."""

import sys


def steps(call) -> int:
    """The lines of Python that a call runs; each turn of a loop counts again."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event in {"line", "call"}
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
