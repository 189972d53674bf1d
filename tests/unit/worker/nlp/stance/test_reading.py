"""What is known of an article while its stances are read."""

from dataclasses import replace

from tests.unit.worker.nlp.stance.cases import case_of
from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads, said
from worker.nlp.stance.guards.table import GUARDS
from worker.nlp.stance.reading import Vote

NAMES = {"Kolb": "person", "Peru": "country"}


def of(body, title="", **told):
    return reading_of(doc_of(body, title, **NAMES), **told)


def test_the_sentence_of_a_token():
    reading = of("Kolb left. Peru fell.")
    assert [reading.sentence_of(token.i) for token in reading.doc] == [0, 0, 0, 1, 1, 1]
    assert reading.sentences == [(0, 3), (3, 6)]


def test_the_number_of_an_entity():
    reading = of("Kolb met Peru.")
    assert reading.entity_number("name:country:Peru") == 1
    assert reading.entity_number("name:country:Chile") is None
    assert reading.entity_number(None) is None


def test_whether_there_is_a_title():
    assert of("Kolb met Peru.", title="Kolb travels").has_title
    assert not of("Kolb met Peru.").has_title


def test_what_was_found_before_is_at_hand():
    doc = doc_of("“Peru is vile,” Kolb said.", **NAMES)
    target = reads(doc, target="Peru", holder="Kolb")
    spoken = said(doc, "Kolb", "Peru is vile")
    reading = reading_of(doc)
    assert reading.targets == [target]
    assert reading.attributions == [spoken]
    assert reading.reported.is_quoted(1, 4)
    assert reading.reported.is_content(1, 4)
    assert not reading.reported.is_quoted(6, 7)


def test_a_claim_is_allowed_unless_a_guard_objects_and_then_the_reason_is_counted():
    for body, reason in (
        ("Kolb condemned Peru.", None),
        ("Kolb denied that he condemned Peru.", "denied"),
    ):
        case = case_of(body, "Kolb", "Peru", "against")
        reading = reading_of(case.doc, guards=GUARDS)
        assert reading.allows(case.claim) is (reason is None)
        assert reading.abstentions == ({} if reason is None else {reason: 1})
        assert reading_of(case.doc, guards=()).allows(case.claim)


def test_the_judge_is_asked_in_words_of_the_sentence():
    reading = of("It rained. Kolb met Peru.", tones={"Peru": ("against", 0.8)})
    kolb, peru = reading.index.all
    assert reading.tone(1, peru.span)["against"] == 0.8
    assert reading.tone(1, kolb.span)["neutral"] == 0.9


def test_votes_on_the_same_pair_share_a_key():
    doc = doc_of("Kolb met Peru.", **NAMES)
    vote = Vote("entity", 0, 1, "favor", 0.8, doc[0:2], 0)
    assert vote.key == replace(vote, polarity="against", sentence=3).key == ("entity", 0, 1)
    assert replace(vote, holder="author", holder_entity=None).order < vote.order
