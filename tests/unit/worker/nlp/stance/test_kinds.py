"""Kinds of wrong stances, a row each, through the real pipeline.

The rows are in ``kinds.jsonl``, several of each kind. A text's first paragraph is the title if
another follows. ``must`` and ``may`` list stances: holder, target, polarity. Any other stance of a
named holder is wrong; other stances of the author or of unnamed people are not judged. ``never``
lists pairs of holder and target that have no stance at all. Two lists are in a few rows only:
``says_nothing`` names people to whom nothing may be attributed, and ``is_not`` has pairs of words
and a name that must not be one entity. Every kind has rows with something to find, so silence does
not pass.

A holder or target is called as the event or the text calls it, without an article; " / " stands
between wordings that are all right, and ``*`` is anybody or anything. ``unnamed: critics`` is a
holder without a name whose words have "critics" in them, and ``author`` is the article's own voice.

``kinds_open.json`` lists the rows that do not hold yet.
"""

import pytest
from spacy.language import Language

from tests.support.rows import Rows
from tests.unit.worker.nlp.stance.judging import ANY, Found, article_of, wordings, wrongs
from worker.nlp.pipeline import enrich, load

ROWS = Rows(__file__, "kinds")
ENOUGH = 3


@pytest.fixture(scope="module")
def real() -> Language:
    return load()


@ROWS.each_that_should_hold
def test_row_holds(real, row):
    assert not wrongs(row, enrich(real, article_of(row)))


def test_rows_have_ids_and_each_kind_enough_of_them():
    ROWS.check(least=ENOUGH)


def test_each_kind_has_something_to_find():
    assert {row["kind"] for row in ROWS if row["must"]} == ROWS.kinds()


@ROWS.each
def test_row_is_whole(row):
    stances = [*row["must"], *row["may"]]
    pairs = [*(stance[:2] for stance in stances), *row["never"], *row.get("is_not", ())]
    assert pairs
    assert {polarity for *_, polarity in stances} <= {"favor", "against"}
    for name in {name for pair in pairs for name in pair} - {ANY, "author"}:
        # A country may stand there as its adjective, a state as its abbreviation.
        starts = [wording[:4] for wording in wordings(name.removeprefix("unnamed: "))]
        assert any(start in row["text"].casefold() for start in starts), name
    for holder, target, polarity in stances:
        right = Found("entity", set(wordings(holder)), "", set(wordings(target)), polarity)
        assert not any(right.between(*pair) for pair in row["never"])
