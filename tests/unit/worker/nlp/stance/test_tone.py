"""How the author sounds toward each entity."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, said
from worker.nlp.documents import findings
from worker.nlp.stance.tone import MAX_MENTIONS_OF_ONE, tones

NAMES = {"Kolb": "person", "Peru": "country"}
NAMED = tuple(NAMES)


def toned(body, *attributed, **tone):
    doc = doc_of(body, **NAMES)
    for content in attributed:
        said(doc, None, content, cue=None)
    heard = tones(reading_of(doc, tones=tone))
    return {NAMED[number]: scores for number, scores in heard.items()}


def test_each_entity_is_heard_in_its_own_sentence():
    heard = toned("Kolb smiled. Peru fell.", Kolb=("favor", 0.8), Peru=("against", 0.7))
    assert heard["Kolb"]["favor"] == 0.8
    assert heard["Peru"]["against"] == 0.7


def test_several_mentions_count_as_their_mean():
    doc = doc_of("Kolb smiled. Pat slept.", Kolb="person", Pat="person")
    kolb, pat = findings(doc).entities
    findings(doc).entities[:] = [replace(kolb, mentions=kolb.mentions + pat.mentions)]
    heard = tones(reading_of(doc, tones={"Kolb": ("favor", 0.9), "Pat": ("favor", 0.5)}))
    assert heard[0]["favor"] == pytest.approx(0.7)
    assert sum(heard[0].values()) == pytest.approx(1)


def test_what_others_say_is_not_the_authors_tone():
    heard = toned("Peru is vile, he said. Kolb left.", "Peru is vile", Peru=("against", 0.9))
    assert set(heard) == {"Kolb"}


def test_only_the_first_mentions_are_asked_about():
    assert MAX_MENTIONS_OF_ONE == 8
    doc = doc_of("Peru won. " * 12, Peru="country")
    asked = []
    reading = reading_of(doc)
    answer = reading.tone
    reading.tone = lambda number, target: asked.append(number) or answer(number, target)
    assert set(tones(reading)) == {0}
    assert asked == list(range(MAX_MENTIONS_OF_ONE))


def test_nobody_named_is_nothing_heard():
    assert toned("It rained.") == {}
