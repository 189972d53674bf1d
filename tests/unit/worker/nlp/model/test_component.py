import numpy as np
import pytest

from tests.unit.worker.nlp.conftest import WIDTH, HashingEncoder
from worker.nlp.documents import article_doc, findings
from worker.nlp.model import component as encoder_component
from worker.nlp.model.component import MAX_READ, MAX_WORD_CHARS, EncoderComponent
from worker.nlp.model.read_sentences import read_sentences


class NotingEncoder(HashingEncoder):
    def __init__(self):
        self.asked = []

    def encode(self, words):
        self.asked.append(list(words))
        return super().encode(words)


@pytest.fixture
def encoder():
    return NotingEncoder()


def test_each_sentence_is_encoded_by_itself(blank, encoder):
    doc = EncoderComponent(encoder)(article_doc(blank, "Kolb wins", "She won.\nHe lost."))
    assert encoder.asked == [["Kolb", "wins"], ["She", "won", "."], ["He", "lost", "."]]
    assert [one.words for one in read_sentences(doc)] == [(0, 1), (3, 4, 5), (7, 8, 9)]


def test_a_tokens_row_is_its_vector_and_white_space_has_zeros(blank, encoder):
    doc = EncoderComponent(encoder)(article_doc(blank, "", "She won.\nHe lost."))
    assert doc.tensor.shape == (len(doc), WIDTH)
    (space,) = (token.i for token in doc if token.is_space)
    assert not doc.tensor[space].any()
    second = read_sentences(doc)[1]
    np.testing.assert_array_equal(doc.tensor[list(second.words)], second.encoded.tokens)


def test_the_same_words_are_encoded_once(blank, encoder):
    doc = EncoderComponent(encoder)(article_doc(blank, "", "She won.\nShe won.\nShe won."))
    assert len(encoder.asked) == 1
    assert len(read_sentences(doc)) == 3


def test_an_endless_word_is_read_in_part(blank, encoder):
    EncoderComponent(encoder)(article_doc(blank, "", "x" * 100))
    assert encoder.asked == [["x" * MAX_WORD_CHARS]]


def test_a_skipped_article_is_left_alone(blank, encoder):
    doc = article_doc(blank, "", "Er hat gewonnen.")
    findings(doc).skipped = True
    assert not read_sentences(EncoderComponent(encoder)(doc))
    assert encoder.asked == []


def test_a_second_reading_takes_the_place_of_the_first(blank, encoder):
    component = EncoderComponent(encoder)
    doc = component(component(article_doc(blank, "", "She won.")))
    assert len(read_sentences(doc)) == 1


@pytest.mark.parametrize(
    ("most", "read"),
    [
        (9, "Kolb wins\n\nShe won. He lost. "),
        (8, "Kolb wins\n\nShe won. He lost. "),
        (7, "Kolb wins\n\nShe won. "),
        (5, "Kolb wins\n\nShe won. "),
        (4, "Kolb wins\n\n"),
        (1, "Kolb wins\n\n"),
    ],
)
def test_of_a_long_article_the_first_sentences_are_read(blank, encoder, monkeypatch, most, read):
    monkeypatch.setattr(encoder_component, "MAX_READ", most)
    doc = EncoderComponent(encoder)(article_doc(blank, "Kolb wins", "She won. He lost. "))
    assert doc.text == read
    assert [text for words in encoder.asked for text in words] == read.replace(".", " .").split()
    assert [sentence.words for sentence in read_sentences(doc)] == [
        tuple(token.i for token in sentence if not token.is_space) for sentence in doc.sents
    ]
    assert findings(doc).abstentions["text_over_limit"] == int(most < 8)


def test_what_is_read_of_a_long_article_ends_with_a_sentence(blank, encoder):
    body = "Anna Kolb met Bo. " * (MAX_READ // 5 + 1)
    doc = EncoderComponent(encoder)(article_doc(blank, "", body))
    assert doc.text == "Anna Kolb met Bo. " * (MAX_READ // 5)
    assert len(doc) == MAX_READ


def test_the_findings_and_the_context_of_a_long_article_stay(blank, encoder, monkeypatch):
    monkeypatch.setattr(encoder_component, "MAX_READ", 1)
    doc = article_doc(blank, "Kolb wins", "She won.")
    doc._context = "mine"
    found = findings(doc)
    short = EncoderComponent(encoder)(doc)
    assert short is not doc
    assert findings(short) is found
    assert short._context == "mine"


def test_an_article_of_29_000_characters_is_read_whole():
    assert MAX_READ >= 29_000 / 4.1
