"""Bodies behind their countries."""

import pytest

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.finding.state_bodies import with_state_bodies
from worker.nlp.entities.gazetteer.lookup import gazetteer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then in the end Russia's Defense Ministry denied it.", ["Defense Ministry"]),
        ("Then in the end the Russian Supreme Court sat.", ["Supreme Court"]),
        ("Then the Defense Ministry denied it.", []),
        ("Then Russia's Army left.", []),
        ("Then in the end Russia's Defense Ministry Kolb left.", []),
        ("Then in the end Russia's Blue Ministry left.", []),
    ],
)
def test_a_country_and_the_usual_words_make_a_name(text, found):
    doc = read(text)
    assert [one.span.text for one in with_state_bodies(doc, [], gazetteer())] == found
