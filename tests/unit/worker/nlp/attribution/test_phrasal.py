"""Cues of two words beside a quotation."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.attribution.phrasal import free, spoken
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import MentionIndex


def said(text):
    doc = doc_of(text, Anna_Kolb="person", Peru="country")
    found = spoken(doc, quotations(doc)[0], MentionIndex(doc))
    if found is None:
        return None
    return tuple(doc[one.start : one.end].text for one in (found.cue, found.source))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“Never,” shot back Anna Kolb.", ("shot back", "Anna Kolb")),
        ("“Never,” Anna Kolb shot back.", ("shot back", "Anna Kolb")),
        ("“Never,” put in Mayor Anna Kolb.", ("put in", "Mayor Anna Kolb")),
        ("“Never”, broke in Anna Kolb from the hall.", ("broke in", "Anna Kolb")),
        ("“Never,” she fired back.", ("fired back", "she")),
    ],
)
def test_two_words_and_a_person_right_behind_the_quotation_say_who_spoke(text, parts):
    assert said(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "“Never,” shot back Peru.",
        "“Never,” Anna Kolb put the coal in.",
        "“Never,” said Anna Kolb.",
        "“Never,” she sang. Anna Kolb shot back.",
        "“Never, shot back Anna Kolb.",
        "“Never.”",
        "“Never,”",
    ],
)
def test_otherwise_they_say_nothing(text):
    assert said(text) is None


def test_what_the_tagger_made_of_these_words_is_forgotten():
    doc = doc_of("“Never,” shot back Anna Kolb.", Anna_Kolb="person")
    found = spoken(doc, quotations(doc)[0], MentionIndex(doc))
    part = Parts(Stretch(0, len(doc)))
    part.add("content", Stretch(1, 2), 0.9)
    part.add("content", found.source, 0.9)
    part.add("cue", found.cue, 0.9)
    free([part], [found])
    assert (part.contents, part.cues, part.sources) == ([Stretch(1, 2)], [], [])
