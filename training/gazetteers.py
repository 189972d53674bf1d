"""Build the worker's gazetteers from public lists and the hand-written `curated/`.

    python -m training.gazetteers DATA

DATA holds `gazetteers/country-codes/data/country-codes.csv` (github datasets/country-codes) and, in
`gazetteers/congress`, `legislators-current.yaml` and `executive.yaml` (github
unitedstates/congress-legislators). The files under `curated/` add what those lack and override
them: usual names, demonyms, well-known people and organisations with their Wikidata ids. An
uncertain id is left out: no id is better than a wrong one.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from training.curated_lists import Entry, names, rows
from training.gazetteer_people import people
from worker.nlp.entities.kinds import TABLE

OUT: Final = Path(__file__).parent.parent / "worker" / "nlp" / "entities" / "gazetteer" / "data"

ALSO_OTHERS: Final = frozenset(["CX", "DM", "GE", "GN", "JE", "JO", "MF", "RE", "SH", "SX", "TD"])
"""Countries whose bare name is often a person, a US state, another island or a common word."""

NO_CODE: Final = {
    "XK": "wikidata:Q1246",
    "SU": "wikidata:Q15180",
    "YU": "wikidata:Q36704",
    "CS": "wikidata:Q33946",
    "DD": "wikidata:Q16957",
}
"""States in the news without an ISO 3166 code: Kosovo and former states."""

NO_ALIASES: Final = frozenset({"Congo", "The Congo", "Korea", "China", "Cocos"})
"""Names that the lists give to one country, but the news uses for another or for two."""

CAPITALS: Final = {"US": "Washington", "UA": "Kyiv"}
"""Capitals by the names that the news uses, where the list has others."""

OWN: Final = frozenset({"CN"})
"""Countries that may keep a name in NO_ALIASES."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the gazetteers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder that holds gazetteers/")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write (%(default)s)")
    options = parser.parse_args(arguments)
    source = options.data / "gazetteers"
    codes = list(read(source / "country-codes" / "data" / "country-codes.csv"))
    lists = {
        "countries": countries(codes),
        "people": people(source / "congress"),
        "groups": named("groups.txt"),
        "places": places(codes),
    }
    lists |= {file: identified(f"{file}.txt") for file in TABLE.files if file not in lists}
    add_conditions(lists)
    common = "\n".join(row[0] for row in rows("surnames.txt", 1))
    (options.out / "surnames.txt").write_text(f"{common}\n", encoding="utf-8")
    for name, entries in lists.items():
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        path = options.out / f"{name}.json"
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        print(f"{path}: {len(entries)}, {path.stat().st_size} bytes")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of the list of country codes."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def countries(codes: Iterable[dict[str, str]]) -> list[Entry]:
    """Every ISO 3166-1 country with its usual English names, its adjectives and its demonyms."""
    curated = {row[0]: row[1:] for row in rows("countries.txt", 5)}
    entries = []
    for line in codes:
        code = line["ISO3166-1-Alpha-2"]
        name, more, adjectives, people_ = curated.get(code, [""] * 4)
        short = plain(line["CLDR display name"])
        listed = [line["UNTERM English Short"], line["official_name_en"]]
        formal = line["UNTERM English Formal"].removeprefix("the ")
        aliases = [*names(more), short, *(plain(alias) for alias in (*listed, formal))]
        entry: Entry = {"id": f"iso3166:{code}", "name": name or short.replace(" & ", " and ")}
        aliases += [alias.replace(" & ", " and ") for alias in aliases]
        entry["aliases"] = [
            alias
            for alias in dict.fromkeys(aliases)
            if alias and alias != entry["name"] and (alias not in NO_ALIASES or code in OWN)
        ]
        entry |= demonyms(adjectives, people_)
        if capital := line["Capital"].strip():
            entry["capital"] = CAPITALS.get(code, capital)
        if code in ALSO_OTHERS:
            entry["ordinary"] = True
        entries.append(entry)
    for code, identifier in NO_CODE.items():
        name, more, adjectives, people_ = curated[code]
        entry = {"id": identifier, "name": name, "aliases": names(more)}
        entries.append(entry | demonyms(adjectives, people_))
    by_name = {entry["name"]: entry for entry in entries}
    for name, half, these in rows("halves.txt", 3):
        by_name[name]["half"] = {"name": half, "needs": names(these)}
    return entries


