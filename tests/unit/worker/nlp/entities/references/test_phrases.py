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
    assert found("Then his company left.") == ["his", "his company"]


def test_of_somebody_s_company_only_the_company_is_described():
    assert found("Then Kolb's company left.") == ["company"]


def test_a_member_of_a_group_is_described():
    body = "Democrats met. The Ohio Democrat left. Another Democrat and the Roma won."
    doc = article_doc(NLP, "", body)
    mark_sentences(doc)
    EntityComponent(Marker({"Democrats": "norp", "Democrat": "norp", "Roma": "norp"}))(doc)
    nouns = {"democrat": {}, "roma": {}}
    assert [doc[one.start : one.end].text for one in phrases(doc, nouns)] == ["The Ohio Democrat"]


@pytest.mark.parametrize(
    "words", ["his wife", "Kolb's wife", "the wife of Kolb", "the late Kolb's wife"]
)
def test_who_is_only_named_by_somebody_else_is_not_described(words):
    assert not any("wife" in one for one in found(f"Then {words} left."))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Then Kolb, who left, won.", ["who"]),
        ("Then Kolb who left won.", ["who"]),
        ("Then voters, who left, won.", []),
        ("Then voters who left won.", []),
        ("Who left?", ["Who"]),
    ],
)
def test_who_stands_for_the_name_right_before_it(body, expected):
    assert found(body) == expected


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
