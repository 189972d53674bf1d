import pytest

from topics.events import Span
from worker.nlp.documents import (
    MAX_DAMAGE,
    article_doc,
    contract_span,
    doc_as_published,
    overlaps,
    text_order,
    words_of,
)


def test_spans_are_told_apart_by_field(blank):
    doc = article_doc(blank, "Kolb wins", "Kolb won.")
    assert contract_span(doc[0:1]) == Span(field="title", start=0, end=4, text="Kolb")
    assert contract_span(doc[3:5]) == Span(field="body", start=0, end=8, text="Kolb won")


def test_without_a_title_offsets_begin_at_the_body(blank):
    doc = article_doc(blank, "", "Kolb won.")
    assert contract_span(doc[1:2]) == Span(field="body", start=5, end=8, text="won")


def test_white_space_at_the_edges_is_left_out(blank):
    doc = article_doc(blank, "", "\r\n  Kolb \n\n")
    assert contract_span(doc[:]) == Span(field="body", start=4, end=8, text="Kolb")


@pytest.mark.parametrize("title", ["Kolb ", "Kolb\n", "Kolb"])
@pytest.mark.parametrize("body", [" won", "\n\nwon", "won"])
def test_white_space_between_title_and_body_belongs_to_one_of_them(blank, title, body):
    doc = article_doc(blank, title, body)
    assert doc.text == f"{title}\n\n{body}"
    assert any(token.idx == len(title) + 2 for token in doc)


def test_a_span_over_both_fields_or_of_nothing_is_an_error(blank):
    doc = article_doc(blank, "Kolb", "won")
    with pytest.raises(ValueError, match="crosses"):
        contract_span(doc[0:3])
    with pytest.raises(ValueError, match="no text"):
        contract_span(doc[1:2])


def test_a_span_of_what_is_read_quotes_what_was_published(blank):
    doc = article_doc(blank, "Rus\u00adsia wins", "By Jo Low\n\ufeffPe&shy;ru&nbsp;won.Chile lost.")
    assert doc.text == "Russia wins\n\nPeru won.\n\nChile lost."
    assert contract_span(doc[0:1]) == Span(field="title", start=0, end=7, text="Rus\u00adsia")
    assert contract_span(doc[3:4]) == Span(field="body", start=11, end=20, text="Pe&shy;ru")
    assert contract_span(doc[4:8]).text == "won.Chile"
    assert contract_span(doc[3:]).text == "Pe&shy;ru&nbsp;won.Chile lost."


def test_a_title_of_marks_that_nobody_sees_is_no_title(blank):
    doc = article_doc(blank, "\u200b", "Kolb won.")
    assert contract_span(doc[0:1]) == Span(field="body", start=0, end=4, text="Kolb")


def test_a_doc_as_published_has_the_damage_too(blank):
    doc = doc_as_published(blank, "", "Rus\u00adsia\nPhotograph: PA")
    assert doc.text == "Rus\u00adsia\nPhotograph: PA"
    assert contract_span(doc[:]).text == doc.text


def test_a_span_with_damage_without_end_is_an_error(blank):
    hyphen = "\u00ad"
    doc = article_doc(blank, "", f"Ko{hyphen * MAX_DAMAGE}lb won.")
    assert contract_span(doc[0:1]).end == MAX_DAMAGE + 4
    doc = article_doc(blank, "", f"Ko{hyphen * (MAX_DAMAGE + 1)}lb won.")
    with pytest.raises(ValueError, match="were published"):
        contract_span(doc[0:1])


def test_words_are_what_is_no_white_space(blank):
    doc = article_doc(blank, "", "a  b\n")
    assert [word.text for word in words_of(doc[:])] == ["a", "b"]


def test_order_and_overlap(blank):
    doc = article_doc(blank, "", "a b c")
    assert overlaps(doc[0:2], doc[1:3])
    assert not overlaps(doc[0:1], doc[1:2])
    assert [span.start for span in text_order([doc[2:3], doc[0:1]])] == [0, 2]
