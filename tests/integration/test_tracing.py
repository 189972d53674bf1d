"""An article's trace context reaches all its events; spans are made if they are enabled."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from topics.trace_context import TraceContext, trace_context

pytestmark = pytest.mark.integration

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = "b7ad6b7169203331"
PARENT = ("traceparent", f"00-{TRACE}-{CALLER}-01".encode())
STATE = ("tracestate", b"rojo=00f067aa0ba902b7")


def sent(id_: str, body: str, *headers: tuple[str, bytes]) -> Sent:
    made = article(id_, body)
    return Sent(made.key, made.value, headers)


def contexts(cluster: Cluster) -> dict[str, set[TraceContext | None]]:
    """The trace context in the events of each article."""
    found: dict[str, set[TraceContext | None]] = {}
    for role in ("enriched", "entities", "stances", "topics", "dead_letters"):
        for record in cluster.read(role):
            subject = dict(record.headers).get("ce_subject", record.key).decode()
            found.setdefault(subject, set()).add(trace_context(record.headers))
    return found


GOOD = "Anna Kolb praised Peru. Senator Omar Lind condemned Peru on Monday."


def test_a_trace_is_passed_on_to_every_event_and_to_a_dead_letter(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(
        [
            sent("traced", GOOD, PARENT, STATE),
            sent("plain", GOOD),
            sent("malformed", GOOD, ("traceparent", b"00-nonsense-01"), STATE),
            sent("bad", "", PARENT, STATE),
            Sent(b"huge", b"a" * 70 * 2**20, (PARENT, STATE, ("note", b"x"))),
        ]
    )
    start_worker(cluster.env())
    eventually("all have an outcome", lambda: cluster.outcomes() == 5, timeout=90)
    passed = TraceContext(TRACE, CALLER, 1, STATE[1].decode())
    assert contexts(cluster) == {
        "traced": {passed},
        "plain": {None},
        "malformed": {None},
        "bad": {passed},
        "huge": {passed},
    }
    malformed = [
        name
        for record in cluster.read("enriched")
        for name, _ in record.headers
        if record.key in (b"malformed", b"plain")
    ]
    assert not {"traceparent", "tracestate"} & set(malformed)
    (huge,) = (letter for letter in cluster.read("dead_letters") if letter.key == b"huge")
    assert "note" not in dict(huge.headers)


@pytest.fixture
def collector() -> Iterator[tuple[str, list[Span]]]:
    """A collector's address, and the spans that it received."""
    spans: list[Span] = []

    class Collect(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = ExportTraceServiceRequest.FromString(self.rfile.read(length))
            for resource in request.resource_spans:
                for scope in resource.scope_spans:
                    spans.extend(scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Collect) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", spans
        server.shutdown()


def test_spans_are_made_where_they_are_asked_for(
    cluster: Cluster, start_worker: StartWorker, collector: tuple[str, list[Span]]
) -> None:
    address, spans = collector
    cluster.publish(
        [
            sent("traced", GOOD, PARENT, STATE),
            sent("plain", GOOD),
            sent("unsampled", GOOD, ("traceparent", f"00-{TRACE}-{CALLER}-00".encode())),
            sent("bad", "", PARENT),
        ]
    )
    env = cluster.env(tracing="otlp", pool_processes=1)
    worker = start_worker({**env, "OTEL_EXPORTER_OTLP_ENDPOINT": address})
    eventually("all have an outcome", lambda: cluster.outcomes() == 4, timeout=90)
    worker.__exit__()
    assert worker.process.returncode == 0

    assert len(spans) == 3
    found = contexts(cluster)
    by_id = {(span.trace_id.hex(), span.span_id.hex()): span for span in spans}
    (traced,) = found["traced"]
    assert traced.trace_id == TRACE
    assert traced.state == STATE[1].decode()
    span = by_id[traced.trace_id, traced.span_id]
    assert span.parent_span_id.hex() == CALLER
    assert span.kind == Span.SPAN_KIND_CONSUMER
    attributes = {pair.key: pair.value.string_value for pair in span.attributes}
    assert attributes["stancewire.outcome"] == "enriched"
    assert attributes["messaging.destination.name"] == cluster.catalogue.articles.name
    (plain,) = found["plain"]
    assert plain.trace_id != TRACE
    assert not by_id[plain.trace_id, plain.span_id].parent_span_id
    (unsampled,) = found["unsampled"]
    assert (unsampled.trace_id, unsampled.sampled) == (TRACE, False)
    (failed,) = (span for span in spans if span.status.code == Status.STATUS_CODE_ERROR)
    assert failed.status.message == "empty_body"
    assert failed.parent_span_id.hex() == CALLER
