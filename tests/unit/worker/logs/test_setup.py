import json
import logging
import re
import subprocess
import sys

import pytest

from tests.support.patience import patient
from worker.fatal import FatalError
from worker.logs.setup import REPEATS, RepeatLimit, without_needless_tracebacks


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
        assert without_needless_tracebacks(record)
        assert bool(record.exc_info) == kept


def test_what_fails_while_faust_stops_is_one_line() -> None:
    record = line("faust.app", "[^--Consumer]: Error while stopping child %r: %r")
    record.exc_info = (RuntimeError, RuntimeError("closed"), None)
    assert without_needless_tracebacks(record)
    assert record.exc_info is None


def test_the_workers_own_lines_are_always_written() -> None:
    limit = RepeatLimit()
    assert all(limit.filter(line("worker.processor")) for _ in range(100))


SCRIPT = """
import logging, sys, warnings
from worker.logs.setup import configure_logging
configure_logging("INFO", {log_format!r})
logging.getLogger("worker.engine.app").info("ready")
warnings.warn("an odd thing")
raise ValueError("a bug")
"""


def said(log_format: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(log_format=log_format)],
        capture_output=True,
        text=True,
        timeout=patient(30),
        check=False,
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.mark.parametrize("log_format", ["json", "auto"])
def test_where_no_person_reads_every_line_is_an_object(log_format: str) -> None:
    lines = [json.loads(text) for text in said(log_format)]
    assert [one["level"] for one in lines] == ["INFO", "WARNING", "CRITICAL"]
    assert "an odd thing" in lines[1]["message"]
    assert lines[2]["traceback"].endswith("ValueError: a bug")


def test_text_is_for_people() -> None:
    lines = said("text")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [\d:,]+ INFO worker.engine.app: ready", lines[0])
    assert lines[-1] == "ValueError: a bug"
