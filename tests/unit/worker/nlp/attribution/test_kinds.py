"""Kinds of attributions, a row each, on our own articles, through the real pipeline.

The rows are in ``kinds.jsonl``, several of each kind. ``says`` has who says which words: an entity
by any of its names, or "unnamed: " and words of a source that is no entity; " / " stands between
names that are all right. To those in ``nobody`` no words may be attributed, and the words in
``unsaid`` may be nobody's. ``same`` has two names of one entity.

``kinds_open.json`` lists the rows that do not hold yet. One that holds must leave the list.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from worker.nlp.documents import DocAttribution, article_doc, findings
from worker.nlp.pipeline import load

HERE = Path(__file__).parent
ROWS = [
    json.loads(line) for line in (HERE / "kinds.jsonl").read_text(encoding="utf-8").splitlines()
]
OPEN = json.loads((HERE / "kinds_open.json").read_text(encoding="utf-8"))
LAST = "stancewire_attribution"
ARTICLES = ("the ", "a ", "an ")
NOT_YET = pytest.mark.xfail(
    # Not strict: a confidence near the threshold may be above it on another processor.
    strict=False,
    reason="does not hold yet",
    raises=AssertionError,
)


def plain(text: str) -> str:
    """The text in small letters, without an article."""
    small = text.casefold()
    return next((small.removeprefix(a) for a in ARTICLES if small.startswith(a)), small)


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


def test_each_kind_has_rows_and_something_to_find():
    kinds = Counter(row["kind"] for row in ROWS)
    assert min(kinds.values()) >= 8
    assert {row["kind"] for row in ROWS if row["says"] or row.get("same")} == set(kinds)


def test_ids_are_unique_and_open_rows_exist():
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert len(set(OPEN)) == len(OPEN)
    assert set(OPEN) <= set(ids)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row_is_whole(row):
    words = [*(words for _, words in row["says"]), *row["unsaid"], *row.get("same", ())]
    assert words
    assert all(text in row["text"] for text in words)
