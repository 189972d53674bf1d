"""Kinds of attributions, a row each, on our own articles, through the real pipeline.

The rows are in ``kinds.jsonl``, several of each kind. ``says`` has who says which words: an entity
by any of its names, or "unnamed: " and words of a source that is no entity; " / " stands between
names that are all right. To those in ``nobody`` no words may be attributed, and the words in
``unsaid`` may be nobody's. ``same`` has two names of one entity.

``kinds_open.json`` lists the rows that do not hold yet.
"""

import pytest
from spacy.language import Language

from tests.support.rows import Rows, pipeline_up_to, plain
from worker.nlp.documents import DocAttribution, article_doc, findings

ROWS = Rows(__file__, "kinds")
ENOUGH = 8


def is_by(said: DocAttribution, who: str, names: dict[str, set[str]]) -> bool:
    kind, _, words = who.partition(": ")
    if kind == "unnamed":
        unnamed = said.source is not None and said.source_entity is None
        return unnamed and words.casefold() in said.source.text.casefold()
    called = names.get(said.source_entity, set())
    return not called.isdisjoint(plain(name) for name in who.split(" / "))


def wrongs(row: dict, nlp: Language) -> list[str]:
    """What is wrong with what was found, a line each."""
    found = findings(nlp(article_doc(nlp, "", row["text"])))
    names = {
        entity.id: {plain(entity.name), *(plain(mention.text) for mention in entity.mentions)}
        for entity in found.entities
    }
    sure = [said for said in found.attributions if said.sure]
    contents = [(said, content.text) for said in sure for content in said.content]
    same = {plain(name) for name in row.get("same", ())}
    return [
        *(
            f"missing: {who}: {words}"
            for who, words in row["says"]
            if not any(words in text and is_by(said, who, names) for said, text in contents)
        ),
        *(
            f"said nothing: {who}"
            for who in row["nobody"]
            if any(is_by(said, who, names) for said in sure)
        ),
        *(
            f"nobody says: {words}"
            for words in row["unsaid"]
            if any(words in text for _, text in contents)
        ),
        *(
            f"not one: {called & same}"
            for called in names.values()
            if called & same and same - called
        ),
        *(["not found"] if same and not any(same <= called for called in names.values()) else []),
    ]


@pytest.fixture(scope="module")
def real() -> Language:
    return pipeline_up_to("stancewire_attribution")


@ROWS.each_that_should_hold
def test_row_holds(real, row):
    assert not wrongs(row, real)


def test_rows_have_ids_and_each_kind_enough_of_them():
    ROWS.check(least=ENOUGH)


def test_each_kind_has_something_to_find():
    assert {row["kind"] for row in ROWS if row["says"] or row.get("same")} == ROWS.kinds()


@ROWS.each
def test_row_is_whole(row):
    words = [*(words for _, words in row["says"]), *row["unsaid"], *row.get("same", ())]
    assert words
    assert all(text in row["text"] for text in words)
