"""The pieces that are read for a sentence, and the tokens that they belong to."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.reader_rows import (
    MAX_CONTEXT,
    MAX_PIECES,
    MAX_SENTENCES_BEFORE,
    ReaderRow,
    read_before,
)


def test_a_row_has_a_token_for_each_piece_and_none_for_its_marks():
    row = ReaderRow.of(doc_of("Kolb spoke. Peru is fine."), 1)
    assert (row.before, row.own) == ((0, 1, 2), (3, 4, 5, 6))
    assert row.tokens == (None, 0, 1, 2, None, 3, 4, 5, 6, None)
    assert row.tokens[row.base] == 3


def test_the_first_sentence_has_nothing_before_it():
    row = ReaderRow.of(doc_of("Kolb spoke. Peru is fine."), 0)
    assert (row.before, row.own, row.base) == ((), (0, 1, 2), 2)
    assert row.tokens == (None, None, 0, 1, 2, None)


def test_white_space_is_in_no_row():
    row = ReaderRow.of(doc_of("Kolb  spoke.", "Now  this"), 1)
    assert [row.own, row.before] == [(4, 6, 7), (0, 2)]


def test_a_long_sentence_is_read_in_part():
    row = ReaderRow.of(doc_of("peru, " * MAX_PIECES), 0)
    assert row.own == tuple(range(MAX_PIECES))
    assert row.tokens == (None, None, *range(MAX_PIECES), None)


def test_the_pieces_before_are_those_right_before_the_sentence():
    doc = doc_of("Kolb spoke. Peru is fine. It rained on Chile. Nobody left. Pat slept.")
    for number, sentence in enumerate(doc.sents):
        row = ReaderRow.of(doc, number)
        assert row.own == tuple(range(sentence.start, sentence.end))
        assert row.before == tuple(range(sentence.start - len(row.before), sentence.start))


def test_only_the_sentences_around_are_looked_at():
    doc = doc_of("Kolb spoke. " * 50)
    sentences = read_sentences(doc)
    sentences[: 40 - MAX_SENTENCES_BEFORE] = [None] * (40 - MAX_SENTENCES_BEFORE)
    assert ReaderRow.of(doc, 40).own == (120, 121, 122)


def test_the_places_of_a_stretch_of_tokens():
    row = ReaderRow((9, 9), (9, 9, 9), (None, 0, 0, None, 2, 3, 3, None))
    assert row.places(0, 1) == [1, 2]
    assert row.places(2, 4) == [4, 5, 6]
    assert row.places(1, 2) == []


@pytest.mark.parametrize(
    ("lengths", "number", "expected"),
    [
        ([9, 9, 9, 9], 0, []),
        ([9, 9, 9, 9], 1, [0]),
        ([9, 9, 9, 9, 9, 9], 5, [2, 3, 4]),
        ([9, MAX_CONTEXT, 9], 2, []),
        ([9, MAX_CONTEXT - 1, 9], 2, [1]),
        ([9, 20, 23, 9], 3, [1, 2]),
        ([9, 21, 23, 9], 3, [2]),
        ([0, 0, 9], 2, [0, 1]),
    ],
)
def test_the_whole_sentences_before_that_there_is_room_for(lengths, number, expected):
    assert MAX_SENTENCES_BEFORE == 3
    assert list(read_before(lengths, number)) == expected
