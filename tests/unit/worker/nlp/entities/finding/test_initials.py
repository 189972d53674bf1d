"""People who are called by their initials."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.initials import are_of, is_person, letters_of_bodies
from worker.nlp.entities.gazetteer.lookup import gazetteer

NONE: frozenset[str] = frozenset()


def is_one(text, letters, bodies=NONE):
    doc = read(text)
    at = next(token.i for token in doc if token.text == letters)
    return is_person(doc[at : at + 1], gazetteer(), bodies)


@pytest.mark.parametrize("text", ["JFK won.", "They met JFK.", "They recalled how JFK died."])
def test_listed_initials_are_a_person(text):
    assert is_one(text, "JFK")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("They met the JFK.", "JFK"),
        ("They met a JFK fan.", "JFK"),
        ("They met XQZ.", "XQZ"),
        ("They met jfk.", "jfk"),
    ],
)
def test_behind_an_article_and_unlisted_ones_are_not(text, letters):
    assert not is_one(text, letters)


def test_nor_are_they_where_a_body_is_called_so():
    doc = read("The Joint Fish Komittee met.")
    bodies = letters_of_bodies([Finding(doc[1:4], "organization")])
    assert "jfk" in bodies
    assert not is_one("They met JFK.", "JFK", bodies)
    assert not letters_of_bodies([Finding(doc[1:4], "person")])


@pytest.mark.parametrize(
    ("letters", "name", "fit"),
    [
        ("AMK", ("anna", "maria", "kolb"), True),
        ("A.M.K.", ("anna", "maria", "kolb"), False),
        ("AK", ("anna", "kolb"), False),
        ("AMB", ("anna", "maria", "kolb"), False),
        ("AMK", ("anna", "maria", "kolb", "jr"), False),
    ],
)
def test_initials_fit_a_name_of_as_many_words(letters, name, fit):
    assert are_of(letters, name) is fit
