import json
import logging

from worker.logs.context import about
from worker.logs.formats import JsonFormatter, TextFormatter
from worker.records import OriginalRecord

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
RECORD = OriginalRecord("news.articles.v1", 3, 17, 1, b"k", b"", (("traceparent", PARENT),))


def line(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("worker.pool.pool", logging.WARNING, "", 0, message, arguments, None)


def test_an_object_says_which_article_it_is_about() -> None:
    with about(RECORD, "a-1"):
        fields = json.loads(JsonFormatter().format(line("%s: no answer", "pipeline_timeout")))
    time = fields.pop("time")
    assert time.endswith("Z")
    assert fields == {
        "level": "WARNING",
        "logger": "worker.pool.pool",
        "message": "pipeline_timeout: no answer",
        "article": "a-1",
        "topic": "news.articles.v1",
        "partition": 3,
        "offset": 17,
        "trace_id": "0af7651916cd43dd8448eb211c80319c",
    }


def test_an_object_is_one_line_of_ascii_whatever_stands_in_it() -> None:
    with about(RECORD, "\x1b[2J\u202e\n\ud800"):
        text = JsonFormatter().format(line("\x07 %s\u2028", "caf\u00e9\x7f"))
    assert text.isascii()
    assert text.isprintable()
    assert json.loads(text)["message"] == "\x07 caf\u00e9\x7f\u2028"


def test_a_traceback_is_part_of_the_object() -> None:
    record = line("stopped")
    error = OSError("no broker")
    record.exc_info = (OSError, error, None)
    assert json.loads(JsonFormatter().format(record))["traceback"].endswith("OSError: no broker")


def test_text_has_it_behind_the_message() -> None:
    with about(RECORD, "a-1"):
        text = TextFormatter().format(line("no answer"))
    assert (
        "WARNING worker.pool.pool: no answer [article='a-1' topic='news.articles.v1' partition=3"
        in text
    )


def test_what_a_terminal_would_obey_is_written_as_its_escape() -> None:
    text = TextFormatter().format(line("\x1b[2J %s \u202e caf\u00e9\n\tnext", "broker"))
    assert "\\x1b[2J broker \\u202e caf\u00e9\n\tnext" in text
