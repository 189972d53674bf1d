"""One OpenTelemetry span for each article, where the extra ``otel`` is installed.

OpenTelemetry's own ``OTEL_*`` variables say where spans go, how they are sampled and what the
service is called.
"""

from threading import Thread
from typing import TYPE_CHECKING

from topics.envelope import Headers
from topics.trace_context import TraceContext
from worker.fatal import FatalError
from worker.pipeline_info import NAME, software_version
from worker.records import OriginalRecord
from worker.tracing.trace import Trace

# ruff: noqa: PLC0415 - an extra: it is imported only where it is asked for
if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Span

# Well within the time for a stop; spans that the collector has not taken by then are lost.
_FLUSH_SECONDS = 2.0


class TracingError(FatalError):
    """Spans are configured but cannot be made; the text says what is missing."""


class Spans:
    """Makes the spans and sends them. Raises TracingError if the extra is not installed."""

    def __init__(self) -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import OTELResourceDetector, Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError as error:
            raise TracingError(
                f"STANCEWIRE_TRACING=otlp needs OpenTelemetry ({error}): "
                "pip install 'stancewire[otel]', or set it to off"
            ) from error
        ours = Resource({"service.name": NAME, "service.version": software_version()})
        # The SDK's own exit handler waits for the collector longer than a stop may take.
        self._provider = TracerProvider(
            resource=ours.merge(OTELResourceDetector().detect()), shutdown_on_exit=False
        )
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer(NAME, software_version())

    def begin(self, record: OriginalRecord) -> Trace:
        """A span under the one named in the record's headers, or at the root of a new trace."""
        from opentelemetry.trace import SpanKind

        span = self._tracer.start_span(
            f"process {record.topic}",
            context=_context(record.trace) if record.trace else None,
            kind=SpanKind.CONSUMER,
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "process",
                "messaging.destination.name": record.topic,
                "messaging.destination.partition.id": str(record.partition),
                "messaging.kafka.offset": record.offset,
            },
        )
        return _SpanTrace(span)

    def close(self) -> None:
        """Send the remaining spans, for at most two seconds."""
        flushing = Thread(target=self._provider.shutdown, daemon=True)
        flushing.start()
        flushing.join(_FLUSH_SECONDS)


class _SpanTrace:
    """An article's span, to which its events belong."""

    def __init__(self, span: "Span") -> None:
        self._span = span

    @property
    def headers(self) -> Headers:
        own = self._span.get_span_context()
        return TraceContext(
            f"{own.trace_id:032x}",
            f"{own.span_id:016x}",
            int(own.trace_flags),
            own.trace_state.to_header(),
        ).to_headers()

    def end(self, outcome: str, reason: str | None) -> None:
        from opentelemetry.trace import StatusCode

        self._span.set_attribute("stancewire.outcome", outcome)
        if reason is not None:
            self._span.set_status(StatusCode.ERROR, reason)
        self._span.end()


def _context(trace: TraceContext) -> "Context":
    from opentelemetry.trace import (
        NonRecordingSpan,
        SpanContext,
        TraceFlags,
        TraceState,
        set_span_in_context,
    )

    parent = SpanContext(
        int(trace.trace_id, 16),
        int(trace.span_id, 16),
        is_remote=True,
        trace_flags=TraceFlags(trace.flags),
        trace_state=TraceState.from_header([trace.state]) if trace.state else None,
    )
    return set_span_in_context(NonRecordingSpan(parent))
