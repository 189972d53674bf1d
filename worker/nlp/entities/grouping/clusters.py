"""Names in the text, and the clusters of them that mean one thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.entities.gazetteer.records import Gender, Record
from worker.nlp.entities.names import (
    MAX_ACRONYM_LETTERS,
    is_acronym,
    parts,
    plain_marks,
    without_nickname,
)
from worker.nlp.entities.titles import titles_before
from worker.nlp.tokens import text_of

_FULL_NAMES: Final = frozenset({"person", "organization", "event"})
"""Types of things that have a full name and shorter ones."""


@dataclass(frozen=True)
class Name:
    """One mention: its words, the type of what it names, and what the gazetteer knows of that."""

    span: TokenSpan
    type: EntityType
    record: Record | None = None
    whole: tuple[str, ...] = ()
    """The full name of a given name that shares a surname: “Barack and Michelle Obama”."""

    @cached_property
    def text(self) -> str:
        """The name with plain spaces."""
        return " ".join(text_of(self.span).split())

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words of the name, folded; those of a person without a nickname in between."""
        if self.whole:
            return self.whole
        text = text_of(self.span)
        return parts(without_nickname(text) if self.type == "person" else text)

    @property
    def start(self) -> int:
        """Its first token."""
        return int(self.span.start)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles before it."""
        return titles_before(self.span.doc, self.start)


@dataclass
class Cluster:
    """The mentions of one thing."""

    type: EntityType
    names: list[Name] = field(default_factory=list)
    record: Record | None = None
    gender: Gender | None = None
    not_called: set[tuple[str, ...]] = field(default_factory=set)
    """The words of names that are spelt wrongly or have a nickname."""

    def first(self) -> int:
        """The first token of the first mention."""
        return min(name.start for name in self.names)

    def canonical(self) -> str:
        """The gazetteer's name; else the form used most, of equals the first.

        Of a person's or an organisation's forms only the fullest count: somebody who is called by
        the surname twenty times still has a given name.
        """
        if self.record is not None:
            return self.record.name
        right = [name for name in self.names if name.parts not in self.not_called] or self.names
        forms = fullest(right) if self.type in _FULL_NAMES else right
        calm = [name for name in forms if not _is_shouted(name.text, self.type)]
        calm = [name for name in calm if not name.whole or _is_given(name)] or calm
        if self.type == "organization":
            calm = [name for name in calm if not _has_acronym(name.text)] or calm
        counts = Counter(_plain(name) for name in calm or forms)
        name = max(counts, key=lambda text: counts[text])
        name = name.title() if not calm and self.type in {"person", "place"} else name
        return name.removeprefix("The ") if self.type == "organization" else name


def _plain(name: Name) -> str:
    text = plain_marks(name.text)
    return without_nickname(text) if name.type == "person" else text


def _is_shouted(text: str, kind: EntityType) -> bool:
    """Whether it is in capitals and no acronym. Places and people seldom have acronyms."""
    longest = MAX_ACRONYM_LETTERS
    if kind in {"person", "place"}:
        longest //= 2
    return text.isupper() and len(text) > longest


def _has_acronym(text: str) -> bool:
    """Whether one of several words is an acronym, which another form may spell out."""
    words = text.split()
    return len(words) > 1 and any(is_acronym(word) for word in words)


def _is_given(name: Name) -> bool:
    """Whether a short form is a person's given name, and no initials."""
    return name.type == "person" and not is_acronym(name.text)


def fullest(names: Iterable[Name]) -> list[Name]:
    """The names of several words, in text order, that neither begin nor end a longer one.

    If none has several words, all of the names.
    """
    everyone = sorted(names, key=lambda name: name.start)
    pieces = {
        piece
        for form in dict.fromkeys(map(_without_the, everyone))
        for cut in range(1, len(form))
        for piece in (form[:cut], form[cut:])
    }
    forms = [(name, _without_the(name)) for name in everyone]
    full = [name for name, form in forms if len(form) > 1 and form not in pieces]
    return full or everyone


def _without_the(name: Name) -> tuple[str, ...]:
    """“The Times” is no fuller than “Orbury Times”."""
    words = name.parts
    return words[1:] if len(words) > 1 and words[0] == "the" else words
