"""Lines in capitals, where a capital letter means nothing."""

import pytest

from tests.unit.worker.nlp.marker import entities

CALM = "On Monday the leaders of both houses met with Anna Kolb and with Pelosi, and Trump smiled."
NAMES = {"Anna Kolb": "person", "Pelosi": "person", "Trump": "person"}


def title_names(title, extra=(), body=CALM):
    labels = NAMES | dict.fromkeys(extra, "organization")
    found, _ = entities(body, labels, title=title)
    return sorted(said for spans in found.values() for said in spans if said.isupper())


def test_what_the_article_names_is_found_in_the_shouted_title():
    assert title_names("ANNA KOLB MEETS PELOSI AS TRUMP SMILES") == ["ANNA KOLB", "PELOSI", "TRUMP"]


def test_not_every_word_of_a_shouted_title_is_a_name():
    words = ("MEETS", "LEADERS", "AGAIN", "TODAY")
    assert title_names("PELOSI MEETS LEADERS AGAIN TODAY", words) == ["PELOSI"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("US TROOPS LEAVE SYRIA AFTER TALKS", ["SYRIA", "US"]),
        ("GIVE US THE TAPES, LEADERS DEMAND", []),
        ("THE IT TEAM MAY HAVE TO GO", []),
        ("WHO SAYS WE HAVE TO GO NOW", []),
        ("LEADERS TELL WHITE HOUSE TO ACT NOW", ["WHITE HOUSE"]),
    ],
)
def test_of_the_gazetteer_only_what_is_no_word(title, expected):
    assert title_names(title, ("US", "IT", "MAY", "WHO", "GO")) == expected


def test_a_name_that_is_also_a_word_of_the_article_is_not_looked_for():
    labels = {"Theresa May": "person", "May": "person"}
    body = "Theresa May said that talks may fail. They spoke about it again in the evening."
    found, _ = entities(body, labels, title="THE TALKS MAY FAIL SOON")
    assert found == {"wikidata:Q264766": ["Theresa May"]}


def test_us_and_us_are_two_words():
    found, _ = entities("The US told us. It told us of the IT staff in the US.", {})
    assert found == {"iso3166:US": ["US", "US"]}


def test_where_all_is_shouted_the_tagger_is_believed_for_a_few_names():
    body = "YESTERDAY ANNA KOLB SPOKE TO ALL OF THE PEOPLE IN THE SQUARE"
    found, _ = entities(body, {"ANNA KOLB": "person"})
    assert found == {"name:person:anna-kolb": ["ANNA KOLB"]}
    found, _ = entities(body, dict.fromkeys(body.split(), "organization"))
    assert found == {}


def test_the_name_of_who_is_only_shouted_is_calm():
    _, notes = entities("BEALLSVILLE, where the road begins, is a small and old town.",
                        {"BEALLSVILLE": "location"})  # fmt: skip
    assert [one.name for one in notes.entities] == ["Beallsville"]
