"""The pieces that are read for a passage, and the tokens and sentences that they belong to."""

from dataclasses import replace

import numpy as np

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.model.passages import MAX_PIECES
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.reader_rows import ReaderRow, alike_rows

FILLER = f"Peru{' is' * (MAX_PIECES - 2)}."
"""A sentence that leaves no room for another."""


def rows(body, title=""):
    numbered = [one for alike in alike_rows(doc_of(body, title)) for one in alike]
    return [row for _, row in sorted(numbered, key=lambda one: one[0])]


def test_the_sentences_of_a_passage_are_read_together():
    (row,) = rows("Kolb spoke. Peru is fine.")
    assert (row.before, row.own) == ((), (0, 1, 2, 3, 4, 5, 6))
    assert row.sentences == (0, 0, 0, 1, 1, 1, 1)


def test_a_row_has_a_token_for_each_piece_and_none_for_its_marks():
    _, row, *_ = rows(f"Kolb spoke. {FILLER}")
    own = range(3, 3 + MAX_PIECES)
    assert row.before == (0, 1, 2)
    assert row.tokens == (None, 0, 1, 2, None, *own, None)
    assert row.tokens[row.base] == own[0]


def test_the_first_passage_has_nothing_before_it():
    row, *_ = rows("Kolb spoke. Peru is fine.")
    assert (row.before, row.base) == ((), 2)
    assert row.tokens[:3] == (None, None, 0)


def test_an_article_has_several_passages():
    found = rows(f"Kolb spoke. Pat left. {FILLER} Nobody cheered.")
    assert [sorted(set(one.sentences)) for one in found] == [[0, 1], [2], [3]]
    assert [piece for one in found for piece in one.own] == list(range(MAX_PIECES + 9))


def test_the_title_is_read_before_a_passage_that_is_far_from_it():
    body = f"{FILLER} Nobody cheered."
    # The title's words are tokens 0 and 1, and a blank line follows them.
    assert rows(body, "Kolb speaks")[-1].before == (0, 1)
    assert rows(body)[-1].before == ()


def test_white_space_is_in_no_row():
    (row,) = rows("Kolb  spoke.", "Now  this")
    assert row.own == (0, 2, 4, 6, 7)
    assert row.sentences == (0, 0, 1, 1, 1)


def test_a_long_sentence_is_read_in_part():
    first, second = rows("peru, " * (MAX_PIECES // 2) + "is fine. Kolb spoke.")
    assert first.own == tuple(range(MAX_PIECES))
    assert first.sentences == (0,) * MAX_PIECES
    assert first.tokens == (None, None, *range(MAX_PIECES), None)
    assert len(second.own) == 3


def test_an_article_without_words_has_no_rows():
    assert rows("") == []
    assert rows("  \n\n ") == []


def test_the_own_pieces_begin_after_two_marks():
    states = np.zeros((7, 4), dtype=np.float32)
    assert ReaderRow((5, 6, 7), (1,), (None,) * 7, (0,), states).base == 5


def test_a_row_has_the_states_of_its_pieces_and_none_for_its_marks():
    _, row, *_ = rows(f"Kolb spoke. {FILLER}")
    # The vector of each token of the doc is its number.
    own = range(3, 3 + MAX_PIECES)
    assert row.states[:, 0].tolist() == [0, 0, 1, 2, 0, *own, 0]


def test_passages_of_the_same_sentences_come_together():
    doc = doc_of(f"{FILLER} Kolb spoke. {FILLER} Kolb spoke. {FILLER} Pat left.")
    read = read_sentences(doc)
    known = {}
    for at, (one, sentence) in enumerate(zip(read, doc.sents, strict=True)):
        read[at] = replace(one, encoded=known.setdefault(sentence.text, one.encoded))
    found = list(alike_rows(doc))
    # The second filler is read after "Kolb spoke.", as the third is, and the first after nothing.
    assert [[number for number, _ in alike] for alike in found] == [[0], [1, 3], [2, 4], [5]]
    (_, one), (_, other) = found[2]
    assert (one.before, one.own) == (other.before, other.own)
    assert one.states is other.states
    starts = [sentence.start for sentence in doc.sents]
    for row, sentence in ((one, 2), (other, 4)):
        assert row.tokens[row.base] == starts[sentence]
        assert set(row.sentences) == {sentence}
        assert row.tokens[1] == starts[sentence - 1]


def test_the_same_words_that_are_encoded_apart_are_read_apart():
    found = list(alike_rows(doc_of(f"Kolb spoke. {FILLER} {FILLER} {FILLER}")))
    assert [len(alike) for alike in found] == [1, 1, 1, 1]
