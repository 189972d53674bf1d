"""Names to stable identifiers: countries by ISO 3166, people and organisations by Wikidata.

No id is better than a wrong one; docs/entities.md has the rules. In short:

- a person is linked by the full name; a surname alone only where the list says that the news means
  this person by it (``alone``), and never a legislator's;
- a name that two people of the list share links neither;
- a name with a condition is linked where the article meets it (see ``disambiguation``);
- a people is not its country: ``Russian`` and ``Russians`` are the group, never ``iso3166:RU``.
  Groups have no identifier that two gazetteers agree on, so theirs is made from the plural that
  the list gives, ``name:group:russians``, whichever of its words the article uses.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from topics.events import EntityType
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.records import Condition, Congress, Record
from worker.nlp.entities.kinds import TABLE, KindTable
from worker.nlp.entities.names import fold, key, keys

DATA: Final = Path(__file__).parent / "data"

_COUNTRIES: Final = "countries"
_PEOPLE: Final = "people"


class Gazetteer:
    """All lists of names. Most questions are answered with the record of a name, or None."""

    def __init__(self, folder: Path = DATA, table: KindTable = TABLE) -> None:
        """Read the lists of all types.

        Args:
            folder: holds the file of each type that has one.
            table: says which types these are.

        """
        self._folder = folder
        self._tables: dict[EntityType, dict[str, Record]] = defaultdict(dict)
        self._conditional: dict[EntityType, dict[str, list[Record]]] = defaultdict(dict)
        self._people: dict[str, Record | None] = {}
        self._alone: dict[str, Record] = {}
        self._halves: dict[str, Record] = {}
        self._capitals: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self._postal: dict[str, Record] = {}
        self._read_countries()
        for file, type_ in table.files.items():
            if file not in {_COUNTRIES, _PEOPLE}:
                for entry in self._entries(file):
                    self._read(type_, entry)
        self._by_id = {
            record.id: record for record in self._tables["country"].values() if record.id
        }
        self._read_people()
        self.surnames = frozenset(known.split()[-1] for known in self._people)
        """The last words of all people's names."""

        common = (folder / "surnames.txt").read_text(encoding="utf-8")
        self._common_surnames = frozenset(map(fold, common.split()))

        everything = [
            known.split()
            for tables in (self._tables, self._conditional)
            for table in tables.values()
            for known in table
        ]
        self.longest = max(len(words) for words in everything)
        """Words in the longest name of anything but a person."""

        self._beginnings = frozenset(words[0] for words in everything)
        self._listed = frozenset(
            known
            for tables in (self._tables, self._conditional)
            for table in tables.values()
            for known in table
        )

    def may_begin(self, word: str) -> bool:
        """Whether a listed name, of anything but a person, begins with the word. Cheap to ask."""
        return any(known.split()[0] in self._beginnings for known in keys(word) if known)

    def look_up(self, type_: EntityType, text: str) -> Record | None:
        """The thing of that type and name; None for a conditional name (see ``conditional``)."""
        return _look_up(self._tables[type_], text)

    def conditional(self, type_: EntityType, text: str) -> list[Record]:
        """What a conditional name can mean; each record says what the article needs for that."""
        table = self._conditional[type_]
        return next((table[name] for name in keys(text) if name in table), [])

    def country(self, text: str) -> Record | None:
        """The country of that name."""
        return self.look_up("country", text)

    def country_of(self, identifier: str) -> Record | None:
        """The country with that id."""
        return self._by_id.get(identifier)

    def country_of_capital(self, text: str) -> str | None:
        """The id of the country whose capital has that name; None if no country's or several's."""
        return self._capitals.get(fold(text)) or None

    def half(self, text: str) -> Record | None:
        """The country that “the North” or “the South” can mean; its condition says when."""
        return _look_up(self._halves, text)

    def group(self, text: str) -> Record | None:
        """The people, believers or party's followers that the word names."""
        return self.look_up("group", text)

    def place(self, text: str) -> Record | None:
        """The place of that name or abbreviation, such as a state of the US."""
        return self.look_up("place", text)

    def postal(self, code: str) -> Record | None:
        """The state of the US with that postal code, many of which are words in capitals."""
        return self._postal.get(code)

    def organization(self, text: str) -> Record | None:
        """The organisation of that name."""
        return self.look_up("organization", text)

    def knows(self, text: str) -> bool:
        """Whether the whole text is the name of anything listed but a person."""
        return not self._listed.isdisjoint(keys(text))

    def person(self, text: str) -> Record | None:
        """The person of that full name, unless two share it."""
        return _look_up(self._people, text)

    def people(self) -> list[Record]:
        """Everybody whose full name says who is meant."""
        return [record for record in self._people.values() if record is not None]

    def person_by_surname(self, text: str) -> Record | None:
        """The person whom the news means by the bare surname."""
        return _look_up(self._alone, text)

    def is_surname(self, word: str) -> bool:
        """Whether the folded word is somebody's in the lists, or a common surname."""
        return word in self.surnames or word in self._common_surnames

    @property
    def states(self) -> Mapping[str, str]:
        """Names, abbreviations and postal codes of the US states, each with the postal code."""
        return self._states

    def _entries(self, file: str) -> list[dict[str, Any]]:
        text = (self._folder / f"{file}.json").read_text(encoding="utf-8")
        entries: list[dict[str, Any]] = json.loads(text)
        return entries

    def _read_countries(self) -> None:
        for entry in self._entries(_COUNTRIES):
            country = self._read("country", entry)
            if capital := fold(entry.get("capital", "")):
                # Two countries have a Kingston.
                self._capitals[capital] = "" if capital in self._capitals else entry["id"]
            if "half" in entry:
                half = entry["half"]
                asked = Condition(tuple(half["needs"]))
                _file(self._halves, replace(country, condition=asked), [half["name"]])
            if "people" in entry:
                people = Record(entry["people"], "group", country=entry["id"])
                words = [entry["people"], *entry["adjectives"]]
                _file(self._tables["group"], people, words)
                _file(self._tables["group"], people, [f"{word}s" for word in entry["adjectives"]])

    def _read(self, type_: EntityType, entry: dict[str, Any]) -> Record:
        identifier = entry.get("id")
        if identifier is None and type_ == "place":
            identifier = cities().region_id(entry["name"])
        condition = None
        if "needs" in entry:
            bars, doubts = tuple(entry.get("bars", ())), tuple(entry.get("doubts", ()))
            condition = Condition(tuple(entry["needs"]), bars, doubts)
        record = Record(
            entry["name"],
            type_,
            identifier,
            condition,
            ordinary=entry.get("ordinary", False),
            seat=entry.get("seat", False),
            state=entry.get("state"),
        )
        under = entry.get("when", ())
        apart = {when["alias"] for when in under}
        names = [name for name in (entry["name"], *entry["aliases"]) if name not in apart]
        _file(self._tables[type_], record, names)
        for when in under:
            self._read_conditional(record, when)
        if record.state is not None:
            self._states |= dict.fromkeys([*names, record.name, record.state], record.state)
            self._postal[record.state] = record
        return record

    def _read_conditional(self, record: Record, when: dict[str, Any]) -> None:
        asked = Condition(tuple(when["needs"]), tuple(when.get("bars", ())))
        records = self._conditional[record.type].setdefault(key(when["alias"]), [])
        # An article that meets the condition means the body; but Washington may still be George.
        ordinary = record.type != "organization" and not when.get("sure", False)
        records.append(replace(record, condition=asked, ordinary=ordinary))

    def _read_people(self) -> None:
        for entry in self._entries(_PEOPLE):
            served = entry.get("congress")
            record = Record(
                entry["name"],
                "person",
                entry.get("id"),
                Condition(tuple(entry["needs"])) if "needs" in entry else None,
                gender=entry.get("gender"),
                offices=tuple(entry.get("offices", ())),
                serves=entry.get("serves"),
                congress=None if served is None else _congress(served),
                near=entry.get("near"),
            )
            for name in dict.fromkeys(key(name) for name in (entry["name"], *entry["aliases"])):
                self._people[name] = None if name in self._people else record
            if "alone" in entry:
                _file(self._alone, record, [entry["alone"]])


@cache
def gazetteer() -> Gazetteer:
    """The packaged lists, read once in a process."""
    return Gazetteer()


def _congress(served: dict[str, list[str]]) -> Congress:
    return Congress(*(frozenset(served[part]) for part in ("chambers", "states", "parties")))


def _file(table: dict[str, Record], record: Record, names: Iterable[str]) -> None:
    for name in names:
        table.setdefault(key(name), record)


def _look_up(table: Mapping[str, Record | None], text: str) -> Record | None:
    for name in keys(text):
        if name in table:
            return table[name]
    return None
