"""Whom a short name means."""

import pytest

from tests.unit.worker.nlp.marker import PERSON, entities


def people(body, *names):
    found, notes = entities(body, dict.fromkeys(names, PERSON))
    return found, notes.abstentions["ambiguous_alias"]


def test_a_given_name_alone_means_its_person():
    found, lost = people("Anna Zedo sang. Anna left.", "Anna Zedo", "Anna")
    assert found == {"name:person:anna-zedo": ["Anna Zedo", "Anna"]}
    assert lost == 0


def test_named_last_but_not_most_is_nobody():
    body = "Bill Zedo and Bill Zedo sang. Anna Zedo left. Zedo wept."
    found, lost = people(body, "Bill Zedo", "Anna Zedo", "Zedo")
    assert sorted(map(len, found.values())) == [1, 2]
    assert lost == 1


def test_a_surname_before_all_full_names_is_nobody():
    _, lost = people("Zedo wept. Bill Zedo met Anna Zedo.", "Bill Zedo", "Anna Zedo", "Zedo")
    assert lost == 1


def test_two_without_a_full_name_are_told_apart_by_their_titles():
    found, _ = people("Mr. Zedo met Mrs. Zedo.", "Zedo")
    assert list(found.values()) == [["Zedo", "Zedo"]]


def test_a_jr_alone_is_not_the_one_without():
    found, _ = people("Bill Zedo sang. Zedo Jr. left.", "Bill Zedo", "Zedo")
    assert found == {"name:person:william-zedo": ["Bill Zedo"], "name:person:zedo-jr": ["Zedo Jr."]}


@pytest.mark.parametrize(
    ("body", "famous"),
    [
        ("Putin left. Maria Putin sang.", ["Putin"]),
        ("Maria Putin sang. President Putin left.", ["Putin"]),
        ("Vladimir Putin met Maria Putin. Putin left.", ["Vladimir Putin", "Putin"]),
        ("Vladimir Putin met Maria Putin and Maria Putin. Putin left.", ["Vladimir Putin"]),
    ],
)
def test_a_famous_surname_is_the_famous_ones_unless_the_other_is_meant(body, famous):
    found, _ = people(body, "Vladimir Putin", "Maria Putin", "Putin")
    assert found["wikidata:Q7747"] == famous


def test_a_title_of_the_other_gender_is_somebody_else():
    found, _ = people("Mrs. Putin sang.", "Putin")
    assert found == {"name:person:putin": ["Putin"]}
