"""When a name means a legislator: no id is better than a wrong one."""

import pytest

from tests.unit.worker.nlp.marker import PERSON, entities

ROGERS = "wikidata:Q693238"
LEE = "wikidata:Q627098"
SCHIFF = "wikidata:Q350843"
CANTWELL = "wikidata:Q22250"


def link(body, name):
    found, _ = entities(body, {name: PERSON})
    (identifier,) = (key for key in found if "person" in key or key.startswith("wikidata"))
    return identifier if identifier.startswith("wikidata") else None


@pytest.mark.parametrize(
    "body",
    [
        "Rep. Mike Rogers (R-Ala.) spoke.",
        "Rep. Mike Rogers, R-Ala., spoke.",
        "Rep. Mike Rogers (R-AL) spoke.",
        "Rep. Mike Rogers (R., Ala.) spoke.",
        "Rep. Mike Rogers (R) of Alabama spoke.",
        "Rep. Mike Rogers of Alabama spoke.",
        "Alabama Rep. Mike Rogers spoke.",
        "Mike Rogers, a Republican from Alabama, spoke.",
        "Mike Rogers, the Alabama congressman, spoke.",
        "Mike Rogers spoke in the House. Later Rep. Mike Rogers (R-Ala.) left.",
    ],
)
def test_a_name_that_two_politicians_share_needs_its_state(body):
    assert link(body, "Mike Rogers") == ROGERS


@pytest.mark.parametrize(
    "body",
    [
        "Rep. Mike Rogers (R-Mich.) spoke.",
        "Former Michigan Rep. Mike Rogers spoke.",
        "Rep. Mike Rogers spoke in the House.",
        "Mike Rogers sang in Alabama.",
    ],
)
def test_without_it_or_with_another_there_is_no_link(body):
    assert link(body, "Mike Rogers") is None


def test_two_of_one_name_are_told_apart_by_their_states():
    body = "Rep. Mike Rogers (R-Ala.) met Rep. Mike Rogers (R-Mich.)."
    found, _ = entities(body, {"Mike Rogers": PERSON})
    assert found[ROGERS] == ["Mike Rogers"]
    assert found["name:person:michael-rogers"] == ["Mike Rogers"]


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("Sen. Mike Lee spoke.", True),
        ("SEN. MIKE LEE SPOKE IN THE SENATE TODAY", True),
        ("Sens. Anna Kolb, Mike Lee and Bill Roe spoke.", True),
        ("Utah Republican Mike Lee spoke.", True),
        ("Mike Lee (R-Utah) spoke.", True),
        ("Mike Lee sang. The Senate was closed.", False),
        ("State Sen. Mike Lee spoke.", False),
        ("Rep. Mike Lee spoke.", False),
        ("Sen. Mike Lee, D-Utah, spoke.", False),
        ("Mike Lee, I think, sang in the Senate.", False),
    ],
)
def test_a_common_name_needs_a_title_a_state_or_a_party_beside_it(body, linked):
    name = "MIKE LEE" if "MIKE" in body else "Mike Lee"
    assert link(body, name) == (LEE if linked else None)


@pytest.mark.parametrize(
    ("body", "identifier"),
    [
        ("Maria Cantwell spoke in the Senate.", CANTWELL),
        ("Maria Cantwell sang.", None),
        ("Maria Cantwell (R-Ohio) spoke in the Senate.", None),
        ("Former Sen. Maria Cantwell spoke in the House.", CANTWELL),
        ("Former Rep. Adam Schiff spoke in the Senate.", SCHIFF),
    ],
)
def test_a_rare_name_needs_an_article_about_a_legislature(body, identifier):
    name = "Adam Schiff" if "Schiff" in body else "Maria Cantwell"
    assert link(body, name) == identifier


def test_a_legislator_goes_by_the_usual_name():
    _, notes = entities("Sen. Bernard Sanders, I-Vt., left.", {"Bernard Sanders": PERSON})
    assert [one.name for one in notes.entities if one.type == "person"] == ["Bernie Sanders"]


def test_a_presidents_common_name_needs_a_president():
    assert link("John Adams sang.", "John Adams") is None
    assert link("John Adams was the second president.", "John Adams") == "wikidata:Q11806"
