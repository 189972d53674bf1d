"""One article's trace, as the worker sees it: begun, passed on in headers, ended.

By default a trace is passed on as it came; ``worker/tracing/setup.py`` decides whether each article
also gets a span.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from topics.envelope import Headers
from worker.records import OriginalRecord


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
