"""Which article a line of the log is about: whatever is logged within ``about`` carries it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from worker.records import OriginalRecord

_NONE: Final[Mapping[str, Any]] = {}
_about: ContextVar[Mapping[str, Any]] = ContextVar("about", default=_NONE)


@contextmanager
def about(record: OriginalRecord, article_id: str) -> Iterator[None]:
    """Lines of this block, and of the tasks that it starts, are about this article."""
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


def present() -> Mapping[str, Any]:
    """What the lines of this moment are about; empty where it is no article."""
    return _about.get()
