import pytest

from tests.unit.worker.nlp.marker import PERSON, marked

KOLB = {"Anna Kolb": PERSON, "Kolb": PERSON}
BOTH = KOLB | {"Bill Roe": PERSON, "Roe": PERSON}


def pronouns(body, labels):
    found = marked(body, labels).entities
    return {one.name: [span.text for span in one.pronouns] for one in found if one.pronouns}


def test_a_pronoun_after_one_person_is_that_person():
    assert pronouns("Anna Kolb left. She was tired.", KOLB) == {"Anna Kolb": ["She"]}


@pytest.mark.parametrize(
    "body",
    [
        "Anna Kolb met Bill Roe. He was tired.",
        "Anna Kolb said: “He is tired and she was there too.”",
        "Anna Kolb left. He was tired.",
        "Mrs. Kolb left. He was tired.",
        "Anna Kolb met a spokeswoman. She was tired.",
        "Anna Kolb called the suspect. She was tired.",
        "Anna Kolb met a senator. She was tired.",
        "Bill Roe praised him.",
        "The mayor said: “Bill Roe is tired.” He left.",
    ],
)
def test_a_pronoun_that_may_be_somebody_elses_is_nobodys(body):
    assert pronouns(body, BOTH) == {}


def test_what_the_gazetteer_knows_of_a_person_counts():
    assert pronouns("Barack Obama left. She slept.", {"Barack Obama": PERSON}) == {}
    body = "Barack Obama left. The president said he slept."
    assert pronouns(body, {"Barack Obama": PERSON}) == {"Barack Obama": ["he"]}


def test_who_only_says_who_the_named_one_is_is_nobody_else():
    body = "Anna Kolb, a lawyer, left. She was tired."
    assert pronouns(body, KOLB) == {"Anna Kolb": ["She"]}


def test_somebody_of_another_gender_is_not_in_the_way():
    body = "Anna Kolb met a spokesman. She was tired."
    assert pronouns(body, KOLB) == {"Anna Kolb": ["She"]}
