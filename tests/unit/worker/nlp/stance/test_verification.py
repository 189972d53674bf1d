"""Which stances the verifier is asked about, and what it is asked."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads, referring
from worker.nlp.model.verifier import Answer
from worker.nlp.read_passage import ReadPassage
from worker.nlp.stance import verification
from worker.nlp.stance.confidence import VERIFIED, StanceConfidence, log_odds
from worker.nlp.stance.verification import AGAINST_PAIR, OPPOSITE, PAIR
from worker.nlp.stance.votes import votes

CONFIDENCE = StanceConfidence({VERIFIED: 1.0}, unverified={"target": 1.0}, asked_from=0.3)


@dataclass
class Verifier:
    """Gives one answer, and remembers what it was asked."""

    said: Answer = field(default_factory=lambda: Answer(0.9, 0.05))
    asked: list = field(default_factory=list)

    def answer(self, passage, question):
        self.asked.append((passage, question))
        return self.said


def named(body):
    kinds = {"Kolb": "person", "Pat": "person", "Peru": "country"}
    return doc_of(body, **{name: kind for name, kind in kinds.items() if name in body})


def passage_of(doc, first=0):
    """A passage whose row is [CLS] [SEP] and the tokens of the doc from one on [SEP]."""
    tokens = (None, None, *range(first, len(doc)), None)
    return ReadPassage(tokens, np.zeros((len(tokens), 4), dtype=np.float32))


def verified_votes(doc, verifier, confidence=CONFIDENCE):
    reading = reading_of(doc, confidence, verifier=verifier)
    reading.thresholds = {"read": 0.0}
    return votes(reading)


def test_what_the_verifier_says_decides():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.5, passage=passage_of(doc))
    (vote,) = verified_votes(doc, Verifier())
    assert vote.confidence == pytest.approx(0.9)
    assert vote.signals[VERIFIED] == pytest.approx(log_odds(0.9))
    assert vote.signals[OPPOSITE] == pytest.approx(log_odds(0.05))


@pytest.mark.parametrize(("probability", "count"), [(0.31, 1), (0.29, 0)])
def test_what_is_hardly_right_is_not_verified(probability, count):
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=probability, passage=passage_of(doc))
    verifier = Verifier()
    (vote,) = verified_votes(doc, verifier)
    assert len(verifier.asked) == count
    assert vote.confidence == pytest.approx(0.9 if count else probability)


def test_without_a_verifier_nothing_is_verified():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.5, passage=passage_of(doc))
    (vote,) = verified_votes(doc, None)
    assert VERIFIED not in vote.signals
    assert vote.confidence == pytest.approx(0.5)


def test_the_most_probable_are_verified_if_there_are_too_many(monkeypatch):
    monkeypatch.setattr(verification, "MOST", 1)
    doc = named("Kolb condemned Peru. Pat condemned Peru.")
    for sentence, (holder, probability) in enumerate((("Kolb", 0.5), ("Pat", 0.6))):
        reads(
            doc,
            target="Peru",
            holder=holder,
            probability=probability,
            sentence=sentence,
            passage=passage_of(doc),
        )
    found = verified_votes(doc, Verifier())
    assert [VERIFIED in one.signals for one in found] == [False, True]


def test_the_parties_are_asked_about_where_they_are_in_the_passage():
    doc = named("Peru grew. Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", sentence=1, passage=passage_of(doc))
    verifier = Verifier()
    verified_votes(doc, verifier)
    ((passage, question),) = verifier.asked

    def words(places):
        return [(doc[passage.tokens[at]].text, at) for at in places]

    assert words(question.target) == [("Peru", 7)]
    assert words(question.holder) == [("Kolb", 5)]
    assert words(question.target_again) == [("Peru", 2)]
    assert words(question.holder_again) == []
    assert (question.kind, question.polarity) == ("entity", "against")


def test_pronouns_are_other_mentions():
    doc = referring(named("Kolb left. She condemned Peru."), Kolb="She")
    reads(doc, target="Peru", holder="She", sentence=1, passage=passage_of(doc))
    verifier = Verifier()
    verified_votes(doc, verifier)
    ((passage, question),) = verifier.asked
    assert [doc[passage.tokens[at]].text for at in question.holder] == ["She"]
    assert [doc[passage.tokens[at]].text for at in question.holder_again] == ["Kolb"]


def test_a_holder_before_the_passage_has_no_place_in_it():
    doc = named("Kolb left. They condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", sentence=1, passage=passage_of(doc, first=3))
    verifier = Verifier()
    verified_votes(doc, verifier)
    ((_, question),) = verifier.asked
    assert (list(question.holder), list(question.holder_again)) == ([], [])


def test_the_author_has_no_words():
    doc = named("They condemn Peru.")
    reads(doc, target="Peru", passage=passage_of(doc))
    verifier = Verifier()
    verified_votes(doc, verifier)
    ((_, question),) = verifier.asked
    assert (list(question.holder), question.kind) == ([], "author")


def test_all_sentences_of_a_pair_count_together():
    doc = named("Kolb condemned Peru. Kolb condemned Peru. Kolb praised Peru. Pat condemned Peru.")
    for sentence, (holder, polarity) in enumerate(
        (("Kolb", "against"), ("Kolb", "against"), ("Kolb", "favor"), ("Pat", "against"))
    ):
        reads(
            doc,
            target="Peru",
            holder=holder,
            polarity=polarity,
            sentence=sentence,
            passage=passage_of(doc),
        )
    found = verified_votes(doc, Verifier(Answer(0.6, 0.1)))
    once, twice, never = (log_odds(1 - 0.4**times) for times in (1, 2, 0))
    assert [one.signals[PAIR] for one in found] == pytest.approx([twice, twice, once, once])
    assert [one.signals[AGAINST_PAIR] for one in found] == pytest.approx([once, once, twice, never])


@pytest.mark.parametrize("kept", [False, True])
def test_a_target_that_the_passage_does_not_have_is_not_verified(kept):
    doc = named("Kolb condemned Peru.")
    passage = passage_of(doc, first=len(doc) - 1) if kept else None
    reads(doc, target="Peru", holder="Kolb", probability=0.5, passage=passage)
    verifier = Verifier()
    (vote,) = verified_votes(doc, verifier)
    assert verifier.asked == []
    assert VERIFIED not in vote.signals
