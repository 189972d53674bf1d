"""Names to stable identifiers: countries by ISO 3166, people and organisations by Wikidata.

No id is better than a wrong one, so:

- a person is linked by the full name; a surname alone only where the list says that the news means
  this person by it (``alone``), and never a legislator's;
- a name that two people of the list share links neither;
- an entry with ``needs`` is linked where the article also says one of these, and a legislator
  where the article speaks of a legislature;
- a people is not its country: ``Russian`` and ``Russians`` are the group, never ``iso3166:RU``.
  Groups have no identifier that two gazetteers agree on, so theirs is made from the plural that
  the list gives, ``name:group:russians``, whichever of its words the article uses.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from spacy.tokens import Doc

from topics.events import EntityType
from worker.nlp.names import key, keys
from worker.nlp.wordlists import wordlist

_DATA: Final = Path(__file__).parent / "data"
_LEGISLATURE: Final = wordlist("legislature")

Gender = Literal["m", "f"]


@dataclass(frozen=True)
class Record:
    """One thing that the gazetteer knows."""

    name: str
    type: EntityType
    id: str | None = None
    needs: tuple[str, ...] = ()
    gender: Gender | None = None
    legislator: bool = False
    ambiguous: bool = False


class Evidence:
    """The words of one article, to ask which of the ambiguous names it can mean."""

    def __init__(self, doc: Doc) -> None:
        text = [token.text for token in doc]
        self._text = f" {' '.join(text)} "
        self._legislature = any(token.lower_ in _LEGISLATURE for token in doc)

    def supports(self, record: Record) -> bool:
        """Whether the article says what the record needs."""
        if record.legislator and not self._legislature:
            return False
        return not record.needs or any(f" {form} " in self._text for form in record.needs)


class Gazetteer:
    """All lists, each name under its key."""

    def __init__(self) -> None:
        self._countries: dict[str, Record] = {}
        self._groups: dict[str, Record] = {}
        self._people: dict[str, Record | None] = {}
        self._alone: dict[str, Record] = {}
        self._organizations: dict[str, Record] = {}
        self._places: dict[str, Record] = {}
        self._read_countries()
        self._read_named("groups", "group", self._groups)
        self._read_named("places", "place", self._places)
        self._read_people()
        self._read_organizations()
        self.longest = max(
            len(known.split()) for table in (self._countries, self._groups) for known in table
        )
        """Words in the longest name of a country or a people."""

        self._beginnings = frozenset(
            known.split()[0] for table in (self._countries, self._groups) for known in table
        )

    def may_begin(self, word: str) -> bool:
        """Whether a country's or a people's name begins with the word: a cheap question to ask."""
        return any(known.split()[0] in self._beginnings for known in keys(word) if known)

    def country(self, text: str) -> Record | None:
        """The country of that name."""
        return _look_up(self._countries, text)

    def group(self, text: str) -> Record | None:
        """The people, faith or party's followers that the word is for."""
        return _look_up(self._groups, text)

    def place(self, text: str) -> Record | None:
        """The place of that name or abbreviation, such as a state of the US."""
        return _look_up(self._places, text)

    def organization(self, text: str) -> Record | None:
        """The organisation of that name."""
        return _look_up(self._organizations, text)

    def person(self, text: str) -> Record | None:
        """The person of that full name, unless two share it."""
        return _look_up(self._people, text)

    def person_by_surname(self, text: str) -> Record | None:
        """The person whom the news means by the bare surname."""
        return _look_up(self._alone, text)

    def _read_countries(self) -> None:
        for entry in _entries("countries"):
            record = Record(
                entry["name"],
                "country",
                entry["id"],
                needs=tuple(entry.get("needs", ())),
                ambiguous=entry.get("ambiguous", False),
            )
            _file(self._countries, record, [entry["name"], *entry["aliases"]])
            if "people" in entry:
                people = Record(entry["people"], "group")
                _file(self._groups, people, [entry["people"], *entry["adjectives"]])
                _file(self._groups, people, [f"{word}s" for word in entry["adjectives"]])

    def _read_named(self, file: str, kind: EntityType, table: dict[str, Record]) -> None:
        for entry in _entries(file):
            _file(table, Record(entry["name"], kind), [entry["name"], *entry["aliases"]])

    def _read_people(self) -> None:
        for entry in _entries("people"):
            record = Record(
                entry["name"],
                "person",
                entry["id"],
                gender=entry.get("gender"),
                legislator=entry.get("legislator", False),
            )
            for name in dict.fromkeys(key(name) for name in (entry["name"], *entry["aliases"])):
                self._people[name] = None if name in self._people else record
            if "alone" in entry:
                _file(self._alone, record, [entry["alone"]])

    def _read_organizations(self) -> None:
        for entry in _entries("organizations"):
            needs = tuple(entry.get("needs", ()))
            record = Record(entry["name"], "organization", entry["id"], needs=needs)
            _file(self._organizations, record, [entry["name"], *entry["aliases"]])


@cache
def gazetteer() -> Gazetteer:
    """The packaged lists, read once in a process."""
    return Gazetteer()


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return entries


def _file(table: dict[str, Record], record: Record, names: Iterable[str]) -> None:
    for name in names:
        table.setdefault(key(name), record)


def _look_up(table: Mapping[str, Record | None], text: str) -> Record | None:
    for name in keys(text):
        if name in table:
            return table[name]
    return None
