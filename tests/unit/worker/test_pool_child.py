import pytest
from pydantic import ValidationError

from topics.events import Span
from worker.pool_child import MAX_ERROR_CHARS, describe


def test_an_error_is_one_line_of_bounded_length() -> None:
    assert describe(ValueError("too\n  odd")) == "ValueError: too odd"
    assert len(describe(ValueError("x" * 10_000))) <= MAX_ERROR_CHARS


def test_a_models_error_does_not_quote_the_article() -> None:
    with pytest.raises(ValidationError) as caught:
        Span(field="body", start=0, end=99, text="the secret text")
    assert "secret" not in describe(caught.value)
    assert "not as long as its text" in describe(caught.value)
