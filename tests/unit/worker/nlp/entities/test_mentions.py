"""Which entity a token belongs to, and whom the phrase for a source means."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.marker import Marker, read
from tests.unit.worker.nlp.stand_ins import spans_of
from worker.nlp.documents import Reference, findings
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.mentions import MentionIndex

LABELS = {
    "Anna Zedo": "person",
    "Zedo": "person",
    "Bob Yard": "person",
    "Peruvian": "norp",
    "Zed Corp": "organization",
    "Zed Bridge": "facility",
}


def indexed(text):
    doc = EntityComponent(Marker(LABELS))(read(text))
    return doc, MentionIndex(doc)


def referring(doc, references):
    """The index where each entity named has these words as references, one word a pronoun."""
    found = findings(doc)
    found.entities = [
        replace(
            entity,
            references=tuple(
                Reference(span, "pronoun" if len(span) == 1 else "description", 0.9)
                for words in references.get(entity.name, ())
                for span in spans_of(doc, words)
            ),
        )
        for entity in found.entities
    ]
    return MentionIndex(doc)


def source(text, phrase):
    doc, index = indexed(text)
    start = text.index(phrase)
    entity = index.source_entity(doc.char_span(start, start + len(phrase)))
    return None if entity is None else entity.name


def test_a_token_knows_its_mention_and_references_are_mentions():
    doc, _ = indexed("Anna Zedo left. She was tired. The mayor slept.")
    index = referring(doc, {"Anna Zedo": ["She", "The mayor"]})
    assert index.at(1).span.text == "Anna Zedo"
    assert index.at(2) is None
    assert [index.at(token).kind for token in (1, 4, 9)] == ["name", "pronoun", "description"]
    assert [index.at(token).pronoun for token in (1, 4, 9)] == [False, True, False]
    assert {mention.entity for mention in index.all} == {0}


@pytest.mark.parametrize(
    ("text", "references", "within"),
    [
        (
            "Anna Zedo and Bob Yard met. His wife left.",
            {"Bob Yard": ["His"], "Anna Zedo": ["His wife"]},
            ["Anna Zedo", "Bob Yard", "His wife"],
        ),
        (
            "Anna Zedo of Zed Corp met us. The Zed Corp boss left.",
            {"Anna Zedo": ["The Zed Corp boss"]},
            ["Anna Zedo", "Zed Corp", "The Zed Corp boss"],
        ),
        (
            "Anna Zedo met us. The head of the Zed Corp group left.",
            {"Anna Zedo": ["The head of the Zed Corp"], "Zed Corp": ["the Zed Corp group"]},
            ["Anna Zedo", "The head of the Zed Corp"],
        ),
    ],
)
def test_no_mention_of_a_stretch_is_inside_another(text, references, within):
    doc, _ = indexed(text)
    index = referring(doc, references)
    assert [one.span.text for one in index.within(0, len(doc))] == within


def test_his_wife_does_not_speak_for_him():
    doc, _ = indexed("Anna Zedo and Bob Yard met. His wife left.")
    index = referring(doc, {"Bob Yard": ["His"], "Anna Zedo": ["His wife"]})
    at = {entity.name: number for number, entity in enumerate(index.entities)}
    assert not index.same_side(at["Anna Zedo"], at["Bob Yard"])


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
