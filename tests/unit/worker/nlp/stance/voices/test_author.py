from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.voices.listening import attributed, listen, said
from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.documents import findings
from worker.nlp.stance.reading import Reading
from worker.nlp.stance.voices.author import MAX_MENTIONS_OF_ONE, author_votes


def heard_in(body, polarity="against", score=0.95, others=(), **names):
    doc = doc_of(body, **(names or {"Peru": "country"}))
    return listen(author_votes, doc, others, tones=[("Peru", (polarity, score))])


def test_a_plain_sentence_is_a_vote():
    found = heard_in("Peru is a shameless liar.")
    assert said(*found) == [("author", "Peru", "against", "Peru is a shameless liar")]
    assert found[1].tones[0]["against"] == pytest.approx(0.95)


@pytest.mark.parametrize(
    "body",
    [
        "The old Peru is a shameless liar.",
        "Peru bombed a shameless liar.",
        "Peru is widely condemned.",
        "Peru is condemned.",
        "Peru is long.",
        "Peru.",
    ],
)
def test_what_is_not_plain_is_only_a_tone(body):
    reading, heard = heard_in(body)
    assert heard.votes == []
    assert set(heard.tones) == {0}
    assert reading.abstentions == {}


def test_an_adjective_further_on_makes_no_passive():
    assert len(heard_in("Peru is a brutal and ashamed liar.")[1].votes) == 1


def test_a_sentence_that_mentions_somebody_else_is_not_plain():
    names = {"Peru": "country", "Chile": "country"}
    assert heard_in("Peru is a shameless liar to Chile.", **names)[1].votes == []


@pytest.mark.parametrize(("score", "votes"), [(0.89, 0), (0.9, 1)])
def test_the_author_must_be_very_clear(score, votes):
    assert len(heard_in("Peru is a shameless liar.", score=score)[1].votes) == votes


def test_the_words_must_be_for_the_same_side():
    reading, heard = heard_in("Peru is a shameless liar.", "favor")
    assert heard.votes == []
    assert reading.abstentions == {}


def test_a_guard_can_object():
    reading, heard = heard_in("Is it so? Peru is a shameless liar if it rains.")
    assert heard.votes == []
    assert reading.abstentions == {"hypothetical": 1}


def test_what_another_thinks_there_is_not_the_authors():
    (vote,) = heard_in("Peru is a shameless liar.")[1].votes
    others = [replace(vote, holder="unnamed")]
    assert heard_in("Peru is a shameless liar.", others=others)[1].votes == []
    elsewhere = [replace(vote, holder="unnamed", sentence=1)]
    assert len(heard_in("Peru is a shameless liar.", others=elsewhere)[1].votes) == 1


def test_what_is_attributed_is_not_the_authors():
    doc = attributed(
        doc_of("Peru is a shameless liar.", Peru="country"), None, None, "Peru is a shameless liar"
    )
    heard = listen(author_votes, doc, tones=[("Peru", ("against", 0.95))])[1]
    assert heard.votes == []
    assert heard.tones == {}


def test_a_sentence_with_a_cue_is_not_plain():
    doc = attributed(
        doc_of("Peru is a shameless liar, some said. It rained.", Peru="country"),
        "some",
        "said",
        "It rained",
    )
    assert listen(author_votes, doc, tones=[("Peru", ("against", 0.95))])[1].votes == []


@pytest.mark.parametrize(("elsewhere", "votes"), [("neutral", 1), ("favor", 0)])
def test_the_author_may_not_sound_the_other_way_on_the_whole(elsewhere, votes):
    body = "Peru is a shameless liar. Lima has ships. Lima has ports."
    doc = doc_of(body, Peru="country", Lima="country")
    peru, lima = findings(doc).entities
    findings(doc).entities[:] = [replace(peru, mentions=peru.mentions + lima.mentions)]
    tones = [("Peru", ("against", 0.95)), ("Lima", (elsewhere, 0.95))]
    assert len(listen(author_votes, doc, tones=tones)[1].votes) == votes


def test_tones_are_means_over_a_few_mentions_of_each():
    asked = []

    class Asked(Heads):
        def tone(self, sentence, target):
            asked.append(target)
            return super().tone(sentence, target)

    doc = doc_of("It rained in Peru. " * 12, Peru="country")
    heard = author_votes(Reading(doc, Asked(doc, tones=[("Peru", ("favor", 0.8))])), [])
    assert len(asked) == MAX_MENTIONS_OF_ONE == 8
    assert heard.tones == {0: pytest.approx({"favor": 0.8, "against": 0.1, "neutral": 0.1})}
