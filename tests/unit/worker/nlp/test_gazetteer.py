# ruff: noqa: E501 - a table

import pytest

from worker.nlp.documents import article_doc
from worker.nlp.gazetteer import Evidence, gazetteer

KNOWN = gazetteer()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"), ("U.S.", "US"), ("U.S", "US"), ("USA", "US"), ("America", "US"),
        ("United States of America", "US"), ("UK", "GB"), ("Britain", "GB"), ("Great Britain", "GB"),
        ("Russian Federation", "RU"), ("IRAN", "IR"), ("Türkiye", "TR"), ("Turkey", "TR"),
        ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("DRC", "CD"), ("Niger", "NE"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_usual_names(name, code):
    record = KNOWN.country(name)
    assert record is not None
    assert record.id == f"iso3166:{code}"


@pytest.mark.parametrize("name", ["us", "Moscow", "Jerusalem", "Congo", "Korea", "who", ""])
def test_what_is_no_country_or_two_is_none(name):
    assert KNOWN.country(name) is None


def test_a_people_is_a_group_and_not_its_country():
    for word in ("Russian", "Russians"):
        record = KNOWN.group(word)
        assert record is not None
        assert (record.name, record.type, record.id) == ("Russians", "group", None)


def test_a_full_name_links_and_a_surname_only_where_the_list_says_so():
    putin = KNOWN.person("Vladimir Putin")
    assert putin is not None
    assert putin.id == "wikidata:Q7747"
    assert KNOWN.person("Putin") is None
    assert KNOWN.person_by_surname("Putin") == putin
    assert KNOWN.person_by_surname("Cantwell") is None


def test_a_name_that_two_share_links_neither():
    assert KNOWN.person("George Bush") is None
    assert KNOWN.person("George W. Bush") is not None


def test_a_legislator_links_where_the_article_speaks_of_a_legislature(blank):
    cantwell = KNOWN.person("Maria Cantwell")
    assert cantwell is not None
    assert cantwell.id == "wikidata:Q22250"
    assert Evidence(article_doc(blank, "", "Sen. Maria Cantwell left.")).supports(cantwell)
    assert not Evidence(article_doc(blank, "", "Maria Cantwell sang.")).supports(cantwell)


def test_georgia_needs_its_neighbours(blank):
    georgia = KNOWN.country("Georgia")
    assert georgia is not None
    assert Evidence(article_doc(blank, "", "Georgia and Tbilisi.")).supports(georgia)
    assert not Evidence(article_doc(blank, "", "Georgia and Alabama.")).supports(georgia)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("UN", "Q1065"), ("NATO", "Q7184"), ("European Union", "Q458"), ("Hezbollah", "Q41053")],
)
def test_an_organisation_is_known(name, identifier):
    record = KNOWN.organization(name)
    assert record is not None
    assert record.id == f"wikidata:{identifier}"
