"""Words that can stand for a name alone."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.finding.first_words import inner_capitals, is_distinctive, small_words
from worker.nlp.entities.gazetteer.lookup import gazetteer


@pytest.mark.parametrize(
    ("word", "distinctive"),
    [
        ("Brenntal", True),
        ("National", False),  # general
        ("Senator", False),  # a title
        ("Melissa", False),  # a given name
        ("Russia", False),  # listed
        ("NPCX", False),  # an acronym
        ("Zed", False),  # too short
        ("brenntal", False),
    ],
)
def test_only_a_word_that_means_nothing_else_is_distinctive(word, distinctive):
    assert is_distinctive(word, gazetteer(), frozenset()) is distinctive


def test_a_word_that_the_article_has_in_lower_case_is_not():
    assert not is_distinctive("Sturgeon", gazetteer(), frozenset({"sturgeon"}))


def test_the_words_in_lower_case_and_those_with_a_capital_inside_a_sentence():
    doc = read("Sturgeon live long and far from Brenntal. They swim.")
    assert {"live", "swim"} <= small_words(doc)
    assert "They" not in small_words(doc)
    assert inner_capitals(doc) == {"Brenntal"}


def test_in_a_headline_a_capital_says_nothing():
    assert inner_capitals(read("Old Sturgeon Swims Far From Home")) == frozenset()
