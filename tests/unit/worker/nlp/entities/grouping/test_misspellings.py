"""Which names are misspelt forms of others."""

import time

import pytest

from tests.unit.worker.nlp.marker import PERSON, entities
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.grouping.misspellings import NearWords, differ_by_spelling, is_near


def people(body, *names):
    found, _ = entities(body, dict.fromkeys(names, PERSON))
    return found


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("zedov", "zedow", True),
        ("zedov", "zedovv", True),
        ("zedovik", "zedvik", True),
        ("zedov", "zdeov", True),
        ("zedov", "zedov", False),
        ("zedov", "tedov", False),
        ("zedov", "zedowi", False),
        ("zedov", "zodev", False),
        ("zed", "zet", False),
    ],
)
def test_near_is_one_letter_off(one, other, near):
    assert is_near(one, other) is near
    assert is_near(other, one) is near
    filed = NearWords()
    filed.add(other, 7)
    assert list(filed.near(one)) == [7] * near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anna zedov", "anna zedow", True),
        ("anna zedov", "maria zedow", False),
        ("anna maria zedov", "anna zedow", False),
        ("sergiy zedov", "sergey zedov", True),
        ("diane zedov", "dianne zedov", True),
        ("robert zedov", "roberta zedov", False),
        ("maria zedov", "marie zedov", False),
    ],
)
def test_full_names_may_differ_in_one_word(one, other, same):
    assert differ_by_spelling(tuple(one.split()), tuple(other.split()), gazetteer()) is same


def test_a_misspelt_full_name_is_the_person_and_gives_no_name():
    body = "Ted Zedov left. Ted Zedow won. Ted Zedow sang. Zedov left."
    found = people(body, "Ted Zedov", "Ted Zedow", "Zedov")
    assert found == {"name:person:edward-zedow": ["Ted Zedov", "Ted Zedow", "Ted Zedow", "Zedov"]}


def test_whom_one_sentence_names_are_two():
    body = "Ted Zedov met Ted Zedow. Ted Zedow won."
    assert len(people(body, "Ted Zedov", "Ted Zedow")) == len(("Zedov", "Zedow"))


def test_two_whom_a_list_knows_are_two():
    body = "Bernie Sanders won. Barney Sanders sang. Bernie Sander left."
    found = people(body, "Bernie Sanders", "Barney Sanders", "Bernie Sander")
    assert sorted(map(len, found.values())) == [1, 2]


def test_a_misspelt_surname_alone_is_the_person():
    found = people("Anna Zedovik sang. Zedvik left.", "Anna Zedovik", "Zedvik")
    assert found == {"name:person:anna-zedovik": ["Anna Zedovik", "Zedvik"]}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Anna Zedovik sang. Zedvik left. Zedvik won.", ("Anna Zedovik", "Zedvik")),
        ("Anna Sandors sang. Sanders left.", ("Anna Sandors", "Sanders")),
        ("Anna Mariam sang. Maria left.", ("Anna Mariam", "Maria")),
    ],
    ids=["more often than the person", "somebody's surname", "a given name"],
)
def test_another_surname_alone_is_another_person(body, names):
    assert len(people(body, *names)) == len(names)


def test_a_name_that_begins_one_longer_name_is_the_person():
    found = people("Anna Maria Zedo sang. Anna Maria left.", "Anna Maria Zedo", "Anna Maria")
    assert found == {"name:person:anna-maria-zedo": ["Anna Maria Zedo", "Anna Maria"]}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Anna Zedo met Anna Zedo Pik.", ("Anna Zedo", "Anna Zedo Pik")),
        ("Anna Zedo Show ran. Anna Zedo left her show.", ("Anna Zedo Show", "Anna Zedo")),
        ("Bill Clinton left. Bill Clinton Zedo won.", ("Bill Clinton", "Bill Clinton Zedo")),
    ],
    ids=["in one sentence", "a word", "in a list"],
)
def test_a_name_that_may_be_somebody_elses_is_not(body, names):
    assert len(people(body, *names)) == len(names)


def test_thousands_of_names_are_compared_quickly():
    filed = NearWords()
    began = time.process_time()
    for number in range(20_000):
        word = f"z{number:05}"
        list(filed.near(word[:3] + "x" + word[3:]))
        filed.add(f"{word}edov", number)
    assert time.process_time() - began < 10
