"""Which city the name of a place means."""

import pytest

from tests.unit.worker.nlp.marker import PLACE, entities

LONDON = "geonames:2643743"
LONDON_IN_ONTARIO = "geonames:6058560"


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("In London it rained.", "London", LONDON),
        ("In London, Ontario, it rained.", "London Ontario", LONDON_IN_ONTARIO),
        ("In London in Canada it rained.", "London Canada", LONDON_IN_ONTARIO),
        ("In London (Ontario) it rained.", "London Ontario", LONDON_IN_ONTARIO),
        ("Canada bought it in London.", "London Canada", LONDON),
        ("Ontario bought it in London.", "London Ontario", "name:place:london"),
        ("In London, Ireland, it rained.", "London Ireland", "name:place:london"),
        ("In Springfield it rained.", "Springfield", "name:place:springfield"),
        ("In Springfield, Mo., it rained.", "Springfield Mo.", "geonames:4409896"),
        ("In Birmingham, British police said so.", "Birmingham", "geonames:2655603"),
        ("In Lyon it rained.", "Lyon", "geonames:2996944"),
        ("In Quebec in Canada it rained.", "Quebec Canada", "name:place:quebec"),
        ("In D.C. it rained.", "D.C.", "geonames:4140963"),
        ("In Georgia it rained on Atlanta.", "Georgia Atlanta", "geonames:4197000"),
        ("In Georgia it rained on Tbilisi and Atlanta.", "Georgia", "name:place:georgia"),
        ("In Georgia it rained on Tbilisi.", "Georgia", "iso3166:GE"),
        ("In Lagos it rained.", "Lagos", "geonames:2332459"),
    ],
)
def test_country_region_and_population_say_which_city(text, marked, expected):
    found, _ = entities(text, dict.fromkeys(marked.split(), PLACE))
    assert expected in found


def test_one_article_may_have_two_cities_of_one_name():
    body = "From London, Ontario, she flew to London, England. London was cold."
    found, _ = entities(body, dict.fromkeys(["London", "Ontario", "England"], PLACE))
    assert found[LONDON_IN_ONTARIO] == ["London"]
    assert found[LONDON] == ["London"]
    assert found["name:place:london"] == ["London"]


def test_what_is_said_once_is_true_of_the_others():
    body = "In London, Ontario, it rained. London was cold."
    found, _ = entities(body, dict.fromkeys(["London", "Ontario"], PLACE))
    assert found[LONDON_IN_ONTARIO] == ["London", "London"]


def test_a_listed_place_keeps_its_name_and_gets_the_id():
    found, done = entities("In Saigon it rained.", {"Saigon": PLACE})
    assert found == {"geonames:1566083": ["Saigon"]}
    assert [one.name for one in done.entities] == ["Ho Chi Minh City"]