def demonyms(adjectives: str, people_: str) -> Entry:
    """The adjectives and demonyms of a country."""
    return {"adjectives": names(adjectives), "people": people_} if people_ else {}


def plain(name: str) -> str:
    """A listed name without the lists' own marks: "(the)", "*" and bracketed text."""
    return name.split(" (", maxsplit=1)[0].split(", ", maxsplit=1)[0].replace("*", "").strip()


def identified(file: str) -> list[Entry]:
    """Entries with a Wikidata id where it is certain: organisations, laws, buildings."""
    entries = []
    for identifier, name, more, mark in rows(file, 4):
        entry = {"id": f"wikidata:{identifier}"} if identifier else {}
        entries.append(entry | marked(name, more, mark))
    return entries


def named(file: str) -> list[Entry]:
    """Entries with several names and no id: peoples, faiths, parties' followers."""
    return [marked(*row) for row in rows(file, 3)]


def places(codes: Iterable[dict[str, str]]) -> list[Entry]:
    """US states, the cities and regions of the curated list, and every capital."""
    entries = []
    for name, more, mark, postal in rows("places.txt", 4):
        entries.append(marked(name, more, mark) | ({"state": postal} if postal else {}))
    known = {name for entry in entries for name in (entry["name"], *entry["aliases"])}
    known |= {entry["name"] for entry in countries(codes)} | {"Washington", "The Valley"}
    ordinary = set(names(next(rows("capitals.txt", 1))[0]))
    spoken = {
        entry["id"]: [
            entry["name"],
            *entry.get("adjectives", ()),
            *([entry["people"]] if "people" in entry else []),
        ]
        for entry in countries(codes)
    }
    for line in codes:
        capital = line["Capital"].strip()
        if capital and capital not in known:
            known.add(capital)
            entry = marked(capital, "", "")
            if capital in ordinary:
                entry["when"] = [{"alias": capital, "needs": spoken[code(line)], "sure": True}]
            entries.append(entry)
    return entries


def code(line: dict[str, str]) -> str:
    """The id of a row in the list of country codes."""
    return f"iso3166:{line['ISO3166-1-Alpha-2']}"


def marked(name: str, more: str, mark: str) -> Entry:
    """An entry with a flag such as "ordinary" set."""
    return {"name": name, "aliases": names(more)} | ({mark: True} if mark else {})


def add_conditions(lists: dict[str, list[Entry]]) -> None:
    """Add what an article must mention for an ambiguous name to mean the entry."""
    needs = {row[0]: row[1:] for row in rows("needs.txt", 4)}
    conditions = list(rows("conditional.txt", 4))
    for file, entries in lists.items():
        for entry in entries:
            if entry.get("id") in needs:
                evidence, doubts, bars = needs.pop(entry["id"])
                entry["needs"] = names(evidence)
                if doubts:
                    entry["doubts"] = names(doubts)
                if bars:
                    entry["bars"] = names(bars)
            called = _called(entry["name"], file, conditions)
            for row in [row for row in conditions if row[0] == called]:
                conditions.remove(row)
                _, alias, these, those = row
                when = {"alias": alias, "needs": names(these)}
                when |= {"bars": names(those)} if those else {}
                entry.setdefault("when", []).append(when)
    left = [*needs, *(row[0] for row in conditions)]
    if left:
        raise ValueError(f"conditions for names that are in no list: {left}")


def _called(name: str, file: str, conditions: Iterable[Sequence[str]]) -> str:
    """What the conditions call an entry: with its list where another list has the name too."""
    apart = f"{file}/{name}"
    return apart if any(row[0] == apart for row in conditions) else name


if __name__ == "__main__":
    main()
