# ruff: noqa: RUF001 - the marks are what is tested

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from worker.nlp.documents import article_doc, contract_span
from worker.nlp.english.quotations import quotations

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n\n", "\n"]})
NLP.max_length = 10_000_000


def doc_of(body: str, title: str = "") -> Doc:
    doc = article_doc(NLP, title, body)
    for _, component in NLP.pipeline:
        doc = component(doc)
    return doc


def texts(body: str, title: str = "") -> list[str]:
    return [quotation.span.text for quotation in quotations(doc_of(body, title))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said.', ['"We won,"']),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We won,' she said.", ["'We won,'"]),
        ("«We won», she said.", ["«We won»"]),
    ],
)
def test_each_kind_of_mark_opens_and_closes(body, expected):
    assert texts(body) == expected


def test_a_quotation_interrupted_by_its_cue_is_two():
    assert texts("“Chile,” Kolb said, “has cheated.”") == ["“Chile,”", "“has cheated.”"]


def test_a_quotation_runs_over_sentences():
    assert texts("“We won. It is over,” she said.") == ["“We won. It is over,”"]


def test_single_marks_inside_double_ones_belong_to_the_outer_quotation():
    body = "“He called it ‘a disgrace’ twice,” she said."
    assert texts(body) == ["“He called it ‘a disgrace’ twice,”"]


def test_double_marks_inside_double_ones_belong_to_the_outer_quotation():
    body = "“He called it “a disgrace” twice,” she said."
    assert texts(body) == ["“He called it “a disgrace” twice,”"]


def test_apostrophes_open_and_close_nothing():
    body = "It wasn't the leaders' fault; the '90s were Peru's best. Rock 'n' roll isn't dead."
    assert texts(body) == []


def test_a_single_quotation_is_closed_after_a_pause_and_not_at_a_possessive():
    body = "'The leaders' plan is bad for all,' he said."
    assert texts(body) == ["'The leaders' plan is bad for all,'"]


def test_the_next_paragraph_opens_again_without_the_first_having_closed():
    found = quotations(doc_of("“We came. They shot.\n“We left,” she said."))
    assert [quotation.span.text for quotation in found] == ["“We came. They shot.", "“We left,”"]
    assert [quotation.continues for quotation in found] == [True, False]


def test_a_mark_that_nobody_closes_costs_one_sentence():
    body = "“We came. They shot at us.\nThe sun set. “No,” she said."
    assert texts(body) == ["“We came.", "“No,”"]


def test_an_opening_mark_inside_an_open_quotation_closes_the_first():
    body = "“They come from the south. “Those who were born here stay,” he said. “All,” he said."
    assert texts(body) == [
        "“They come from the south.",
        "“Those who were born here stay,”",
        "“All,”",
    ]


def test_inches_are_no_quotation():
    assert texts("He is 6'2\" tall and she is 5'4\" tall.") == []


def test_no_quotation_crosses_from_the_title_into_the_body():
    doc = doc_of("The sun set” and rose.", title="“We won")
    for quotation in quotations(doc):
        assert contract_span(quotation.span)


@given(st.text(alphabet="ab .,\n“”\"'‘’?é😀", max_size=120), st.text(alphabet="a “\"'", max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans_in_one_field(body, title):
    published = {"title": title, "body": body if body.strip() else "a"}
    doc = doc_of(published["body"], title)
    found = quotations(doc)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for quotation in found:
        span = contract_span(quotation.span)
        # The quotation itself is read from the clean text, in which wrong letters are mended.
        assert span.text == published[span.field][span.start : span.end]


@pytest.mark.parametrize("unit", ["“", '"', "'", "a", "‘", "”", "’", "\n"])
@pytest.mark.parametrize("other", ["“", '"', "'", "a", "‘"])
def test_a_hostile_text_takes_linear_time(unit, other):
    # Built from words, because the tokeniser's time is not measured here.
    words = [unit, other] * 20_000
    starts = [at % 50 == 0 for at in range(len(words))]
    doc = Doc(NLP.vocab, words=words, spaces=[True, False] * 20_000, sent_starts=starts)
    began = time.process_time()
    quotations(doc)
    assert time.process_time() - began < 3
