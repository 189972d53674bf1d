"""Which entity a token belongs to, and whom the phrase for a source means."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.marker import Marker, read
from worker.nlp.documents import Reference, findings
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.mentions import MentionIndex

LABELS = {
    "Anna Zedo": "person",
    "Zedo": "person",
    "Peruvian": "norp",
    "Zed Corp": "organization",
    "Zed Bridge": "facility",
}


def indexed(text):
    doc = EntityComponent(Marker(LABELS))(read(text))
    return doc, MentionIndex(doc)


def source(text, phrase):
    doc, index = indexed(text)
    start = text.index(phrase)
    entity = index.source_entity(doc.char_span(start, start + len(phrase)))
    return None if entity is None else entity.name


def test_a_token_knows_its_mention_and_references_are_mentions():
    doc, _ = indexed("Anna Zedo left. She was tired. The mayor slept.")
    found = findings(doc)
    said = Reference(doc[4:5], "pronoun", 0.9), Reference(doc[8:10], "description", 0.9)
    found.entities = [replace(found.entities[0], references=said)]
    index = MentionIndex(doc)
    assert index.at(1).span.text == "Anna Zedo"
    assert index.at(2) is None
    assert [index.at(token).kind for token in (1, 4, 9)] == ["name", "pronoun", "description"]
    assert [index.at(token).pronoun for token in (1, 4, 9)] == [False, True, False]
    assert {mention.entity for mention in index.all} == {0}


def test_the_mentions_of_a_stretch_begin_in_it():
    _, index = indexed("Anna Zedo met Zed Corp there.")
    assert [one.span.text for one in index.within(0, 5)] == ["Anna Zedo", "Zed Corp"]
    assert [one.span.text for one in index.within(1, 5)] == ["Zed Corp"]
    assert index.within(5, 6) == []


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Anna Zedo said so.", "Anna Zedo", "Anna Zedo"),
        ("Anna Zedo's spokesman said so.", "Anna Zedo's spokesman", None),
        ("The Peruvian government said so.", "The Peruvian government", "Peruvians"),
        ("Old Zed Bridge said so.", "Zed Bridge", None),
        ("The mayor, Anna Zedo, said so.", "The mayor, Anna Zedo", "Anna Zedo"),
        ("A spokesman for Zed Corp said so.", "A spokesman for Zed Corp", "Zed Corp"),
        ("A critic of Zed Corp said so.", "A critic of Zed Corp", None),
        ("The mayor, Anna Zedo, who said so, left.", "who", "Anna Zedo"),
        ("Old friends of Anna Zedo, who said so, left.", "who", None),
        ("Somebody said so.", "Somebody", None),
    ],
)
def test_the_source_is_the_head_of_its_phrase(text, phrase, name):
    assert source(text, phrase) == name


def test_a_minister_is_on_the_side_of_what_is_named_right_before():
    doc, index = indexed("Then Peruvian Foreign Minister Anna Zedo left. Zed Corp was there.")
    at = {entity.name: number for number, entity in enumerate(findings(doc).entities)}
    assert index.same_side(at["Anna Zedo"], at["Peruvians"])
    assert not index.same_side(at["Peruvians"], at["Anna Zedo"])
    assert not index.same_side(at["Anna Zedo"], at["Zed Corp"])


def test_a_president_is_on_the_side_of_the_country():
    doc, index = indexed("Then Vladimir Putin spoke of Russia and of Russians and of Peru.")
    at = {entity.name: number for number, entity in enumerate(findings(doc).entities)}
    sides = [index.same_side(at["Vladimir Putin"], at[other]) for other in ("Russia", "Russians")]
    assert sides == [True, True]
    assert not index.same_side(at["Vladimir Putin"], at["Peru"])
