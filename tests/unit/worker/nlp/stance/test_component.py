"""From what the reader found to the stances, counts and polarities of an article."""

import time
from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.readings import AS_READ
from tests.unit.worker.nlp.stand_ins import Heads, doc_of, reads, said
from worker.nlp.documents import findings
from worker.nlp.entities.issues.component import IssueComponent
from worker.nlp.stance.component import CONFLICT_MARGIN, StanceComponent

NAMES = {"Kolb": "person", "Pat": "person", "Peru": "country", "Chile": "country"}


def named(body, title=""):
    text = f"{title} {body}"
    return doc_of(body, title, **{name: kind for name, kind in NAMES.items() if name in text})


def tagged(doc, **told):
    StanceComponent(Heads(doc, **told), AS_READ)(doc)
    return findings(doc)


def held(found):
    return [
        (
            stance.holder if stance.holder_id is None else stance.holder_id.rpartition(":")[2],
            stance.target_id.rpartition(":")[2],
            stance.polarity,
            stance.reporting,
            stance.evidence[0].text,
        )
        for stance in found.stances
    ]


def test_one_against_another():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.87654321)
    found = tagged(doc)
    assert held(found) == [("Kolb", "Peru", "against", "narration", "Kolb condemned Peru")]
    (stance,) = found.stances
    assert stance.confidence == 0.8765
    assert (stance.holder_words.text, stance.target_words.text) == ("Kolb", "Peru")
    assert stance.signals["type country"] == 1
    assert not found.abstentions


def test_below_the_threshold_is_an_abstention():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.6)
    found = tagged(doc)
    assert held(found) == []
    assert found.abstentions == {"stance_below_threshold": 1}


def test_what_a_guard_stops_is_counted_by_its_reason():
    doc = named("Kolb denied condemning Peru.")
    reads(doc, target="Peru", holder="Kolb")
    found = tagged(doc)
    assert held(found) == []
    assert found.abstentions == {"denied": 1}


def test_other_guards_may_be_given():
    doc = named("Kolb denied condemning Peru.")
    reads(doc, target="Peru", holder="Kolb")
    StanceComponent(Heads(doc), AS_READ, guards=())(doc)
    assert len(findings(doc).stances) == 1


def test_a_pair_has_one_stance_by_its_most_confident_sentence():
    doc = named("Kolb blamed Peru. Kolb condemned Peru. Kolb attacked Peru.")
    for sentence, probability in enumerate((0.8, 0.9, 0.85)):
        reads(doc, target="Peru", holder="Kolb", sentence=sentence, probability=probability)
    found = tagged(doc)
    assert held(found) == [("Kolb", "Peru", "against", "narration", "Kolb condemned Peru")]


@pytest.mark.parametrize(
    ("margin", "said_of_it"), [(CONFLICT_MARGIN - 0.01, 0), (CONFLICT_MARGIN + 0.01, 1)]
)
def test_opposite_evidence_that_is_as_strong_decides_nothing(margin, said_of_it):
    doc = named("Kolb condemned Peru. Kolb praised Peru.")
    reads(doc, target="Peru", holder="Kolb", sentence=0, probability=0.95)
    other = {"sentence": 1, "probability": 0.95 - margin, "polarity": "favor"}
    reads(doc, target="Peru", holder="Kolb", **other)
    found = tagged(doc)
    assert [one[2] for one in held(found)] == ["against"] * said_of_it
    assert found.abstentions["stance_conflict"] == 1 - said_of_it
    # The matrix contains what the stances withhold.
    (cell,) = found.stance_counts
    assert (cell.holder_id, cell.target_id) == ("name:person:Kolb", "name:country:Peru")
    assert (cell.favor, cell.against) == (1, 1)


def test_the_matrix_counts_sentences_the_most_counted_pair_first():
    doc = named("Kolb praised Chile. Kolb condemned Peru, yes, Peru. Kolb condemned Peru.")
    reads(doc, target="Chile", holder="Kolb", polarity="favor")
    for sentence in (1, 1, 2):
        reads(doc, target="Peru", holder="Kolb", sentence=sentence)
    found = tagged(doc)
    assert [(one.target_id, one.favor, one.against) for one in found.stance_counts] == [
        ("name:country:Peru", 0, 2),
        ("name:country:Chile", 1, 0),
    ]


def test_stances_are_in_the_order_of_their_evidence():
    doc = named("Kolb condemned Peru. Kolb praised Chile.")
    reads(doc, target="Chile", holder="Kolb", polarity="favor")
    reads(doc, target="Peru", holder="Kolb")
    assert [one[1] for one in held(tagged(doc))] == ["Peru", "Chile"]


