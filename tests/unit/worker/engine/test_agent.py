from types import SimpleNamespace
from typing import Any

from faust.types.tuples import Message

from worker.engine.agent import original_record


def event(headers: Any, timestamp: float | None = 1.0005) -> Any:
    message = Message("t", 3, 17, timestamp, 0, headers, b"k", None, None)
    # An event's own headers are a dict; the record must not use them.
    return SimpleNamespace(message=message, headers=dict(headers or ()))


def test_headers_keep_their_order_and_their_repetitions() -> None:
    headers = [("b", b"1"), ("a", None), ("b", b"2")]
    assert original_record(event(headers)).headers == tuple(headers)
    assert original_record(event(None)).headers == ()


def test_the_record_is_as_the_broker_has_it() -> None:
    record = original_record(event(()))
    assert (record.place, record.key, record.value) == ("t[3]@17", b"k", None)
    assert record.timestamp_ms == 1_000
    assert original_record(event((), None)).timestamp_ms == 0
