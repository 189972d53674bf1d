"""Hard kinds of names, a row each, on our own sentences, through the real pipeline.

The rows are in ``hard_kinds.jsonl``, ten or more of each kind. ``has`` lists the words of a mention,
the type of its entity, and the id where that is the point; no entity has a mention of the words
in ``no``. ``same`` has two names of one entity, ``apart`` of two. The name in ``twice`` is that of two.

``hard_kinds_open.json`` lists the rows that do not hold yet. One that holds must leave the list.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from worker.nlp.documents import DocEntity, article_doc, findings
from worker.nlp.pipeline import load

HERE = Path(__file__).parent
ROWS = [
    json.loads(line)
    for line in (HERE / "hard_kinds.jsonl").read_text(encoding="utf-8").splitlines()
]
OPEN = json.loads((HERE / "hard_kinds_open.json").read_text(encoding="utf-8"))
LAST = "stancewire_entities"
ENOUGH = 10
NOT_YET = pytest.mark.xfail(
    # Not strict: what the tagger is unsure of may come out otherwise on another processor.
    strict=False,
    reason="does not hold yet",
    raises=AssertionError,
)


def words_of(entity: DocEntity) -> set[str]:
    return {entity.name, *(mention.text for mention in entity.mentions)}


def wrongs(row: dict, nlp: Language) -> list[str]:
    """What is wrong with what was found, a line each."""
    found = findings(nlp(article_doc(nlp, "", row["text"]))).entities
    called = [words_of(entity) for entity in found]
    named = [[mention.text for mention in entity.mentions] for entity in found]

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
    nlp = load()
    for name in nlp.pipe_names[nlp.pipe_names.index(LAST) + 1 :]:
        nlp.remove_pipe(name)
    return nlp


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=row["id"], marks=[NOT_YET] if row["id"] in OPEN else []) for row in ROWS],
)
def test_row_holds(real, row):
    assert not wrongs(row, real)


def test_each_kind_has_ten_rows():
    kinds = Counter(row["kind"] for row in ROWS)
    assert min(kinds.values()) >= ENOUGH, kinds


def test_ids_are_unique_and_open_rows_exist():
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert len(set(OPEN)) == len(OPEN)
    assert set(OPEN) <= set(ids)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row_is_whole(row):
    names = [
        *(one[0] for one in row["has"]),
        *row.get("no", ()),
        *(name for pair in [*row.get("same", ()), *row.get("apart", ())] for name in pair),
        *([row["twice"]] if "twice" in row else []),
    ]
    assert names
    assert all(name in row["text"] for name in names)
