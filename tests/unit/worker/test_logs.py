import logging

from worker.fatal import FatalError
from worker.logs import (
    FORMAT,
    REPEATS,
    PrintableFormatter,
    RepeatLimit,
    without_fatal_tracebacks,
)


def line(name: str = "aiokafka", message: str = "no connection to %s") -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, message, ("broker",), None)


def test_repeats_are_dropped_and_then_counted() -> None:
    now = 0.0
    limit = RepeatLimit(window=10, clock=lambda: now)
    written = sum(limit.filter(line()) for _ in range(100))
    assert written == REPEATS
    now = 11.0
    again = line()
    assert limit.filter(again)
    assert again.getMessage().endswith(f"[and {100 - REPEATS} more like it]")


def test_a_fatal_error_is_one_line_and_any_other_keeps_its_traceback() -> None:
    for error, kept in ((FatalError("mend it"), False), (RuntimeError("a bug"), True)):
        record = line()
        record.exc_info = (type(error), error, None)
        assert without_fatal_tracebacks(record)
        assert bool(record.exc_info) == kept


def test_the_workers_own_lines_are_always_written() -> None:
    limit = RepeatLimit()
    assert all(limit.filter(line("worker.processing")) for _ in range(100))


def test_what_a_terminal_would_obey_is_written_as_its_escape() -> None:
    text = PrintableFormatter(FORMAT).format(line(message="\x1b[2J %s \u202e caf\u00e9\n\tnext"))
    assert "\\x1b[2J broker \\u202e caf\u00e9\n\tnext" in text
