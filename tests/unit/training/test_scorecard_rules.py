"""What each rule is credited with, on stances and marks made by hand."""

from collections import Counter

import pytest

from tests.unit.training.test_scorecard_stances import ENTITIES, article, event, span, stance
from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from training.scorecard import rules
from training.scorecard.figures import Ruler
from training.scorecard.rules import Observed, Remembered, Trial, key_of, voted, withheld
from training.scorecard.stances import Read
from worker.nlp.documents import findings
from worker.nlp.stance.component import StanceComponent
from worker.nlp.stance.guards.table import GUARDS

RIGHT = stance("Ona Birk", "Norway", "favor", span("thanked Norway"))
WRONG = stance("Lena Ruiz", "Norway", "against", span("Lena Ruiz attacked"))
OPPOSITE = stance("Lena Ruiz", "Ona Birk", "favor", span("Lena Ruiz attacked"))


def test_a_guard_is_right_about_what_is_not_marked(tmp_path) -> None:
    before, after = event(RIGHT), event(RIGHT, WRONG, OPPOSITE)
    counts = withheld("victim", article(tmp_path), before, after)
    assert counts == {"victim.alone": 2, "victim.right": 2, "victim.opposite": 1}
    counts = withheld("victim", article(tmp_path), event(WRONG), event(RIGHT, WRONG))
    assert counts == {"victim.alone": 1, "victim.right": 0, "victim.opposite": 0}
    assert not +withheld("victim", article(tmp_path), after, before)


def test_a_voice_is_right_about_what_is_marked(tmp_path) -> None:
    votes = {
        "related": {key_of(RIGHT), key_of(OPPOSITE)},
        "sources": {key_of(RIGHT), key_of(WRONG)},
        "mutual": set(),
    }
    assert voted(votes, article(tmp_path), event(RIGHT, OPPOSITE)) == {
        "related.spoke": 2,
        "related.right": 1,
        "related.opposite": 1,
        "related.alone": 1,
        "sources.spoke": 1,
        "sources.right": 1,
        "sources.opposite": 0,
        "sources.alone": 0,
    }


def test_the_tables_are_overheard_and_say_the_same() -> None:
    body = "Kolb condemned Peru. Kolb might condemn Peru."
    docs = [doc_of(body, Kolb="person", Peru="country") for _ in range(2)]
    told = [Heads(doc, relations=[("Kolb", "Peru", "against", 0.9)]) for doc in docs]
    observed = Observed()
    StanceComponent(told[0], observed.guards, observed.voices)(docs[0])
    StanceComponent(told[1])(docs[1])
    assert repr(findings(docs[0])) == repr(findings(docs[1]))
    assert +observed.objections == {"hypothetical": 1}
    pair = ("entity", "name:person:Kolb", "name:country:Peru", "against")
    assert observed.voted == {
        "related": {pair},
        "mutual": set(),
        "stated": set(),
        "sources": set(),
        "author": set(),
    }


def test_a_judge_is_asked_each_question_once() -> None:
    asked = []

    class Asked(Heads):
        def polarity(self, sentence, target):
            asked.append(target)
            return super().polarity(sentence, target)

    doc = doc_of("Kolb condemned Peru.", Kolb="person", Peru="country")
    judge = Remembered(Asked(doc))
    (sentence,) = (one.encoded for one in doc._.read_sentences)
    answers = [judge.polarity(sentence, span) for span in ((0, 1), (2, 3), (0, 1))]
    assert asked == [(0, 1), (2, 3)]
    assert answers[0] == answers[2]
    assert judge.tone(sentence, (0, 1)) == answers[0]
    assert judge.relation(sentence, (0, 1), (2, 3))["neutral"] > 0.5
    assert judge.thresholds == Heads(doc).thresholds


def test_each_rule_that_did_something_has_a_row_and_the_others_are_named(tmp_path) -> None:
    read = Read(article(tmp_path), event(RIGHT))
    counts = [
        Counter({"victim.alone": 3, "victim.right": 2, "victim.spoke": 9}),
        Counter({"victim.alone": 1, "victim.right": 1, "victim.spoke": 1, "denied.spoke": 4}),
        Counter({"related.spoke": 5, "related.right": 4, "related.alone": 5}),
    ]
    section = rules.measure([Trial(read, one) for one in counts], Ruler(0))
    assert [(one.name, one.value, one.counts) for one in section.figures] == [
        ("rules.guards.victim", 0.75, {"spoke": 10, "alone": 4, "opposite": 0}),
        ("rules.voices.related", 0.8, {"spoke": 5, "alone": 5, "opposite": 0}),
    ]
    idle = section.notes[-1]
    assert "denied (spoke 4 times)" in idle
    assert "author (spoke 0 times)" in idle
    assert "victim" not in idle
    assert idle.count("spoke") == len(GUARDS) + 5 - 2


@pytest.mark.parametrize("holder", [None, *(one.id for one in ENTITIES[:1])])
def test_a_stance_is_known_by_holder_target_and_polarity(holder) -> None:
    one = RIGHT if holder else stance("author", "Norway", "favor", span("thanked Norway"))
    kind = "entity" if holder else "author"
    assert key_of(one) == (kind, holder, "name:country:Norway", "favor")
