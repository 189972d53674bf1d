"""Acronyms that are words too."""

import pytest

from tests.unit.worker.nlp.marker import Marker, entities, read
from worker.nlp.entities.finding.acronyms import is_short_form, reads_as_word, with_owners


@pytest.mark.parametrize(
    ("text", "word", "stressed"),
    [
        ("The WHO did it.", "WHO", False),
        ("Then WHO experts left.", "WHO", False),
        ("IS fighters left.", "IS", False),
        ("It was an ICE raid.", "ICE", False),
        ("They met two DA members and US envoys.", "US", False),
        ("I know WHO did it.", "WHO", True),
        ("WHO did it?", "WHO", True),
        ("This IS the plan.", "IS", True),
        ("He said NO to it.", "NO", True),
        ("They hit NATO.", "NATO", False),
        ("They hit us.", "us", False),
    ],
)
def test_an_article_a_preposition_or_a_noun_says_that_it_is_a_name(text, word, stressed):
    doc = read(text)
    (at,) = (token.i for token in doc if token.text == word)
    assert reads_as_word(doc[at : at + 1]) == stressed


def test_a_short_form_has_two_capitals():
    assert is_short_form("MoD")
    assert is_short_form("WHO")
    assert not is_short_form("Who")
    assert not is_short_form("US Army")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The WHO blamed them.", "wikidata:Q7817"),
        ("The AU suspended Mali.", "name:organization:african-union"),
        ("ECOWAS left.", "name:organization:economic-community-of-west-african-states"),
    ],
)
def test_an_acronym_that_the_tagger_overlooked_is_found_by_its_context(text, found):
    named, _ = entities(text, {})
    assert any(one.endswith(found.rsplit(":", 1)[-1]) or one == found for one in named) or (
        found.startswith("name:organization:african") and "wikidata:Q7159" in named
    )


def test_without_its_context_it_is_nothing():
    named, _ = entities("The AU suspended him. Tell me WHO paid.", {})
    assert named == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left ZKO. Then ZKO's head left.", ["ZKO", "ZKO"]),
        ("They left ZKO. Then ZKO left.", []),
        ("Then ZKO's head left.", []),
        ("They left Kolb XVI. Then Kolb XVI's head left.", []),
        ("They had more. MORE left. Then MORE's head left.", []),
        ("They left VPN. Then VPN's head left.", []),
        ("They left ZK. Then ZK's head left.", []),
        ("HE AND ZKO ARE HERE. Then ZKO's head left.", ["ZKO"]),
    ],
)
def test_an_acronym_that_comes_again_and_owns_something_is_a_body(text, found):
    assert [one.span.text for one in with_owners(read(text), [])] == found


def test_what_the_tagger_marked_once_is_left_to_it():
    doc = read("They left ZKO. Then ZKO's head left.")
    first = Marker({"left ZKO": "product"})(doc)
    assert with_owners(doc, first) == first
