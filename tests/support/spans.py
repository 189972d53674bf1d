"""Finds every span in an event and holds it against the text."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from topics.events import Span


def spans_in(value: object) -> Iterator[Span]:
    """Every span anywhere in a model."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for _, child in value:
            yield from spans_in(child)
    elif isinstance(value, tuple | list):
        for child in value:
            yield from spans_in(child)


def assert_spans_hold(value: BaseModel, texts: Mapping[str, str]) -> int:
    """``field[start:end] == text`` for all of them; how many there are."""
    count = 0
    for span in spans_in(value):
        assert texts[span.field][span.start : span.end] == span.text, span
        count += 1
    return count
