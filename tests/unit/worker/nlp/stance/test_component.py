import time
from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of, spans_of
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.stance.component import StanceComponent

COUNTRIES = dict.fromkeys(["Peru", "Chile", "Iran"], "country")


def tagged(doc, **told):
    StanceComponent(Heads(doc, **told))(doc)
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


def attribute(doc, source, cue, content, entity=None):
    found = findings(doc)
    spans = [next(spans_of(doc, text)) for text in (source, cue, content)]
    found.attributions.append(
        DocAttribution(
            "direct", (spans[2],), spans[1], spans[0], entity and f"name:person:{entity}"
        )
    )
    return doc


def test_one_in_the_sentence_against_another():
    doc = doc_of("Kolb condemned Peru.", Kolb="person", **COUNTRIES)
    found = tagged(doc, relations=[("Kolb", "Peru", "against", 0.9)])
    assert held(found) == [("Kolb", "Peru", "against", "narration", "Kolb condemned Peru")]
    assert found.stances[0].confidence == 0.9


def test_below_the_threshold_is_an_abstention():
    doc = doc_of("Kolb condemned Peru.", Kolb="person", **COUNTRIES)
    found = tagged(doc, relations=[("Kolb", "Peru", "against", 0.6)])
    assert held(found) == []
    assert found.abstentions == {"stance_below_threshold": 1}


def test_a_named_worry_needs_no_more_than_a_leaning():
    for body, count in (
        ("Kolb is deeply concerned that Peru gains a foothold.", 1),
        ("Kolb is concerned about Peru.", 1),
        ("Kolb is concerned that miners in Peru suffer.", 0),
        ("Peru is where Kolb is concerned.", 0),
    ):
        doc = doc_of(body, Kolb="person", **COUNTRIES)
        found = tagged(doc, relations=[("Kolb", "Peru", "against", 0.6)])
        assert len(held(found)) == count, body


def test_what_a_guard_stops_is_counted_by_its_reason():
    doc = doc_of("Kolb might condemn Peru.", Kolb="person", **COUNTRIES)
    found = tagged(doc, relations=[("Kolb", "Peru", "against", 0.9)])
    assert held(found) == []
    assert found.abstentions == {"hypothetical": 1}


def test_only_who_can_think_may_hold():
    doc = doc_of("The Law condemned Peru.", Law="law", **COUNTRIES)
    assert held(tagged(doc, relations=[("Law", "Peru", "against", 0.9)])) == []


def test_opposite_evidence_that_is_as_strong_decides_nothing():
    doc = doc_of("Kolb condemned Peru. Kolb praised Peru.", Kolb="person", Peru="country")
    entity = findings(doc).entities[1]
    heads = Heads(doc)
    scores = iter([("against", 0.9), ("favor", 0.85)])

    def relation(sentence, p, q):
        label, score = next(scores)
        rest = dict.fromkeys(("p_favor_q", "p_against_q", "q_favor_p", "q_against_p"), 0.01)
        return rest | {"neutral": 1 - score, f"p_{label}_q": score}

    heads.relation = relation
    StanceComponent(heads)(doc)
    assert entity.name == "Peru"
    assert findings(doc).stances == []
    assert findings(doc).abstentions["stance_conflict"] == 1
    # The matrix contains what the stances withhold.
    (cell,) = findings(doc).stance_counts
    assert (cell.holder_id, cell.target_id) == ("name:person:Kolb", entity.id)
    assert (cell.favor, cell.against) == (1, 1)


def test_the_matrix_counts_sentences_the_most_counted_pair_first():
    doc = doc_of(
        "Kolb praised Iran. Kolb condemned Peru. Kolb condemned Peru.", Kolb="person", **COUNTRIES
    )
    found = tagged(
        doc, relations=[("Kolb", "Peru", "against", 0.9), ("Kolb", "Iran", "favor", 0.9)]
    )
    assert [(one.target_id, one.favor, one.against) for one in found.stance_counts] == [
        ("name:country:Peru", 0, 2),
        ("name:country:Iran", 1, 0),
    ]


def test_each_other_counts_for_both():
    doc = doc_of("Peru and Chile accused each other of theft.", **COUNTRIES)
    found = tagged(doc, relations=[("Peru", "Chile", "against", 0.8)])
    assert [stance[:3] for stance in held(found)] == [
        ("Chile", "Peru", "against"),
        ("Peru", "Chile", "against"),
    ] or [stance[:3] for stance in held(found)] == [
        ("Peru", "Chile", "against"),
        ("Chile", "Peru", "against"),
    ]


