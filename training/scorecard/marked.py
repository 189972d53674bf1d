"""Whole articles in which every stance was marked by a reader."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from topics.events import Polarity, TextField
from training.scorecard.inputs import read_rows, text_of

AUTHOR: Final = "author"
"""The name of the holder where the article's author takes the stance."""

POLARITIES: Final[Mapping[str, Polarity]] = {"+": "favor", "-": "against"}
PLAIN: Final = 2
ELSEWHERE: Final = "@"
"""Before the number of a sentence: ``@12:Mr Khan`` are words of sentence 12."""


class Place(NamedTuple):
    """Characters of the title or the body."""

    field: TextField
    start: int
    end: int


class Party(NamedTuple):
    """The holder or the target of a mark."""

    name: str
    """always the same in an article, whatever its words at this place"""

    kind: str
    words: str
    sentence: int
    """the sentence in which the words are"""


class Mark(NamedTuple):
    """One sentence shows that somebody is for or against something."""

    sentence: int
    holder: Party
    target: Party
    polarity: Polarity
    plain: bool
    """nobody would argue; if not, it is implied"""

    how: str
    evidence: str = ""
    """the words of the sentence that show it"""


class Triple(NamedTuple):
    """A stance by the names of its parties, once an article."""

    holder: str
    target: str
    polarity: Polarity


class Facts(NamedTuple):
    """What the marks of one triple say; kinds and ``how`` are those of the first."""

    holder_kind: str
    target_kind: str
    how: str
    plain: bool
    sentences: frozenset[int]


class MarkedArticle(NamedTuple):
    """An article with its sentences and marks."""

    id: str
    title: str
    body: str
    sentences: tuple[Place, ...]
    marks: tuple[Mark, ...]

    def text_of(self, place: Place) -> str:
        """The characters of a place."""
        return (self.title if place.field == "title" else self.body)[place.start : place.end]

    def place_of(self, party: Party) -> Place | None:
        """Where the words of a party are; None where there are none, or they are not found."""
        if not party.words:
            return None
        sentence = self.sentences[party.sentence]
        text = self.text_of(sentence)
        # The words are verbatim but for runs of white space.
        found = re.search(re.escape(party.words).replace(r"\ ", r"\s+"), text)
        if found is None:
            return None
        return Place(sentence.field, sentence.start + found.start(), sentence.start + found.end())

    def sentence_at(self, field: str, start: int) -> int | None:
        """The number of the sentence that a character is in."""
        return next(
            (
                number
                for number, one in enumerate(self.sentences)
                if one.field == field and one.start <= start < one.end
            ),
            None,
        )

    def triples(self) -> dict[Triple, Facts]:
        """The marks put together: each stance once, in the order of its first mark."""
        found: dict[Triple, Facts] = {}
        for mark in self.marks:
            triple = Triple(mark.holder.name, mark.target.name, mark.polarity)
            facts = found.get(triple)
            if facts is None:
                facts = Facts(mark.holder.kind, mark.target.kind, mark.how, mark.plain, frozenset())
            found[triple] = facts._replace(
                plain=facts.plain or mark.plain, sentences=facts.sentences | {mark.sentence}
            )
        return found


def read(path: Path) -> list[MarkedArticle]:
    """The articles of a file in the format that training/README.md describes."""
    return read_rows(path, "marked stances of an article", article_of)


def article_of(row: Mapping[str, Any]) -> MarkedArticle:
    """An article from a row of such a file."""
    identifier = text_of(row["id"])
    sentences = tuple(
        Place(one["field"], int(one["start"]), int(one["end"])) for one in row["sentences"]
    )
    marks = tuple(_mark(one) for one in row["stances"])
    for mark in marks:
        for number in (mark.sentence, mark.holder.sentence, mark.target.sentence):
            sentences[number]  # raises IndexError for a sentence that is not there
    return MarkedArticle(
        identifier, text_of(row["title"]) or identifier, text_of(row["body"]), sentences, marks
    )


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(
        sentence=int(row["s"]),
        holder=_party(row, "h"),
        target=_party(row, "t"),
        polarity=POLARITIES[row["p"]],
        plain=row["c"] == PLAIN,
        how=text_of(row["how"]),
        evidence=text_of(row.get("e", "")),
    )


def _party(row: Mapping[str, Any], key: str) -> Party:
    words, sentence = text_of(row[f"{key}w"]), int(row["s"])
    if words.startswith(ELSEWHERE):
        number, _, words = words.removeprefix(ELSEWHERE).partition(":")
        sentence = int(number)
    return Party(text_of(row[key]), text_of(row[f"{key}k"]), words, sentence)
