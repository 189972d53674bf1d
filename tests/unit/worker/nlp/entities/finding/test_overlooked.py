"""Names that the tagger missed."""

import pytest

from tests.unit.worker.nlp.marker import entities


def found_alone(body):
    found, _ = entities(body, {})
    return sorted(said for spans in found.values() for said in spans)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He praised Peru.", ["Peru"]),
        ("He praised Obamacare and the Paris Agreement.", ["Obamacare", "Paris Agreement"]),
        ("He praised the FBI and the Ku Klux Klan.", ["FBI", "Ku Klux Klan"]),
        ("He went to Florida and to Moscow.", ["Florida", "Moscow"]),
        ("He praised Republicans. Republicans praised him.", ["Republicans", "Republicans"]),
        ("He praised Western leaders.", ["Western"]),
        ("Sámi herders praised him.", ["Sámi"]),
        ("Sami herders praised him.", []),
        ("Will Falls is a man.", ["Will Falls"]),
    ],
)
def test_listed_names_are_found_without_a_tagger(body, expected):
    assert found_alone(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Conservative estimates are lower.",
        "Western films are old.",
        "He is called Jordan.",
        "He went to Austin.",
        "He likes Apple and Amazon.",
        "Old Peru Road is closed.",
        "An English translation is out.",
        "We told us and who may go.",
    ],
)
def test_words_that_also_mean_other_things_are_not(body):
    assert found_alone(body) == []


@pytest.mark.parametrize("word", ["Mass", "Wash", "Ill", "Miss", "Ore"])
def test_an_abbreviation_without_its_full_stop_is_a_word(word):
    assert found_alone(f"{word} it was. They went to Mass. and came back.") == ["Mass."]


def test_famous_people_are_found_where_a_capital_says_something():
    found = found_alone("In the end he met with Trump and Angela Merkel.")
    assert found == ["Angela Merkel", "Trump"]
    assert found_alone("Trump it was. He saw Trump Tower.") == ["Trump Tower"]


def test_a_surname_that_the_tagger_missed_is_found_again():
    labels = {"Anna Kolb": "person"}
    found, _ = entities("It was Anna Kolb who left. Kolb was tired.", labels)
    assert found == {"name:person:anna-kolb": ["Anna Kolb", "Kolb"]}
    found, _ = entities(
        "It was Anna Price who left. Price rises are bad.", {"Anna Price": "person"}
    )
    assert found == {"name:person:anna-price": ["Anna Price"]}


def test_what_is_only_found_in_the_body_is_then_found_in_the_title():
    body = "On Monday the agents raided the office of a lawyer whom President Trump knows."
    found, _ = entities(body, {}, title="AGENTS RAID TRUMP LAWYER AT HOME")
    assert found == {"wikidata:Q22686": ["TRUMP", "Trump"]}


def test_a_half_is_its_country_where_that_is_named_again_and_again():
    korea = "North Korea paid. North Korea lied."
    assert found_alone(f"{korea} Then the North left.") == ["North", "North Korea", "North Korea"]
    assert found_alone("North Korea paid. Then the North left.") == ["North Korea"]
    assert found_alone(f"{korea} Then the South left.") == ["North Korea", "North Korea"]


def test_the_first_of_two_surnames_is_found_again():
    def again(name, word):
        found, _ = entities(f"It was {name} who left. {word} was tired.", {name: "person"})
        return [said for spans in found.values() for said in spans[1:]]

    assert again("Ana Cordero Ruiz", "Cordero") == ["Cordero"]
    assert again("Ana Maria Ruiz", "Maria") == []
    assert again("Ana Lima Ruiz", "Lima") == []
