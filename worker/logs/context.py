"""Which article a log line is about: whatever is logged inside ``about`` says so."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from worker.records import OriginalRecord

_NONE: Final[Mapping[str, Any]] = {}
_about: ContextVar[Mapping[str, Any]] = ContextVar("about", default=_NONE)


@contextmanager
def about(record: OriginalRecord, article_id: str) -> Iterator[None]:
    """Lines logged in this block, and in tasks started in it, are about this article."""
    fields = {
        "article": article_id,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
    }
    if record.trace:
        fields["trace_id"] = record.trace.trace_id
    token = _about.set(fields)
    try:
        yield
    finally:
        _about.reset(token)


def current_fields() -> Mapping[str, Any]:
    """The fields of a line that is logged now; empty when it is about no article."""
    return _about.get()
