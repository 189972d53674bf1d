from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of, spans_of
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.stance.component import StanceComponent

NAMES = {"Peru": "country", "Chile": "country", "Kolb": "person", "Red Path": "organization"}


def names_in(body):
    return {name: kind for name, kind in NAMES.items() if name in body}


def stances_of(doc):
    StanceComponent(Heads(doc))(doc)
    return {
        (stance.holder_id.rpartition(":")[2], stance.target_id.rpartition(":")[2], stance.polarity)
        for stance in findings(doc).stances
    }


def said_in(body):
    return stances_of(doc_of(body, **names_in(body)))


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("Peru and Chile are close allies.", "favor"),
        ("Peru and the Chile of today remain friends.", None),
        ("Peru, Chile 'close allies' at sea", "favor"),
        ("Peru and Chile are sworn enemies.", "against"),
    ],
)
def test_allies_and_foes_named_as_such_count_for_both(sentence, polarity):
    both = {("Peru", "Chile", polarity), ("Chile", "Peru", polarity)}
    assert said_in(sentence) == (both if polarity else set())


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru and Chile are not allies.",
        "Peru and Chile are no longer allies.",
        "Peru and Chile are allies of Brazil.",
        "Peru and Chile are their allies.",
        "Peru and Chile are former allies.",
        "Peru and Chile met their allies.",
        "Peru and Chile might meet if they are allies.",
    ],
)
def test_what_only_sounds_like_it_counts_for_nobody(sentence):
    assert said_in(sentence) == set()


def test_whose_doors_are_open():
    assert said_in("Peru's doors are always open to Chile.") == {("Peru", "Chile", "favor")}
    assert said_in("Peru's doors are not open to Chile.") == set()
    assert said_in("Peru's doors could be open to Chile.") == set()
    assert said_in("Peru's books are open to Chile.") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru has stopped Chile from sending weapons to Red Path.",
        "Peru bombed the road to prevent rockets from reaching the Red Path.",
    ],
)
def test_who_keeps_arms_from_somebody_is_against_them(sentence):
    assert ("Peru", "Red Path", "against") in said_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru failed to stop Chile from sending weapons to Red Path.",
        "Peru's neighbours have stopped weapons from reaching Red Path.",
        "Peru has stopped Chile from sending letters to Red Path.",
        "Nobody stopped Peru from sending weapons to Red Path.",
    ],
)
def test_arms_that_nobody_kept_say_nothing(sentence):
    assert not any(target == "Red Path" for _, target, _ in said_in(sentence))


def spoken(content, *, kolb_of=""):
    body = f"Prime Minister {kolb_of} Kolb said: “{content}.”".replace("  ", " ")
    doc = doc_of(body, **names_in(body))
    kolb, cue, words = (next(spans_of(doc, text)) for text in ("Kolb", "said", f"“{content}.”"))
    who = next(one.id for one in findings(doc).entities if one.id.endswith("Kolb"))
    findings(doc).attributions = [DocAttribution("direct", (words,), cue, kolb, who)]
    return doc


def test_we_is_who_speaks():
    doc = spoken("We have stopped missiles from reaching Red Path")
    assert stances_of(doc) == {("Kolb", "Red Path", "against")}


def test_a_leader_speaks_for_the_country():
    doc = spoken("Peru's doors are open to Chile", kolb_of="Peru")
    assert stances_of(doc) == {("Kolb", "Chile", "favor")}


def test_what_somebody_says_of_two_others_is_a_report():
    assert stances_of(spoken("Peru's doors are open to Chile")) == set()


def test_who_is_known_to_lead_a_country_speaks_for_it():
    doc = spoken("Peru's doors are open to Chile")
    found = findings(doc)
    peru = next(one.id for one in found.entities if one.id.endswith("Peru"))
    found.entities = [
        replace(one, serves=peru) if one.id.endswith("Kolb") else one for one in found.entities
    ]
    assert stances_of(doc) == {("Kolb", "Chile", "favor")}
