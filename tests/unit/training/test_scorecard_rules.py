"""What each guard is credited with, on stances and marks made by hand."""

import json
from collections import Counter

import pytest

from tests.unit.training.test_scorecard_stances import ENTITIES, article, event, span, stance
from tests.unit.worker.nlp.stance.readings import AS_READ
from tests.unit.worker.nlp.stand_ins import Heads, doc_of, reads
from training.scorecard import marked, rules
from training.scorecard.figures import Ruler
from training.scorecard.model import Model
from training.scorecard.rules import Observed, Trial, key_of, withheld
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


def test_the_guards_are_overheard_and_say_the_same() -> None:
    docs = []
    for _ in range(2):
        doc = doc_of(
            "Kolb condemned Peru. Kolb denied condemning Peru.", Kolb="person", Peru="country"
        )
        for sentence in (0, 1):
            reads(doc, target="Peru", holder="Kolb", sentence=sentence)
        docs.append(doc)
    observed = Observed()
    StanceComponent(Heads(docs[0]), AS_READ, observed.guards)(docs[0])
    StanceComponent(Heads(docs[1]), AS_READ)(docs[1])
    assert repr(findings(docs[0])) == repr(findings(docs[1]))
    assert len(findings(docs[0]).stances) == 1
    assert +observed.objections == {"denied": 1}


def test_each_guard_that_did_something_has_a_row_and_the_others_are_named(tmp_path) -> None:
    read = Read(article(tmp_path), event(RIGHT))
    counts = [
        Counter({"victim.alone": 3, "victim.right": 2, "victim.spoke": 9}),
        Counter({"victim.alone": 1, "victim.right": 1, "victim.spoke": 1, "denied.spoke": 4}),
    ]
    section = rules.measure([Trial(read, one) for one in counts], Ruler(0))
    assert [(one.name, one.value, one.counts) for one in section.figures] == [
        ("rules.guards.victim", 0.75, {"spoke": 10, "alone": 4, "opposite": 0}),
    ]
    idle = section.notes[-1]
    assert "denied (spoke 4 times)" in idle
    assert "proxy (spoke 0 times)" in idle
    assert "victim" not in idle
    assert idle.count("spoke") == len(GUARDS) - 1


@pytest.mark.parametrize("holder", [None, *(one.id for one in ENTITIES[:1])])
def test_a_stance_is_known_by_holder_target_and_polarity(holder) -> None:
    one = RIGHT if holder else stance("author", "Norway", "favor", span("thanked Norway"))
    kind = "entity" if holder else "author"
    assert key_of(one) == (kind, holder, "name:country:Norway", "favor")


def test_an_article_is_read_again_without_each_guard_that_spoke(tmp_path) -> None:
    path = tmp_path / "marks.jsonl"
    body = "Anna Kolb denied that she condemned Omar Ruiz."
    sentence = {"field": "body", "start": 0, "end": len(body)}
    path.write_text(
        json.dumps({"id": "a", "title": "", "body": body, "sentences": [sentence], "stances": []})
    )
    (trial,) = rules.read(Model.load(None), marked.read(path))
    assert trial.read.event.abstentions["denied"] == trial.rules["denied.spoke"]
    assert trial.rules["denied.right"] == trial.rules["denied.alone"]
    assert not trial.read.event.stances
