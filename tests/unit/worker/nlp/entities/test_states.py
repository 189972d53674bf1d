"""The bodies of states, and adjectives of peoples before a body or a deed of their state."""

import pytest

from tests.unit.worker.nlp.marker import NLP, entities
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.states import body_of, country_before, country_of


@pytest.mark.parametrize(
    "body",
    [
        "The Peruvian government praised it.",
        "The Peruvian interim government praised it.",
        "It was the Peruvian foreign ministry that said so.",
        "They hid from the Peruvian army.",
        "He condemned the Peruvian strikes on the port.",
        "He condemned a Peruvian missile attack.",
    ],
)
def test_a_body_or_a_deed_of_a_state_is_its_country(body):
    found, _ = entities(body, {"Peruvian": "misc"})
    assert found == {"iso3166:PE": ["Peruvian"]}


@pytest.mark.parametrize(
    "body",
    [
        "The Peruvian singer praised it.",
        "Peruvian voters left the government.",
        "Peruvian.",
    ],
)
def test_everything_else_of_a_people_is_the_people(body):
    found, _ = entities(body, {"Peruvian": "misc"})
    assert found == {"name:group:peruvians": ["Peruvian"]}


def test_it_is_one_entity_with_the_country_and_not_with_the_people():
    body = "The Peruvian government left. Peru wept. The Peruvian singer sang."
    found, _ = entities(body, {"Peruvian": "misc", "Peru": "location"})
    assert found == {"iso3166:PE": ["Peruvian", "Peru"], "name:group:peruvians": ["Peruvian"]}


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("defense ministry", "defense ministry"),
        ("ministry of defence", "defense ministry"),
        ("the supreme court", "supreme court"),
        ("parliament", "parliament"),
        ("ministry", ""),
        ("acme ministry", ""),
        ("", ""),
    ],
)
def test_a_body_has_one_spelling(words, body):
    assert " ".join(body_of(tuple(words.split()))) == body


def test_a_people_says_which_country():
    assert country_of("Russian", gazetteer()) == "iso3166:RU"
    assert country_of("Russia", gazetteer()) == "iso3166:RU"
    assert country_of("Catholics", gazetteer()) is None


def test_only_what_stands_right_before_counts():
    doc = NLP.make_doc("Russia then the Army")
    doc[0].is_sent_start = True
    assert country_before(doc, 3, gazetteer()) is None
