"""Bodies of several countries."""

import pytest

from tests.unit.worker.nlp.marker import ORG, entities

RUSSIAN = "name:organization:defense-ministry-of-russia"
UKRAINIAN = "name:organization:defense-ministry-of-ukraine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Then Russia's Defense Ministry denied it.", "Defense Ministry"),
        ("Then the Russian Defence Ministry denied it.", "Defence Ministry"),
        ("Then the Russian Ministry of Defence denied it.", "Ministry of Defence"),
        ("Then the Russian Ministry of Defence denied it.", "Russian Ministry of Defence"),
    ],
)
def test_whichever_form_an_article_has_the_id_is_the_same(text, words):
    found, _ = entities(text, {words: ORG})
    assert RUSSIAN in found


def test_two_countries_have_two():
    body = "Then Russia's Defense Ministry spoke. Then Ukraine's Defense Ministry spoke."
    found, _ = entities(body, {"Defense Ministry": ORG})
    assert found[RUSSIAN] == ["Defense Ministry"]
    assert found[UKRAINIAN] == ["Defense Ministry"]


def test_a_name_without_a_country_is_the_only_ones_or_nobodys():
    one = "Then Russia's Defense Ministry spoke. The Defense Ministry left."
    found, _ = entities(one, {"Defense Ministry": ORG})
    assert found[RUSSIAN] == ["Defense Ministry", "Defense Ministry"]
    two = one + " Ukraine's Defense Ministry saw. Then Ukraine's Defense Ministry spoke."
    found, _ = entities(two, {"Defense Ministry": ORG})
    assert found[RUSSIAN] == ["Defense Ministry"]
    assert "name:organization:defense-ministry" in found


def test_a_firm_behind_a_people_has_no_country():
    found, _ = entities("Then the Russian Acme Bank left.", {"Acme Bank": ORG})
    assert "name:organization:acme-bank" in found
