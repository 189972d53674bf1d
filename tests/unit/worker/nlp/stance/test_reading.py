from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.stance.reading import MAX_MENTIONS, MAX_READINGS, Reading, Vote, leading

NAMES = {"Kolb": "person", "Peru": "country"}


def reading_of(body, **told):
    doc = doc_of(body, **NAMES)
    return Reading(doc, Heads(doc, **told))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"against": 0.6, "neutral": 0.3, "favor": 0.1}, ("against", 0.6)),
        ({"against": 0.1, "neutral": 0.3, "favor": 0.6}, ("favor", 0.6)),
        ({"against": 0.2, "neutral": 0.6, "favor": 0.2}, (None, 0.6)),
        ({"against": 0.4, "neutral": 0.4, "favor": 0.2}, ("against", 0.4)),
    ],
)
def test_the_leading_opinion(scores, expected):
    assert leading(scores) == expected


def test_the_sentence_of_a_token():
    reading = reading_of("Kolb left. Peru fell.")
    assert [reading.sentence_of(token.i) for token in reading.doc] == [0, 0, 0, 1, 1, 1]


def test_the_number_of_an_entity():
    reading = reading_of("Kolb met Peru.")
    assert reading.entity_number("name:country:Peru") == 1
    assert reading.entity_number("name:country:Chile") is None
    assert reading.entity_number(None) is None


@pytest.mark.parametrize(("names", "over"), [(MAX_MENTIONS, 0), (MAX_MENTIONS + 1, 1)])
def test_a_sentence_with_too_many_names_is_cut_short(names, over):
    reading = reading_of("Peru, " * names)
    assert len(reading.mentions(0, len(reading.doc))) == MAX_MENTIONS
    assert reading.abstentions["pairs_over_limit"] == over


def test_an_article_may_ask_only_so_often():
    reading = reading_of("Kolb met Peru.")
    assert all(reading.may_read() for _ in range(MAX_READINGS))
    assert reading.abstentions == {}
    assert not reading.may_read()
    assert reading.abstentions == {"pairs_over_limit": 1}


@pytest.mark.parametrize(
    ("body", "confidence", "reason"),
    [
        ("Kolb condemned Peru.", 0.7, None),
        ("Kolb condemned Peru.", 0.69, "stance_below_threshold"),
        ("Kolb might condemn Peru.", 0.9, "hypothetical"),
        ("Kolb is concerned about Peru.", 0.5, None),
        ("Kolb is concerned about Peru.", 0.49, "stance_below_threshold"),
    ],
)
def test_what_passes_and_why_the_rest_does_not(body, confidence, reason):
    case = case_of(body, "Kolb", "Peru", "against")
    reading = Reading(case.doc, Heads(case.doc))
    assert reading.passes(case.claim, confidence) is (reason is None)
    assert reading.abstentions == ({} if reason is None else {reason: 1})


def test_a_worry_does_not_raise_a_low_threshold():
    case = case_of("Kolb is concerned about Peru.", "Kolb", "Peru", "against")
    assert Reading(case.doc, Heads(case.doc, thresholds={"stance": 0.3})).passes(case.claim, 0.4)


def test_heads_are_asked_in_words_of_the_sentence():
    reading = reading_of(
        "It rained. Kolb met Peru.",
        relations=[("Kolb", "Peru", "favor", 0.8)],
        tones=[("Peru", ("against", 0.8))],
    )
    kolb, peru = reading.index.all
    assert reading.relation(1, kolb.span, peru.span)["p_favor_q"] == 0.8
    assert reading.relation(1, peru.span, kolb.span)["q_favor_p"] == 0.8
    assert reading.polarity(1, peru.span)["against"] == reading.tone(1, peru.span)["against"] == 0.8


def test_votes_on_the_same_pair_share_a_key():
    doc = doc_of("Kolb met Peru.", **NAMES)
    vote = Vote("entity", 0, 1, "favor", 0.8, doc[0:2], 0)
    assert vote.key == replace(vote, polarity="against", sentence=3).key == ("entity", 0, 1)
    assert replace(vote, holder="author", holder_entity=None).order < vote.order
