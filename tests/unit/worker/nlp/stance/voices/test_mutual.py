import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of, spans_of
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.stance.component import StanceComponent

COUNTRIES = dict.fromkeys(["Peru", "Chile"], "country")


def said_in(body, **entities):
    doc = doc_of(body, **(entities or COUNTRIES))
    StanceComponent(Heads(doc))(doc)
    return {
        (stance.holder_id.rpartition(":")[2], stance.target_id.rpartition(":")[2], stance.polarity)
        for stance in findings(doc).stances
    }


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("It is a sign of the warming ties between Peru and Chile.", "favor"),
        ("The friendship between Peru and Chile is old news.", "favor"),
        ("The visit came amid strained relations between Peru and Chile.", "against"),
        ("The feud between Peru and Chile went on.", "against"),
        ("The feud that is on between the Peru and the Chile is old news.", "against"),
    ],
)
def test_a_named_relation_counts_for_both(sentence, polarity):
    assert said_in(sentence) == {("Peru", "Chile", polarity), ("Chile", "Peru", polarity)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The relations between Peru and Chile were discussed.",
        "They want to end the feud between Peru and Chile.",
        "There is no friendship between Peru and Chile.",
        "The border between Peru and Chile is long.",
        "The feud that is still on between Peru and Chile is news.",
        "The close but strained ties between Peru and Chile are news.",
        "The feud between old Peru and Chile went on.",
        "The feud between Peru and old Chile went on.",
        "The feud between Peru and the rest went on.",
        "It is a sign of the warming ties between Peru and Chile's miners.",
        "It might mean warmer ties between Peru and Chile.",
    ],
)
def test_what_only_sounds_like_one_counts_for_nobody(sentence):
    assert said_in(sentence) == set()


def test_what_cannot_think_takes_no_stance():
    assert said_in("The feud between Peru and Cup went on.", Peru="country", Cup="event") == set()


def test_the_words_before_and_the_two_are_the_evidence():
    doc = doc_of("It is a sign of the warming ties between Peru and Chile.", **COUNTRIES)
    StanceComponent(Heads(doc))(doc)
    assert {one.evidence[0].text for one in findings(doc).stances} == {
        "It is a sign of the warming ties between Peru and Chile"
    }


def test_what_a_source_says_of_others_is_not_the_articles_word():
    doc = doc_of("Kolb said warm ties between Peru and Chile helped.", Kolb="person", **COUNTRIES)
    kolb, cue, content = (
        next(spans_of(doc, text))
        for text in ("Kolb", "said", "warm ties between Peru and Chile helped")
    )
    findings(doc).attributions.append(DocAttribution("indirect", (content,), cue, kolb))
    StanceComponent(Heads(doc))(doc)
    assert findings(doc).stances == []
