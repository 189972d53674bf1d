"""The type of a name, whatever the tagger called it."""

import pytest

from tests.unit.worker.nlp.marker import entities


def kinds(body, **labels):
    found, notes = entities(body, {name.replace("_", " "): label for name, label in labels.items()})
    return {said: key for key, spans in found.items() for said in spans}, notes


@pytest.mark.parametrize(
    ("name", "label", "identifier"),
    [
        ("Obamacare", "organization", "wikidata:Q1414593"),
        ("Affordable Care Act", "misc", "wikidata:Q1414593"),
        ("Paris Agreement", "location", "wikidata:Q21707860"),
        ("Clean Power Plan", "misc", "name:law:clean-power-plan"),
        ("Iran nuclear deal", "misc", "name:law:iran-nuclear-deal"),
        ("Medicaid", "organization", "name:law:medicaid"),
        ("NAFTA", "organization", "name:law:north-american-free-trade-agreement"),
        ("Widget Safety Act", "organization", "name:law:widget-safety-act"),
        ("Widget Safety Act of 1965", "misc", "name:law:widget-safety-act-of-1965"),
        ("Brexit", "organization", "wikidata:Q7888194"),
        ("World War II", "misc", "wikidata:Q362"),
        ("Hurricane Zelda", "organization", "name:event:hurricane-zelda"),
        ("Moscow", "person", "geonames:524901"),
        ("San Francisco", "organization", "geonames:5391959"),
        ("Democrats", "person", "name:group:democrats"),
        ("Muscovites", "location", "name:group:muscovites"),
        ("Boko Haram", "person", "name:organization:boko-haram"),
        ("Al Shabab", "person", "name:organization:al-shabaab"),
        ("Twitter", "norp", "wikidata:Q918"),
        ("Oval Office", "organization", "name:facility:oval-office"),
        ("Kolb Bridge", "location", "name:facility:kolb-bridge"),
        ("Department of Widgets", "location", "name:organization:department-of-widgets"),
        ("Yorkshire", "location", "name:place:yorkshire"),
        ("Putin", "location", "wikidata:Q7747"),
        ("Maria Lopez", "location", "name:person:maria-lopez"),
        ("Maria Zedo", "location", "name:place:maria-zedo"),
    ],
)
def test_the_gazetteer_and_the_words_know_better(name, label, identifier):
    found, _ = kinds(f"They spoke of {name} again.", **{name: label})
    assert found == {name: identifier}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Islam", "norp"),
        ("Christianity", "norp"),
        ("Southern", "norp"),
        ("Northern", "location"),
        ("Putinian", "norp"),
        ("Nixonian", "norp"),
        ("MAGA", "norp"),
        ("IT", "organization"),
        ("CEO", "person"),
        ("IDs", "organization"),
        ("Roe v. Wade", "organization"),
        ("Secretary of Labor", "organization"),
        ("Department", "organization"),
        ("This Week", "misc"),
        ("U.S.-Mexico", "location"),
        ("March", "person"),
    ],
)
def test_what_is_no_name_of_a_thing_is_none(name, label):
    found, notes = kinds(f"They spoke of {name} again.", **{name: label})
    assert found == {}
    assert notes.abstentions["entity_untyped"] == 1


def test_a_person_called_like_a_country_is_the_person():
    body = "Michael Jordan scored. Jordan was great. Chad Smith drums; Chad laughed."
    labels = {"Michael Jordan": "person", "Jordan": "location", "Chad Smith": "person"}
    found, _ = kinds(body, **labels, Chad="person")
    assert found["Jordan"] == "name:person:michael-jordan"
    assert found["Chad"] == "name:person:chad-smith"


def test_a_country_called_like_a_person_is_the_country():
    body = "The president of Chad spoke of Africa. King Abdullah of Jordan spoke in Amman."
    found, _ = kinds(body, Chad="person", Jordan="person", Abdullah="person")
    assert found["Chad"] == "iso3166:TD"
    assert found["Jordan"] == "iso3166:JO"


