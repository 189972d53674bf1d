"""What stands in for spaCy's own ways to a span and its text says the same."""

import pytest

from tests.unit.worker.nlp.stand_ins import NLP
from worker.nlp.tokens import span_of, text_of, tokens_of

TEXT = "Kolb  met\u00a0Ruíz at “No.\n\n10” 👍🏽 again "


@pytest.fixture
def spans():
    doc = NLP.make_doc(TEXT)
    return [doc[start:end] for start in range(len(doc)) for end in range(start + 1, len(doc) + 1)]


def test_the_text_of_a_span_is_spacys(spans):
    assert [text_of(span) for span in spans] == [span.text for span in spans]
    doc = spans[0].doc
    assert [tokens_of(doc).text_of(span.start, span.end) for span in spans] == [
        span.text for span in spans
    ]


def test_a_span_is_spacys(spans):
    doc = spans[0].doc
    for span in spans:
        made = span_of(doc, span.start, span.end)
        assert (made, hash(made), made.label, made.text) == (
            span, hash(span), span.label, span.text,
        )  # fmt: skip


def test_a_span_outside_the_doc_is_refused(spans):
    doc = spans[0].doc
    for start, end in ((2, 1), (0, len(doc) + 1)):
        with pytest.raises(IndexError):
            span_of(doc, start, end)
