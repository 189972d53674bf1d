"""Chooses whether an article's trace is only passed on, or becomes a span as well.

``worker/tracing/otel.py`` makes the spans, where OpenTelemetry is installed and configured.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from worker.tracing.trace import BeginTrace, pass_on


@contextmanager
def tracing(*, spans: bool) -> Iterator[BeginTrace]:
    """How to begin traces; with ``spans`` each article gets a span. Raises TracingError."""
    if not spans:
        yield pass_on
        return
    # An extra: it is imported only where it is asked for.
    from worker.tracing.otel import Spans  # noqa: PLC0415

    made = Spans()
    try:
        yield made.begin
    finally:
        made.close()
