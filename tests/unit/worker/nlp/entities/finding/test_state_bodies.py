"""Bodies behind their countries."""

import pytest

from tests.unit.worker.nlp.marker import NLP, read
from worker.nlp.entities.finding.state_bodies import (
    body_of,
    country_before,
    country_of,
    with_state_bodies,
)
from worker.nlp.entities.gazetteer.lookup import gazetteer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Russia's Defense Ministry denied it.", ["Defense Ministry"]),
        ("Then the Russian Supreme Court sat.", ["Supreme Court"]),
        ("Then the Defense Ministry denied it.", []),
        ("Then Russia's Army left.", []),
        ("Then Russia's Defense Ministry Kolb left.", []),
        ("Then Russia's Blue Ministry left.", []),
    ],
)
def test_a_country_and_the_usual_words_make_a_name(text, found):
    doc = read(text)
    assert [one.span.text for one in with_state_bodies(doc, [], gazetteer())] == found


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
