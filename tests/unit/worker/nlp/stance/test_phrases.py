"""The words of a holder or target, without what the pieces have too much."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of, spans_of
from worker.nlp.stance.phrases import core


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the carbon tax", "the carbon tax"),
        (", “Peru”", "Peru"),
        ("Chile's", "Chile"),
        ("Chile's army", "Chile's army"),
        ("and Peru in", "Peru"),
        ("against the carbon tax", "the carbon tax"),
        ("U.S. troops", "U.S. troops"),
        ("troops of the U.S.", "troops of the U.S."),
        ("miners of the", "miners of"),
        ("  Peru  ", "Peru"),
        ("@kolb again", "@kolb again"),
    ],
)
def test_what_is_left_of_a_stretch(text, expected):
    doc = doc_of(text)
    assert core(doc, 0, len(doc)).text == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Kolb hates divisive race-baiting now", "divisive race", "divisive race-baiting"),
        ("Kolb hired like-minded hard-liners now", "minded hard", "like-minded hard-liners"),
        ("the anti-immigration party", "immigration", "immigration"),
        ("the Peru-backed militia", "Peru", "Peru"),
        ("Kolb hates race - and bait", "race", "race"),
    ],
)
def test_a_word_with_hyphens_is_not_cut(text, words, expected):
    doc = doc_of(text)
    found = next(spans_of(doc, words))
    assert core(doc, found.start, found.end).text == expected


@pytest.mark.parametrize("text", ["“ ”", "the", "of the", "and", "'s", ""])
def test_of_marks_and_small_words_nothing_is_left(text):
    doc = doc_of(text)
    assert core(doc, 0, len(doc)) is None


def test_tokens_outside_are_no_part_of_it():
    doc = doc_of("Kolb left Peru .")
    assert core(doc, 1, 2).text == "left"


@pytest.mark.parametrize(
    "text", ["Kolb refused to condemn Peru", "Kolb refrained from blaming Peru"]
)
def test_the_bare_verb_of_what_was_not_done_is_nothing(text):
    doc = doc_of(text)
    assert core(doc, 3, 4) is None
    assert core(doc, 4, 5).text == "Peru"


def test_what_was_not_done_to_something_is_something():
    doc = doc_of("Kolb failed to repeal the levy")
    assert core(doc, 3, 6).text == "repeal the levy"


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("Kolb called the harbour tax fair", 2, 6, "the harbour tax"),
        ("Kolb deems it unfair", 2, 4, "it"),
        ("Kolb praised all that is fair", 2, 6, "all that is fair"),
        ("Kolb called the fair dull", 2, 4, "the fair"),
    ],
)
def test_what_something_is_called_is_no_part_of_it(text, start, end, expected):
    assert core(doc_of(text), start, end).text == expected
