"""What only people do, and names of people that are like those of places."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.typing import persons


def name_in(text, words="Rose Hill"):
    doc = read(text)
    return doc.char_span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Rose Hill", True),
        ("Will Drake", True),
        ("Anna Brook", True),
        ("Green Hill", False),
        ("Rose Foods", False),
        ("Rose Party", False),
        ("Rose hill", False),
        ("Rose Red Hill", False),
        ("Virginia Beach", False),
        ("Anna Sen", True),
        ("Anna President", False),
        ("Anna Al Zed", True),
        ("Anna Zed Al", False),
    ],
)
def test_a_given_name_and_another_word_may_be_a_person(name, may):
    assert persons.may_be_person(name_in(f"They saw {name} there.", name), gazetteer()) is may


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Rose Hill smiled.", True),
        ("They thanked Rose Hill.", True),
        ("Rose Hill burned.", False),
        ("They bought Rose Hill.", False),
        ("Rose Hill", False),
    ],
)
def test_only_people_do_some_things(text, acts):
    assert persons.acts(name_in(text)) is acts


def test_whoever_speaks_and_what_something_is_in():
    assert persons.speaks(name_in("Rose Hill said no."))
    assert not persons.speaks(name_in("Rose Hill grew."))
    assert persons.is_somewhere(name_in("It rained in Rose Hill."))
    assert not persons.is_somewhere(name_in("Rose Hill is wet."))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Rose Hill and Will Drake left.", "Will Drake"),
        ("Then Will Drake and Rose Hill left.", "Will Drake"),
        ("Rose Hill and Green Park burned.", None),
        ("Rose Hill left.", None),
    ],
)
def test_and_joins_two_of_them(text, other):
    found = persons.beside(name_in(text), gazetteer())
    assert (None if found is None else found.text) == other


@pytest.mark.parametrize(
    ("text", "human"),
    [
        ("Rose Hill is a man.", True),
        ("Rose Hill, a retired nurse, left.", True),
        ("Rose Hill is a hill.", False),
        ("Rose Hill is man.", False),
        ("Rose Hill saw a man.", False),
        ("Rose Hill is a very very old man.", False),
        ("Rose Hill", False),
    ],
)
def test_who_is_said_to_be_somebody_is_a_person(text, human):
    assert persons.is_human(name_in(text)) is human
