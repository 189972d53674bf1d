"""Holds what is found in a short text against what a row says that it shows."""

from typing import NamedTuple

from tests.support.rows import plain
from topics.events import Article, Enrichment, Entity

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
