"""Hard kinds of names, a row each, on our own sentences, through the real pipeline.

The rows are in ``hard_kinds.jsonl``, ten or more of each kind. ``has`` lists the words of a
mention as published, the type of its entity, and the id where that is the point; no entity has a
mention of the words in ``no``. ``same`` has two names of one entity, ``apart`` of two. The name in
``twice`` is that of two.

``hard_kinds_open.json`` lists the rows that do not hold yet.
"""

import pytest
from spacy.language import Language

from tests.support.rows import Rows, pipeline_up_to
from worker.nlp.documents import DocEntity, article_doc, findings, published_at

ROWS = Rows(__file__, "hard_kinds")
ENOUGH = 10


def words_of(entity: DocEntity) -> set[str]:
    return {entity.name, *mentions_of(entity)}


def mentions_of(entity: DocEntity) -> list[str]:
    return [published_at(mention).text for mention in entity.mentions]


def wrongs(row: dict, nlp: Language) -> list[str]:
    """What is wrong with what was found, a line each."""
    found = findings(nlp(article_doc(nlp, "", row["text"]))).entities
    called = [words_of(entity) for entity in found]
    named = [mentions_of(entity) for entity in found]

    def has(words: str, kind: str, identifier: str | None = None) -> bool:
        return any(
            words in mentions and entity.type == kind and identifier in {None, entity.id}
            for entity, mentions in zip(found, named, strict=True)
        )

    twice = row.get("twice")
    return [
        *(f"missing: {one}" for one in row["has"] if not has(*one)),
        *(f"no name: {no}" for no in row.get("no", ()) if any(no in some for some in named)),
        *(
            f"not one: {pair}"
            for pair in row.get("same", ())
            if not any(set(pair) <= some for some in called)
        ),
        *(
            f"not two: {pair}"
            for pair in row.get("apart", ())
            if any(set(pair) <= some for some in called)
        ),
        *([f"not two: {twice}"] if twice and sum(twice in some for some in named) < 2 else []),
    ]


@pytest.fixture(scope="module")
def real() -> Language:
    return pipeline_up_to("stancewire_entities")


@ROWS.each_that_should_hold
def test_row_holds(real, row):
    assert not wrongs(row, real)


def test_rows_have_ids_and_each_kind_enough_of_them():
    ROWS.check(least=ENOUGH)


@ROWS.each
def test_row_is_whole(row):
    names = [
        *(one[0] for one in row["has"]),
        *row.get("no", ()),
        *(name for pair in [*row.get("same", ()), *row.get("apart", ())] for name in pair),
        *([row["twice"]] if "twice" in row else []),
    ]
    assert names
    assert all(name in row["text"] for name in names)
