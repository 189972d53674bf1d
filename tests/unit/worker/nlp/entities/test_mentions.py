"""Which entity a token belongs to, and whom the phrase for a source means."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.marker import Marker, read
from tests.unit.worker.nlp.stand_ins import spans_of
from worker.nlp.documents import DocEntity, Reference, findings
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.mentions import MentionIndex

LABELS = {
    "Anna Zedo": "person",
    "Zedo": "person",
    "Bob Yard": "person",
    "Peruvian": "norp",
    "Scottish": "norp",
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
        ("The Peruvian government said so.", "The Peruvian government", "Peru"),
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


def meant(text, phrase, references=None):
    """The name of the entity that a phrase means."""
    doc, _ = indexed(text)
    index = referring(doc, references or {})
    found = index.meant_by(next(spans_of(doc, phrase)))
    return None if found is None else index.entities[found].name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Anna Zedo", "Anna Zedo"),
        ("the old senator Anna Zedo", "Anna Zedo"),
        ("the Peruvian government", "Peru"),
        ("Peruvian police officials", "Peruvians"),
        ("the Anna Zedo campaign", "Anna Zedo"),
        ("Zed Corp spokesman", "Zed Corp"),
        ("Zed Corp", "Zed Corp"),
    ],
)
def test_a_phrase_means_the_entity_at_its_head(phrase, name):
    assert meant(f"Then {phrase} left.", phrase) == name


@pytest.mark.parametrize(
    "phrase",
    [
        "the attack on Zed Corp",
        "friends of Anna Zedo",
        "Zed Corp's plan",
        "Zed Corp's Anna Zedo",
        "Peruvian miners",
        "the government",
        "government",
        "a miner",
        # A people is not its government; Peru is a state, and Scotland none.
        "the Scottish government",
        # Only a campaign, a camp, a team or an administration is called by a person's name.
        "Anna Zedo police",
    ],
)
def test_a_phrase_with_another_head_means_nobody(phrase):
    assert meant(f"Then {phrase} left.", phrase) is None


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Yard hired his director, Anna Zedo.", "his director, Anna Zedo", "Anna Zedo"),
        ("Yard hired his director, Dr. Anna Zedo.", "his director, Dr. Anna Zedo", "Anna Zedo"),
        ("Yard hired Bob Yard, Anna Zedo.", "Bob Yard, Anna Zedo", None),
        ("Yard met the wife of Anna Zedo.", "the wife of Anna Zedo", None),
    ],
)
def test_who_is_named_behind_a_description_is_meant(text, phrase, name):
    assert meant(text, phrase) == name


def test_an_office_alone_means_nobody_whatever_stands_before_it():
    assert meant("Then Zed Corp officials left.", "officials") is None


def test_a_part_of_a_name_means_its_entity():
    assert meant("Then Anna Zedo left.", "Anna") == "Anna Zedo"
    assert meant("Then Zed Corp left.", "Corp") == "Zed Corp"


def test_the_head_of_a_longer_phrase_is_no_part_of_its_meaning():
    assert meant("Then Zed Corp's Anna Zedo left.", "Anna Zedo") == "Anna Zedo"
    assert meant("Then Zed Corp's Anna Zedo left.", "Zed Corp") == "Zed Corp"


def test_words_that_stand_for_an_entity_mean_it_and_words_in_them_do_not():
    text = "Anna Zedo and Bob Yard met. His old wife left."
    references = {"Bob Yard": ["His"], "Anna Zedo": ["His old wife"]}
    assert meant(text, "His old wife", references) == "Anna Zedo"
    assert meant(text, "His", references) == "Bob Yard"
    assert meant(text, "His old", references) is None


def test_a_name_inside_an_issue_still_means_its_own_entity():
    doc, _ = indexed("Anna Zedo left. Miners like Zed Corp's wage plan.")
    (phrase,) = spans_of(doc, "Zed Corp's wage plan")
    found = findings(doc)
    found.entities.append(DocEntity("issue:wage-plan", "wage plan", "issue", 0.5, (phrase,)))
    index = MentionIndex(doc)

    def name(words):
        number = index.meant_by(next(spans_of(doc, words)))
        return None if number is None else index.entities[number].name

    assert name("Zed Corp's wage plan") == "wage plan"
    assert name("wage plan") == "wage plan"
    assert name("Zed Corp") == "Zed Corp"
    # A part of an issue is not the issue.
    assert name("wage") is None


def test_the_mention_at_the_head_says_how_it_is_called():
    doc, _ = indexed("Anna Zedo left. The mayor slept.")
    index = referring(doc, {"Anna Zedo": ["The mayor"]})
    assert index.headed(doc[0:2]).kind == "name"
    assert index.headed(doc[4:6]).kind == "description"
    assert index.headed(doc[6:7]) is None


def test_inside_has_the_names_inside_longer_phrases_too():
    doc, _ = indexed("Then Anna Zedo praised the Zed Corp offer.")
    index = referring(doc, {"Anna Zedo": ["the Zed Corp offer"]})
    found = [one.span.text for one in index.inside(0, len(doc))]
    assert found == ["Anna Zedo", "the Zed Corp offer", "Zed Corp"]
    assert [one.span.text for one in index.inside(5, 7)] == ["Zed Corp"]
    assert index.inside(5, 6) == []


def test_the_words_inside_a_longer_issue_mean_what_they_are_themselves():
    doc, _ = indexed("Then Anna Zedo fought the repeal of the tax.")
    longer, shorter = (next(spans_of(doc, words)) for words in ("the repeal of the tax", "the tax"))
    repeal = DocEntity("issue:tax-repeal", "repeal of the tax", "issue", 0.1, (longer,))
    tax = DocEntity("issue:tax", "tax", "issue", 0.1, (shorter,))
    findings(doc).entities += [repeal, tax]
    index = MentionIndex(doc)
    assert [index.entities[index.meant_by(one)].name for one in (longer, shorter)] == [
        "repeal of the tax",
        "tax",
    ]
