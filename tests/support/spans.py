"""Find every span in an event and compare it with the text."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from topics.events import Span


def spans_in(value: object) -> Iterator[Span]:
    """Every span in a model, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for _, child in value:
            yield from spans_in(child)
    elif isinstance(value, tuple | list):
        for child in value:
            yield from spans_in(child)


def assert_spans_hold(value: BaseModel, texts: Mapping[str, str]) -> int:
    """Check ``field[start:end] == text`` for all spans; returns their number."""
    count = 0
    for span in spans_in(value):
        assert texts[span.field][span.start : span.end] == span.text, span
        count += 1
    return count