def test_washington_beside_george_washington_is_a_place():
    found, _ = kinds(
        "Washington waited. George Washington slept.",
        Washington="location",
        George_Washington="person",
    )
    assert found["Washington"] == "name:place:washington"


def test_a_turkey_is_no_country():
    found, notes = kinds("Turkey is cheap. A turkey weighs a lot.", Turkey="location")
    assert found == {}
    assert notes.abstentions["entity_untyped"] == 1


def test_the_north_is_north_korea_where_the_koreas_are_spoken_of():
    labels = {"North Korea": "location", "North": "location"}
    found, _ = kinds("North Korea fired. The North said so.", **labels)
    assert found["North"] == "iso3166:KP"


def test_a_word_beside_the_name_says_what_it_is():
    found, _ = kinds("The software company Kolbtech grew. His son, Hunter, left.",
                     Kolbtech="person", Hunter="location")  # fmt: skip
    assert found == {
        "Kolbtech": "name:organization:kolbtech",
        "Hunter": "name:person:hunter",
    }


def test_a_title_between_marks_is_a_work_behind_its_owner_and_a_slogan_is_none():
    body = 'He spoke on CBS\'s "Face the Nation" and shouted "Build the Wall" twice.'
    found, _ = kinds(body, Face_the_Nation="misc", Build_the_Wall="misc")
    assert found["Face the Nation"] == "name:work:face-the-nation"
    assert "Build the Wall" not in found


def test_a_word_that_only_begins_sentences_is_no_name():
    body = "Sturgeon live long. They say that sturgeon are rare."
    found, _ = kinds(body, Sturgeon="person")
    assert found == {}
    body = "Sturgeon left early. They say that Sturgeon was tired of sturgeon."
    found, _ = kinds(body, Sturgeon="person")
    assert found == {"Sturgeon": "name:person:sturgeon"}


def test_only_companies_have_shares_and_a_chief_executive():
    body = "Busquill and Kolbtech. Shares in Busquill fell; Kolbtech's chief executive left."
    found, _ = kinds(body, Busquill="person", Kolbtech="person")
    assert set(found.values()) == {"name:organization:busquill", "name:organization:kolbtech"}


def test_mr_makes_a_person_of_a_name_that_a_firm_has_too():
    body = "Zedko Cells grew. Zedko said so. Zedko fell. Ms. Zedko left."
    found, _ = entities(body, {"Zedko Cells": "organization", "Zedko": "organization"})
    assert found == {
        "name:organization:zedko-cells": ["Zedko Cells", "Zedko", "Zedko"],
        "name:person:zedko": ["Zedko"],
    }


def test_a_full_name_is_what_its_surname_is():
    body = "The painter Wout Terpstra was paid. Terpstra left. Terpstra wept."
    found, _ = kinds(body, Wout_Terpstra="product", Terpstra="person")
    assert set(found.values()) == {"name:person:wout-terpstra"}


def test_a_capital_with_a_persons_name_is_the_capital_beside_its_country():
    found, _ = kinds("Chile spoke. In the end Santiago agreed.", Santiago="person")
    assert found["Santiago"] == "geonames:3871336"
    found, _ = kinds("In the end Santiago agreed.", Santiago="person")
    assert found["Santiago"] == "name:person:santiago"


@pytest.mark.parametrize("label", ["location", "person", "facility"])
def test_an_exhibition_hall_is_a_building(label):
    found, _ = kinds("It was at the main Manege exhibition hall.", Manege=label)
    assert found == {"Manege": "name:facility:manege"}


def test_a_body_that_the_article_speaks_of_is_no_place():
    found, _ = kinds("Israel met the Quartet in Cairo.", Quartet="location")
    assert found["Quartet"] == "name:organization:quartet-on-the-middle-east"
