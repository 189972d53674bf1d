# ruff: noqa: ARG002 - the stand-ins have the signatures of the trained reader
"""Targets and pointers of the reader, whose word pieces become tokens of the article."""

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.worker.nlp.stand_ins import NLP
from worker.nlp.documents import DocEntity, article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.model.encoder import EncodedSentence, Window
from worker.nlp.model.passages import MAX_PIECES
from worker.nlp.model.read_sentences import ReadSentence, read_sentences
from worker.nlp.model.reader import ReadHolder, ReadName, ReadTarget
from worker.nlp.stance.targets import TargetComponent

NOUNS = {"mayor", "army"}
FILLER = f"Peru{' is' * (MAX_PIECES - 2)}."
"""A sentence of words of one piece that leaves no room for another."""


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
    """Finds targets at given own pieces of a row; points to places of the row."""

    def __init__(self, *pieces, holder=None, name=None, **shares):
        self.read_rows = []
        self.named = []
        """the own pieces whose name was asked for"""
        self._pieces, self._holder, self._name = pieces, holder or {}, name or {}
        self._shares = {"author": 0.1, "elsewhere": 0.2} | shares

    def read(self, row):
        self.read_rows.append((row.before, row.own))
        self._row = row
        self.middle = np.full((len(row.tokens), 1), len(self.read_rows), dtype=np.float32)
        return self

    def targets(self):
        base = self._row.base
        return [
            ReadTarget((base + start, base + end), "favor", 0.8, 0.1)
            for start, end in self._pieces
            if end <= len(self._row.own)
        ]

    def holder(self, places):
        return ReadHolder(self._at(self._holder), **self._shares)

    def name(self, places):
        self.named.append(tuple(place - self._row.base for place in places))
        return ReadName(self._at(self._name), 0.25)

    def plain(self, places):
        return 0.6

    def kind(self, places):
        return "law"

    def _at(self, given):
        shares = np.zeros(len(self._row.tokens))
        for place, share in given.items():
            shares[place] = share
        return shares


def read(doc, *pieces, **told):
    reader = Reader(*pieces, **told)
    TargetComponent(reader, NOUNS)(doc)
    return findings(doc), reader


def targets(doc, *pieces, **told):
    return read(doc, *pieces, **told)[0].targets


def words(doc, *pieces, **told):
    return [one.span.text for one in targets(doc, *pieces, **told)]


def pointing(doc):
    """The words of which the reader said where their name is."""
    return [doc[start:end].text for start, end in read(doc)[0].pointers]


def test_what_the_reader_says_is_kept_in_tokens():
    doc = doc_of("Kolb praised Peru again.")
    (found,) = targets(doc, (4, 6), holder={2: 0.3, 3: 0.4})
    assert found.span.text == "Peru"
    assert (found.sentence, found.polarity) == (0, "favor")
    assert (found.probability, found.opposite, found.plain) == (0.8, 0.1, 0.6)
    assert found.kind == "law"
    assert (found.author, found.elsewhere) == (0.1, 0.2)
    assert found.holders[0] == pytest.approx(0.7)
    assert sum(found.holders.values()) == pytest.approx(0.7)


def test_where_the_name_of_a_target_is_is_kept_in_tokens():
    doc = doc_of("Kolb praised Peru again.")
    found, reader = read(doc, (4, 6), name={2: 0.3, 3: 0.4})
    (target,) = found.targets
    assert reader.named == [(4, 6)]
    assert target.name.names[0] == pytest.approx(0.7)
    assert sum(target.name.names.values()) == pytest.approx(0.7)
    assert target.name.nowhere == 0.25


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


def test_a_target_is_in_its_sentence_of_the_passage():
    doc = doc_of("Kolb spoke. Peru is fine.", pieces_of_a_word=1)
    found = targets(doc, (0, 1), (3, 4))
    assert [(one.sentence, one.span.text) for one in found] == [(0, "Kolb"), (1, "Peru")]


def test_the_sentences_of_a_passage_are_read_once():
    doc = doc_of("Kolb spoke. Peru is fine.", pieces_of_a_word=1)
    assert read(doc)[1].read_rows == [((), (0, 1, 2, 3, 4, 5, 6))]


def test_what_comes_before_a_passage_shifts_no_target():
    doc = doc_of(f"{FILLER} Kolb spoke. {FILLER}", pieces_of_a_word=1)
    found = targets(doc, (0, 1))
    assert [(one.sentence, one.span.text) for one in found] == [
        (0, "Peru"),
        (1, "Kolb"),
        (2, "Peru"),
    ]
    assert [one.span.start for one in found] == [0, MAX_PIECES, MAX_PIECES + 3]


def test_the_holder_may_come_before_the_passage():
    doc = doc_of(f"Kolb spoke. {FILLER}", pieces_of_a_word=1)
    # [CLS] Kolb spoke . [SEP] Peru is ...
    *_, last = targets(doc, (0, 1), holder={1: 0.5, 5: 0.2})
    assert last.span.text == "Peru"
    assert last.holders[0] == pytest.approx(0.5)
    assert last.holders[3] == pytest.approx(0.2)


def test_the_marks_of_a_row_are_nobody():
    doc = doc_of("Kolb praised Peru again.")
    (found,) = targets(doc, (4, 6), holder={0: 0.5, 1: 0.3}, name={0: 0.4})
    assert not any(found.holders.values())
    assert not any(found.name.names.values())


