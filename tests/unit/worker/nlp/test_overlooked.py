"""What the tagger did not find."""

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
