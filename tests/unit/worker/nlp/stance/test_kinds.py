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

from typing import NamedTuple

import pytest
from spacy.language import Language

from tests.support.rows import Rows, plain
from topics.events import Article, Enrichment, Entity
from worker.nlp.pipeline import enrich, load

ROWS = Rows(__file__, "kinds")
ENOUGH = 3
ANY = "*"


class Found(NamedTuple):
    """A stance, with all that its holder and its target are called."""

    kind: str
    holder: set[str]
    words: str
    target: set[str]
    polarity: str

    def __str__(self) -> str:
        holder = "/".join(sorted(self.holder)) or f"{self.kind}: {self.words}"
        return f"{holder} {self.polarity} {'/'.join(sorted(self.target))}"

    def of(self, holder: str) -> bool:
        kind, _, words = holder.partition(": ")
        if kind == "unnamed":
            return self.kind == kind and plain(words) in self.words
        if kind == "author":
            return self.kind == kind
        return is_one_of(self.holder, holder)

    def between(self, holder: str, target: str) -> bool:
        return self.of(holder) and is_one_of(self.target, target)

    def is_the(self, stance: list[str]) -> bool:
        holder, target, polarity = stance
        return self.between(holder, target) and self.polarity == polarity


def wordings(name: str) -> list[str]:
    return [plain(wording) for wording in name.split(" / ")]


def is_one_of(called: set[str], name: str) -> bool:
    return name == ANY or not called.isdisjoint(wordings(name))


def article_of(row: dict) -> Article:
    first, _, rest = row["text"].partition("\n\n")
    return Article(id=row["id"], title=first if rest else "", body=rest or first)


def called(entity: Entity) -> set[str]:
    return {plain(entity.name), *(plain(mention.text) for mention in entity.mentions)}


def wrongs(row: dict, found: Enrichment) -> list[str]:
    """What is wrong with what was found, a line each."""
    names = {entity.id: called(entity) for entity in found.entities}
    stances = [
        Found(
            stance.holder.kind,
            names[stance.holder.id] if stance.holder.id else set(),
            stance.holder.words.text.casefold() if stance.holder.words else "",
            names[stance.target.id],
            stance.polarity,
        )
        for stance in found.stances
    ]
    right = [*row["must"], *row["may"]]
    sources = [names[said.source.entity] for said in found.attributions if said.source.entity]
    return [
        *(f"missing: {must}" for must in row["must"] if not any(s.is_the(must) for s in stances)),
        *(
            f"wrong: {s}"
            for s in stances
            if s.kind == "entity" and not any(s.is_the(stance) for stance in right)
        ),
        *(f"never: {s}" for s in stances if any(s.between(*pair) for pair in row["never"])),
        *(
            f"said nothing: {name}"
            for name in row.get("says_nothing", ())
            if any(is_one_of(source, name) for source in sources)
        ),
        *(
            f"not the same: {words}, {name}"
            for words, name in row.get("is_not", ())
            if any(is_one_of(both, words) and is_one_of(both, name) for both in names.values())
        ),
    ]


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