def test_a_source_in_its_own_words():
    doc = doc_of("“Peru is a disgrace,” Kolb said.", Kolb="person", **COUNTRIES)
    attribute(doc, "Kolb", "said", "“Peru is a disgrace,”", "Kolb")
    found = tagged(doc, relations=[("Kolb", "Peru", "against", 0.9)])
    assert held(found) == [("Kolb", "Peru", "against", "quote", "Peru is a disgrace")]


def test_the_cue_that_takes_the_stance_is_part_of_the_evidence():
    doc = doc_of("Kolb praised Peru for its courage.", Kolb="person", **COUNTRIES)
    attribute(doc, "Kolb", "praised", "Peru for its courage", "Kolb")
    found = tagged(doc, relations=[("Kolb", "Peru", "favor", 0.9)])
    assert held(found) == [
        ("Kolb", "Peru", "favor", "narration", "Kolb praised Peru for its courage")
    ]


def test_what_a_quotation_says_in_another_sentence():
    doc = doc_of(
        "“We left. Peru is a brutal dictatorship,” Kolb said.", Kolb="person", Peru="country"
    )
    attribute(doc, "Kolb", "said", "“We left. Peru is a brutal dictatorship,”", "Kolb")
    doc = attribute(doc_of(
        "Kolb said: “We left. Peru is a brutal dictatorship.”", Kolb="person", Peru="country"
    ), "Kolb", "said", "“We left. Peru is a brutal dictatorship.”", "Kolb")  # fmt: skip
    found = tagged(doc, tones=[("Peru", ("against", 0.995))])
    assert held(found) == [("Kolb", "Peru", "against", "quote", "Peru is a brutal dictatorship")]


def test_a_source_without_a_name():
    doc = doc_of("Critics said Peru was destroying its press.", Peru="country")
    attribute(doc, "Critics", "said", "Peru was destroying its press")
    found = tagged(doc, relations=[("Critics", "Peru", "against", 0.9)])
    assert held(found) == [
        ("unnamed", "Peru", "against", "paraphrase", "Peru was destroying its press")
    ]


def test_the_one_with_an_office_is_not_unnamed():
    doc = doc_of("The president said Peru was destroying its press.", Peru="country")
    attribute(doc, "The president", "said", "Peru was destroying its press")
    found = tagged(doc, relations=[("The", "Peru", "against", 0.9)])
    assert held(found) == []


def test_a_pronoun_whose_owner_is_unknown_is_nobody():
    doc = doc_of("She said Peru was destroying its press.", Peru="country")
    attribute(doc, "She", "said", "Peru was destroying its press")
    found = tagged(doc, relations=[("She", "Peru", "against", 0.9)])
    assert held(found) == []
    assert found.abstentions["holder_unknown"] == 1


def test_the_author_only_where_it_is_plain():
    doc = doc_of("Peru is a shameless liar. Chile lost ten ships.", Peru="country", Chile="country")
    found = tagged(doc, tones=[("Peru", ("against", 0.95)), ("Chile", ("against", 0.95))])
    assert held(found) == [("author", "Peru", "against", "narration", "Peru is a shameless liar")]
    peru, chile = found.entities
    assert peru.polarity.label == "against"
    # Bad news is not the author's opinion.
    assert chile.polarity is None
    assert found.abstentions["polarity_not_shown"] == 1


@pytest.mark.parametrize(("elsewhere", "said"), [("neutral", 1), ("favor", 0)])
def test_the_author_is_not_plain_where_the_article_sounds_the_other_way(elsewhere, said):
    body = "Peru is a shameless liar. Lima has ships. Lima has ports."
    doc = doc_of(body, Peru="country", Lima="country")
    peru, lima = findings(doc).entities
    findings(doc).entities[:] = [replace(peru, mentions=peru.mentions + lima.mentions)]
    found = tagged(doc, tones=[("Peru", ("against", 0.95)), ("Lima", (elsewhere, 0.95))])
    assert len(found.stances) == said


def test_no_polarity_for_those_that_only_others_speak_of():
    doc = doc_of("“Peru is a disgrace,” Kolb said.", Kolb="person", Peru="country")
    attribute(doc, "Kolb", "said", "“Peru is a disgrace,”", "Kolb")
    found = tagged(doc)
    assert found.entities[0].polarity.label == "neutral"
    assert found.entities[1].polarity is None


def test_a_list_of_names_without_end_is_cut_short():
    names = [f"Peru{number}" for number in range(40)]
    doc = doc_of((", ".join(names) + ". ") * 30, **dict.fromkeys(names, "country"))
    began = time.perf_counter()
    found = tagged(doc)
    assert time.perf_counter() - began < 20
    assert found.abstentions["pairs_over_limit"] > 0
