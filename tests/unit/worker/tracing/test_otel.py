from collections.abc import Iterator

import pytest

from topics.trace_context import trace_context
from worker.records import OriginalRecord
from worker.tracing.otel import Spans

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PARENT = ("traceparent", f"00-{TRACE_ID}-b7ad6b7169203331-01".encode())


def record(*headers: tuple[str, bytes | None]) -> OriginalRecord:
    return OriginalRecord("news.articles.v1", 0, 7, 1, b"k", b"", headers)


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spans]:
    # Without samples nothing is sent, so no collector is needed.
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    made = Spans()
    yield made
    made.close()


def test_a_span_belongs_to_the_trace_of_the_record(spans: Spans) -> None:
    begun = trace_context(list(spans.begin(record(("h", b"1"), PARENT)).headers))
    assert begun is not None
    assert begun.trace_id == TRACE_ID
    assert begun.span_id != "b7ad6b7169203331"


def test_without_a_trace_each_record_begins_one(spans: Spans) -> None:
    first, second = (trace_context(list(spans.begin(record()).headers)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.trace_id != second.trace_id


def test_a_span_can_be_ended_with_and_without_a_reason(spans: Spans) -> None:
    spans.begin(record(PARENT)).end("enriched", None)
    spans.begin(record(PARENT)).end("dead_lettered", "not_utf8")
