from worker.records import OriginalRecord
from worker.tracing.trace import pass_on

PARENT = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


def test_only_the_trace_is_passed_on() -> None:
    record = OriginalRecord("t", 0, 0, 1, b"k", b"", (("h", b"1"), PARENT))
    trace = pass_on(record)
    assert list(trace.headers) == [PARENT]
    trace.end("enriched", None)


def test_without_a_trace_there_is_nothing_to_pass_on() -> None:
    assert list(pass_on(OriginalRecord("t", 0, 0, 1, b"k", b"", ())).headers) == []
