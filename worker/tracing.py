"""The trace that an article belongs to: passed on as it came, unless spans are made too.

``worker/otel.py`` makes spans, where OpenTelemetry is installed and configured.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from topics.envelope import Headers
from worker.dead_letters import OriginalRecord


class Trace(Protocol):
    """One article's way through the worker."""

    @property
    def headers(self) -> Headers:
        """What its events say of the trace."""
        ...

    def end(self, outcome: str, reason: str | None) -> None:
        """Everything that it became is confirmed; ``reason`` is a dead letter's."""
        ...


BeginTrace = Callable[[OriginalRecord], Trace]


@dataclass(frozen=True)
class PassedOn:
    """The trace as it came; nobody is told when the article is done."""

    headers: Headers

    def end(self, outcome: str, reason: str | None) -> None:
        """Nothing."""


def pass_on(record: OriginalRecord) -> Trace:
    """The trace that the record's headers name; no headers where they name none."""
    return PassedOn(record.trace_headers)


@contextmanager
def tracing(*, spans: bool) -> Iterator[BeginTrace]:
    """How traces are begun. With ``spans`` each article gets one; raises TracingError."""
    if not spans:
        yield pass_on
        return
    # An extra: it is imported only where it is asked for.
    from worker.otel import Spans  # noqa: PLC0415

    made = Spans()
    try:
        yield made.begin
    finally:
        made.close()
