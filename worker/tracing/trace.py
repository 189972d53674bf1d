"""One article's trace as the worker sees it: begun, passed on in headers, ended.

By default a trace is passed on as it came; ``worker/tracing/setup.py`` decides whether each article
also gets a span.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from topics.envelope import Headers
from worker.records import OriginalRecord


class Trace(Protocol):
    """One article's path through the worker."""

    @property
    def headers(self) -> Headers:
        """The trace headers for the article's events."""
        ...

    def end(self, outcome: str, reason: str | None) -> None:
        """All that the article became is confirmed; ``reason`` is a dead letter's."""
        ...


BeginTrace = Callable[[OriginalRecord], Trace]


@dataclass(frozen=True)
class PassedOn:
    """The trace as it came; nothing happens when the article is done."""

    headers: Headers

    def end(self, outcome: str, reason: str | None) -> None:
        """Do nothing."""


def pass_on(record: OriginalRecord) -> Trace:
    """The trace that the record's headers name; without headers if they name none."""
    return PassedOn(record.trace_headers)
