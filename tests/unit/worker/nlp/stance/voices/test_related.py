import pytest

from tests.unit.worker.nlp.stance.voices.listening import attributed, listen, said
from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.stance.reading import Reading
from worker.nlp.stance.voices.related import MAX_REACH, related_votes

AGAINST = [("Kolb", "Peru", "against", 0.9)]


def related(doc, relations=AGAINST):
    return listen(related_votes, doc, relations=relations)


def of(body, **names):
    return doc_of(body, **(names or {"Kolb": "person", "Peru": "country"}))


def test_one_in_the_sentence_against_another():
    found = related(of("Kolb condemned Peru."))
    assert said(*found) == [("Kolb", "Peru", "against", "Kolb condemned Peru")]
    (vote,) = found[1].votes
    assert (vote.confidence, vote.sentence) == (0.9, 0)
    assert not found[1].tones


def test_the_second_who_is_named_can_be_the_holder():
    found = related(of("Peru was condemned by Kolb."))
    assert [one[:3] for one in said(*found)] == [("Kolb", "Peru", "against")]


def test_what_is_likely_neutral_is_not_even_withheld():
    reading, heard = related(of("Kolb met Peru."), relations=())
    assert heard.votes == []
    assert reading.abstentions == {}


def test_below_the_threshold_is_withheld():
    reading, heard = related(of("Kolb met Peru."), [("Kolb", "Peru", "against", 0.6)])
    assert heard.votes == []
    assert reading.abstentions == {"stance_below_threshold": 1}


@pytest.mark.parametrize(("kind", "votes"), [("law", 0), ("person", 1)])
def test_only_who_can_think_holds(kind, votes):
    assert len(related(of("Kolb condemned Peru.", Kolb=kind, Peru="country"))[1].votes) == votes


@pytest.mark.parametrize(("kind", "votes"), [("facility", 0), ("law", 1)])
def test_nobody_is_against_a_hall(kind, votes):
    assert len(related(of("Kolb condemned Peru.", Kolb="person", Peru=kind))[1].votes) == votes


def test_of_two_able_one_way_only_that_way_is_asked():
    found = related(of("Kolb condemned Peru.", Kolb="law", Peru="country"), AGAINST)
    assert found[1].votes == []


@pytest.mark.parametrize(("between", "votes"), [(MAX_REACH, 1), (MAX_REACH + 1, 0)])
def test_two_who_are_far_apart_are_not_compared(between, votes):
    doc = of(f"Kolb condemned {'very ' * (between - 1)}Peru.")
    assert MAX_REACH == 40
    assert len(related(doc)[1].votes) == votes


@pytest.mark.parametrize(
    "body",
    ["Peru is what Peru says Kolb condemned.", "Kolb condemned Peru, but Peru was late."],
)
def test_the_two_nearest_mentions_are_compared(body):
    asked = []

    class Asked(Heads):
        def relation(self, sentence, p, q):
            asked.append((p, q))
            return super().relation(sentence, p, q)

    doc = of(body)
    related_votes(Reading(doc, Asked(doc)), [])
    words = [token.text for token in doc]
    kolb = words.index("Kolb")
    peru = min(
        (at for at, word in enumerate(words) if word == "Peru"), key=lambda at: abs(at - kolb)
    )
    assert asked == [tuple(sorted([(kolb, kolb + 1), (peru, peru + 1)]))]


@pytest.mark.parametrize(
    ("body", "votes"),
    [
        ("Peru and Chile accused each other of theft.", 2),
        ("Peru and the Chile accused one another of theft.", 2),
        ("Peru and Chile accused the other of theft.", 1),
        ("Peru then Chile accused each other of theft.", 1),
    ],
)
def test_each_other_counts_for_both(body, votes):
    doc = of(body, Peru="country", Chile="country")
    heard = listen(related_votes, doc, relations=[("Peru", "Chile", "against", 0.8)])[1]
    assert len(heard.votes) == votes


def test_who_is_named_in_quoted_words_does_not_act_outside_of_them():
    doc = of("Pat said “Kolb was late” and Peru fell.")
    reading, heard = related(doc)
    assert heard.votes == []
    assert reading.abstentions == {"quoted_holder": 1}
    inside = related(of("Pat said “Kolb condemned Peru” and left."))
    assert [one[:3] for one in said(*inside)] == [("Kolb", "Peru", "against")]


def test_what_the_holder_says_is_the_evidence():
    doc = attributed(
        of("“Peru is a disgrace,” Kolb said."), "Kolb", "said", "“Peru is a disgrace,”"
    )
    assert said(*related(doc)) == [("Kolb", "Peru", "against", "Peru is a disgrace")]


def test_a_holder_inside_the_content_is_part_of_the_evidence():
    doc = attributed(
        of("It was late, Pat said, when Kolb condemned Peru."), None, "said", "Kolb condemned Peru"
    )
    assert said(*related(doc)) == [("Kolb", "Peru", "against", "Kolb condemned Peru")]


def test_a_cue_that_shows_the_stance_is_part_of_the_evidence():
    doc = attributed(
        of("Kolb condemned Peru, which fought."), "Kolb", "condemned", "Peru, which fought"
    )
    assert said(*related(doc)) == [("Kolb", "Peru", "against", "Kolb condemned Peru")]


def test_without_a_cue_the_holder_is_part_of_the_evidence():
    doc = attributed(of("Kolb: Peru is a disgrace."), "Kolb", None, "Peru is a disgrace")
    ((*_, text),) = said(*related(doc))
    assert text == "Kolb: Peru is a disgrace"


def test_without_a_verb_in_the_content_the_holder_is_part_of_the_evidence():
    doc = attributed(of("Kolb told all about Peru."), "Kolb", "told", "Peru")
    assert said(*related(doc)) == [("Kolb", "Peru", "against", "Kolb told all about Peru")]