def test_passages_of_the_same_sentences_are_read_once_and_each_has_its_targets():
    doc = doc_of(f"{FILLER} He spoke. {FILLER} He spoke. {FILLER}", pieces_of_a_word=1)
    sentences = read_sentences(doc)
    for at, same in ((2, 0), (4, 0), (3, 1)):
        sentences[at] = replace(sentences[at], encoded=sentences[same].encoded)
    found, reader = read(doc, (0, 1), holder={1: 0.5}, name={1: 0.5})
    assert len(reader.read_rows) == 3
    starts = [sentence.start for sentence in doc.sents]
    assert [(one.sentence, one.span.start) for one in found.targets] == [*enumerate(starts)]
    third, _, fifth = found.targets[2:]
    assert third.holders[starts[1]] == fifth.holders[starts[3]] == 0.5
    pointer = found.pointers[starts[3], starts[3] + 1]
    assert list(pointer.names) == [*range(starts[3], starts[4])]


def test_white_space_has_no_pieces_and_shifts_no_target():
    doc = doc_of("Kolb  praised  Peru.", title="Now  this", pieces_of_a_word=1)
    (found,) = targets(doc, (4, 5))
    assert (found.sentence, found.span.text) == (1, "Peru")


def test_a_sentence_in_several_windows_is_read_whole():
    doc = doc_of("Kolb praised Peru and Chile.", pieces_of_a_word=1, window=2)
    found, reader = read(doc, (2, 3), (4, 5))
    assert reader.read_rows == [((), (0, 1, 2, 3, 4, 5))]
    assert [one.span.text for one in found.targets] == ["Peru", "Chile"]


def test_what_is_too_long_to_be_read_has_no_share():
    doc = doc_of("Kolb praised Peru" + " and chile" * MAX_PIECES + ".", pieces_of_a_word=1)
    found = targets(doc, (2, 3), holder={-2: 0.4})[0]
    assert max(found.holders) == MAX_PIECES - 1
    assert found.holders[MAX_PIECES - 1] == pytest.approx(0.4)


def test_pronouns_and_descriptions_have_pointers():
    assert pointing(doc_of("Kolb praised the tall mayor. He left.")) == ["the tall mayor", "He"]


def test_only_the_given_nouns_make_descriptions():
    assert pointing(doc_of("Kolb praised the senator.")) == []


def test_the_reader_is_asked_for_all_pieces_of_a_phrase():
    doc = doc_of("Kolb praised the mayor. He left.")
    found, reader = read(doc, name={2: 0.3, 3: 0.4})
    assert reader.named == [(4, 8), (10, 12)]
    assert found.pointers[2, 4].names[0] == pytest.approx(0.7)
    assert found.pointers[5, 6].nowhere == 0.25


def test_a_pointer_is_that_of_the_passage_that_has_the_phrase_as_its_own():
    doc = doc_of(f"He left. {FILLER} He slept. The mayor spoke.", pieces_of_a_word=1)
    found, reader = read(doc)
    start = MAX_PIECES + 3
    assert list(found.pointers) == [(0, 1), (start, start + 1), (start + 3, start + 5)]
    # The sentence before the second passage is read again, but not asked about again.
    assert [before for before, _ in reader.read_rows] == [(), (0, 1, 2), ()]
    assert reader.named == [(0, 1), (0, 1), (3, 5)]


def test_a_phrase_beyond_what_is_read_has_no_pointer():
    far = "Kolb praised Peru" + " and chile" * (MAX_PIECES // 2) + " and him."
    doc = doc_of(f"{far} He left.", pieces_of_a_word=1)
    assert pointing(doc) == ["He"]


def test_a_phrase_that_is_read_in_part_has_a_pointer_and_what_follows_in_it_has_none():
    start = f"Kolb{' was' * (MAX_PIECES - 3)}"
    doc = doc_of(f"{start} the Kolb's army mayor.", pieces_of_a_word=1)
    kolb = MAX_PIECES - 1
    findings(doc).entities.append(_entity(doc[kolb : kolb + 1]))
    # Two phrases: what is Kolb's is inside the other, and the row ends right before it.
    assert pointing(doc) == ["the Kolb's army mayor"]


def _entity(span):
    return DocEntity("name:person:kolb", "Kolb", "person", 0.5, (span,))


def test_an_article_that_is_skipped_or_empty_is_not_read():
    doc = doc_of("Kolb praised Peru again.")
    findings(doc).skipped = True
    assert targets(doc, (4, 6)) == []
    assert targets(doc_of(""), (4, 6)) == []


def test_reading_again_changes_nothing():
    doc = doc_of("Kolb praised Peru. He left.")
    first = read(doc, (4, 6))[0]
    seen = list(first.targets), dict(first.pointers)
    again = read(doc, (4, 6))[0]
    assert (again.targets, again.pointers) == seen


def test_a_target_has_the_states_of_the_passage_that_it_was_found_in():
    doc = doc_of("Kolb left. Peru won. " * 40)
    found = targets(doc, (0, 2), (6, 8))
    assert len({id(one.passage) for one in found}) == len(
        {one.passage.states[0, 0] for one in found}
    )
    for one in found:
        (place, *_) = one.passage.places(one.span.start, one.span.end)
        assert one.passage.tokens[place] == one.span.start
        assert len(one.passage.states) == len(one.passage.tokens)


def test_alike_passages_have_the_same_states_but_their_own_tokens():
    doc = doc_of(f"{FILLER} He spoke. {FILLER} He spoke. {FILLER}", pieces_of_a_word=1)
    sentences = read_sentences(doc)
    for at, same in ((2, 0), (4, 0), (3, 1)):
        sentences[at] = replace(sentences[at], encoded=sentences[same].encoded)
    found = targets(doc, (0, 1))
    third, fifth = found[2], found[4]
    assert third.passage.states is fifth.passage.states
    for one in (third, fifth):
        assert one.passage.places(one.span.start, one.span.end)
