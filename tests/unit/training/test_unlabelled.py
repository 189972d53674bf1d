"""Questions for the teacher: the names in a sentence, and the questions about them."""

import random

import pytest

pytest.importorskip("torch", reason="training needs torch, which only the extra 'train' installs")

from training.unlabelled import names_in, questions_about, questions_of

SENTENCE = "The minister Anna Kolb blamed the Bank of Peru and Ruiz for it ."


def test_names_are_runs_of_capitals():
    words = SENTENCE.split()
    found = [" ".join(words[slice(*span)]) for span in names_in(words, frozenset({"the"}))]
    assert found == ["Anna Kolb", "Bank of Peru and Ruiz"]


def test_no_question_is_asked_twice_and_none_of_the_same_name():
    words = ["Peru", "blamed", "Chile", "and", "Peru", "."]
    spans = [(0, 1), (2, 3), (4, 5)]
    asked = list(questions_of(words, spans, 20, random.Random(1)))
    assert len(asked) == len({(one.p, one.q) for one in asked})
    pairs = [(one.p, one.q) for one in asked if one.p is not None]
    assert sorted(pairs) == [((0, 1), (2, 3)), ((2, 3), (4, 5))]
    assert sorted(one.q for one in asked if one.p is None) == spans


def test_sentences_without_names_or_too_short_ask_nothing():
    draw = random.Random(1)
    assert questions_about(iter([(["He", "left", "."], []), (["Peru"], [(0, 1)])]), 3, draw) == []