def test_how_a_stance_is_told():
    doc = named("“Peru is a disgrace,” Kolb said.")
    said(doc, "Kolb", "“Peru is a disgrace,”", entity="name:person:Kolb")
    reads(doc, target="Peru", author=0.0, elsewhere=0.9)
    assert held(tagged(doc)) == [("Kolb", "Peru", "against", "quote", "Peru is a disgrace")]


def test_a_holder_without_a_name():
    doc = named("Critics said Peru was destroying its press.")
    said(doc, "Critics", "Peru was destroying its press")
    reads(doc, target="Peru", holder="Critics")
    assert held(tagged(doc)) == [
        ("unnamed", "Peru", "against", "paraphrase", "Peru was destroying its press")
    ]


def test_an_issue_that_somebody_takes_a_side_toward_becomes_an_entity():
    doc = named("Kolb condemned the carbon tax. Kolb may like the ferry plan.")
    reads(doc, target="the carbon tax", holder="Kolb")
    reads(doc, target="the ferry plan", holder="Kolb", polarity="favor", probability=0.3)
    IssueComponent()(doc)
    found = tagged(doc)
    assert [entity.type for entity in found.entities] == ["person", "issue"]
    (stance,) = found.stances
    assert stance.target_id == found.entities[1].id
    assert [entity.id for entity in found.described if entity.id == stance.target_id]
    assert len(found.described) == 2


def test_reading_once_more_finds_the_same():
    doc = named("Kolb condemned the carbon tax and Peru.")
    reads(doc, target="the carbon tax", holder="Kolb")
    reads(doc, target="Peru", holder="Kolb")
    IssueComponent()(doc)
    first = [list(some) for some in (tagged(doc).stances, findings(doc).entities)]
    assert [list(some) for some in (tagged(doc).stances, findings(doc).entities)] == first
    assert [entity.type for entity in findings(doc).entities] == ["person", "country", "issue"]


def test_an_article_that_is_skipped_is_left_alone():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb")
    findings(doc).skipped = True
    found = tagged(doc)
    assert found.stances == found.stance_counts == []
    assert all(entity.polarity is None for entity in found.entities)


def test_the_author_has_a_polarity_only_where_a_stance_shows_it():
    doc = named("Peru is a shameless liar. Chile lost ten ships.")
    reads(doc, target="Peru")
    found = tagged(doc, tones={"Peru": ("against", 0.95), "Chile": ("against", 0.95)})
    assert held(found) == [("author", "Peru", "against", "narration", "Peru is a shameless liar")]
    peru, chile = found.entities
    assert (peru.polarity.label, peru.polarity.confidence) == ("against", 0.95)
    # Bad news is not the author's opinion.
    assert chile.polarity is None
    assert found.abstentions == {"polarity_not_shown": 1}


def test_what_others_hold_does_not_show_the_authors_polarity():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb")
    found = tagged(doc, tones={"Peru": ("against", 0.95)})
    assert found.entities[1].polarity is None


def test_a_polarity_that_is_not_sure_enough_is_withheld():
    doc = named("Peru has ships.")
    found = tagged(doc, tones={"Peru": ("neutral", 0.4)})
    assert found.entities[0].polarity is None
    assert found.abstentions == {"polarity_below_threshold": 1}


def test_no_polarity_for_those_that_only_others_speak_of():
    doc = named("“Peru is a disgrace,” Kolb said.")
    said(doc, "Kolb", "“Peru is a disgrace,”", entity="name:person:Kolb")
    found = tagged(doc)
    kolb, peru = found.entities
    assert kolb.polarity.label == "neutral"
    assert peru.polarity is None


def test_abstentions_are_in_the_order_of_the_alphabet():
    doc = named("Kolb condemned Peru. He condemned Peru. Kolb condemned it.")
    reads(doc, target="it", holder="Kolb")
    reads(doc, target="Peru", holder="Kolb", probability=0.1)
    reads(doc, target="Peru", holder="He", sentence=1)
    assert list(tagged(doc).abstentions) == [
        "holder_unknown",
        "stance_below_threshold",
        "target_unknown",
    ]


def test_hundreds_of_targets_take_no_longer_than_they_should():
    names = [f"Peru{number}" for number in range(40)]
    doc = doc_of((", ".join(names) + ". ") * 20, **dict.fromkeys(names, "country"))
    once = [reads(doc, target=name, holder="Peru0") for name in names[1:]]
    sentences = list(doc.sents)
    findings(doc).targets = [
        replace(one, span=doc[one.span.start + start : one.span.end + start], sentence=number)
        for number, start in enumerate(sentence.start for sentence in sentences)
        for one in once
    ]
    began = time.process_time()
    found = tagged(doc)
    assert time.process_time() - began < 20
    assert len(found.stances) == 39
