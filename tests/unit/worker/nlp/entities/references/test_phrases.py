import pytest

from tests.unit.worker.nlp.marker import NLP, ORG, PERSON, PLACE, Marker
from worker.nlp.documents import article_doc
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.references.phrases import phrases

NOUNS = {"senator": {}, "company": {}, "wife": {}, "mayor": {}, "bill": {}}
NAMES = {"Anna Kolb": PERSON, "Kolb": PERSON, "Lind Group": ORG, "Florida": PLACE}


def found(body):
    doc = article_doc(NLP, "", body)
    mark_sentences(doc)
    EntityComponent(Marker(NAMES))(doc)
    return [doc[one.start : one.end].text for one in phrases(doc, NOUNS)]


def test_pronouns_of_all_persons_are_found():
    assert found("He told me that they saw us.") == ["He", "me", "they", "us"]


def test_the_country_is_no_pronoun():
    assert found("He left the US.") == ["He"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Then the senator left.", "the senator"),
        ("Then the Florida senator left.", "the Florida senator"),
        ("Then the mayor of Florida left.", "the mayor of Florida"),
        ("Then this once proud company failed.", "this once proud company"),
        ("Then the company-wide bill passed.", "the company-wide bill"),
    ],
)
def test_a_description_runs_from_its_article_to_its_noun(body, words):
    assert found(body) == [words]


def test_a_possessive_begins_a_description_and_is_a_pronoun_itself():
    assert found("Then his wife left.") == ["his", "his wife"]


def test_of_somebody_s_wife_only_the_wife_is_described():
    assert found("Then Kolb's wife left.") == ["wife"]


@pytest.mark.parametrize(
    "body",
    [
        "A senator left.",
        "The senator Anna Kolb left.",
        "The weather changed.",
        "The rain fell on a company.",
    ],
)
def test_what_describes_nobody_known_is_left_alone(body):
    assert found(body) == []
