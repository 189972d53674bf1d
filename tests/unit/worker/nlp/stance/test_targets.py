# ruff: noqa: ARG002 - the stand-ins have the signatures of the trained reader
"""Targets of the reader, whose word pieces become tokens of the article."""

import numpy as np
import pytest

from tests.unit.worker.nlp.stand_ins import NLP
from worker.nlp.documents import article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.model.encoder import EncodedSentence, Window
from worker.nlp.model.read_sentences import ReadSentence, read_sentences
from worker.nlp.model.reader import ReadHolder, ReadTarget
from worker.nlp.model.reader_rows import MAX_PIECES
from worker.nlp.stance.targets import MIN_PIECES, TargetComponent


def doc_of(body, title="", pieces_of_a_word=2, window=1000):
    """A doc whose words have so many pieces each; a piece's number is its word's token."""
    doc = article_doc(NLP, title, body)
    mark_sentences(doc)
    for sentence in doc.sents:
        words = [token.i for token in sentence if not token.is_space]
        windows = []
        for start in range(0, len(words), window):
            some = range(start, min(start + window, len(words)))
            owners = np.repeat(np.array(some, dtype=np.int64), pieces_of_a_word)
            pieces = np.array(words, dtype=np.int64)[owners]
            hidden = np.zeros((len(owners) + 2, 1), dtype=np.float32)
            windows.append(Window(hidden, hidden, owners, pieces))
        nothing = np.zeros(1, dtype=np.float32)
        encoded = EncodedSentence(nothing[None, :], nothing, nothing, tuple(windows))
        read_sentences(doc).append(ReadSentence(encoded, tuple(words)))
    return doc


class Reader:
    """Finds given pieces of the sentence, and points to pieces of the whole row."""

    def __init__(self, *places, holder=None, **shares):
        self.asked = []
        self._places, self._holder = places, holder or {}
        self._shares = {"author": 0.1, "elsewhere": 0.2} | shares

    def read(self, row):
        self.asked.append((list(row.before), list(row.own)))
        return Row(self._places, len(row.before), len(row.own), self._holder, self._shares)


class Row:
    def __init__(self, places, before, length, holder, shares):
        self._places, self._before, self._shares = places, before, shares
        self._row = np.zeros(before + length)
        for place, share in holder.items():
            if place < len(self._row):
                self._row[place] = share

    def targets(self):
        return [ReadTarget(place, "favor", 0.8, 0.1) for place in self._places]

    def holder(self, places):
        nothing = np.zeros(1)
        before, own = self._row[: self._before], self._row[self._before :]
        shares = np.concatenate([nothing, before, nothing, own, nothing])
        return ReadHolder(shares, **self._shares)

    def plain(self, places):
        return 0.6

    def kind(self, places):
        return "law"


def targets(doc, *places, **told):
    reader = Reader(*places, **told)
    TargetComponent(reader)(doc)
    return findings(doc).targets, reader


def words(doc, *places, **told):
    return [one.span.text for one in targets(doc, *places, **told)[0]]


def test_what_the_reader_says_is_kept_in_tokens():
    doc = doc_of("Kolb praised Peru again.")
    (found,), _ = targets(doc, (4, 6), holder={0: 0.3, 1: 0.4})
    assert found.span.text == "Peru"
    assert (found.sentence, found.polarity) == (0, "favor")
    assert (found.probability, found.opposite, found.plain) == (0.8, 0.1, 0.6)
    assert found.kind == "law"
    assert (found.author, found.elsewhere) == (0.1, 0.2)
    assert found.holders[0] == pytest.approx(0.7)
    assert sum(found.holders.values()) == pytest.approx(0.7)


def test_a_word_of_which_a_piece_is_marked_is_marked():
    doc = doc_of("Kolb praised Peru again.")
    assert words(doc, (3, 4), (3, 5)) == ["praised", "praised Peru"]


def test_marks_and_possessive_endings_at_the_edges_are_left_out():
    doc = doc_of("Kolb praised “Peru” and Chile's army, too.", pieces_of_a_word=1)
    tokens = [token.text for token in doc]
    quoted = tokens.index("“"), tokens.index("”") + 1
    owner = tokens.index("Chile"), tokens.index("'s") + 1
    phrase = tokens.index("Chile"), tokens.index(",") + 1
    assert words(doc, quoted, owner, phrase) == ["Peru", "Chile", "Chile's army"]


def test_what_is_only_marks_is_no_target():
    doc = doc_of("Kolb praised “” Peru.", pieces_of_a_word=1)
    assert words(doc, (2, 4)) == []


def test_the_holder_may_be_in_a_sentence_before():
    doc = doc_of("Kolb spoke. Peru is fine.")
    found, _ = targets(doc, (0, 2), holder={0: 0.5, 6: 0.2})
    assert [one.sentence for one in found] == [0, 1]
    # The row of the second sentence begins with the first: piece 6 is its own first one.
    assert found[1].span.text == "Peru"
    assert found[1].holders[0] == pytest.approx(0.5)
    assert found[1].holders[3] == pytest.approx(0.2)


def test_a_sentence_is_read_with_those_before_it():
    doc = doc_of("Kolb spoke. Peru is fine.", pieces_of_a_word=1)
    _, reader = targets(doc)
    assert reader.asked == [([], [0, 1, 2]), ([0, 1, 2], [3, 4, 5, 6])]


def test_white_space_has_no_pieces_and_shifts_no_target():
    doc = doc_of("Kolb  praised  Peru.", title="Now  this", pieces_of_a_word=1)
    found, _ = targets(doc, (2, 3))
    assert [(one.sentence, one.span.text) for one in found] == [(1, "Peru")]


def test_a_short_sentence_is_not_read_but_is_read_before_others():
    doc = doc_of("Why? Peru is fine.", pieces_of_a_word=1)
    assert MIN_PIECES == 3
    _, reader = targets(doc)
    assert reader.asked == [([0, 1], [2, 3, 4, 5])]


def test_a_sentence_in_several_windows_is_one_row():
    doc = doc_of("Kolb praised Peru and Chile.", pieces_of_a_word=1, window=2)
    found, reader = targets(doc, (2, 3), (4, 5))
    assert reader.asked == [([], [0, 1, 2, 3, 4, 5])]
    assert [one.span.text for one in found] == ["Peru", "Chile"]


def test_what_is_too_long_to_be_read_has_no_share():
    doc = doc_of("Kolb praised Peru" + " and chile" * MAX_PIECES + ".", pieces_of_a_word=1)
    found = targets(doc, (2, 3), holder={MAX_PIECES - 1: 0.4})[0][0]
    assert max(found.holders) == MAX_PIECES - 1
    assert found.holders[MAX_PIECES - 1] == pytest.approx(0.4)


def test_an_article_that_is_skipped_or_empty_is_not_read():
    doc = doc_of("Kolb praised Peru again.")
    findings(doc).skipped = True
    assert targets(doc, (4, 6))[0] == []
    assert targets(doc_of(""), (4, 6))[0] == []
