"""Builds the gazetteers in `worker/nlp/data` from public lists and the hand-written `curated/`.

    python -m training.gazetteers DATA

DATA holds `gazetteers/country-codes/data/country-codes.csv` (github datasets/country-codes) and, in
`gazetteers/congress`, `legislators-current.yaml` and `executive.yaml` (github
unitedstates/congress-legislators).
The files under `curated/` add what those lack and are the first to be believed: usual names,
demonyms, well-known people and organisations with their Wikidata ids. An id that is not certain is
left out: no id is better than a wrong one.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

Entry = dict[str, Any]

CURATED: Final = Path(__file__).parent / "curated"
OUT: Final = Path(__file__).parent.parent / "worker" / "nlp" / "data"

ALSO_OTHERS: Final = frozenset({"GE", "JO", "TD", "JE", "GN", "DM", "NF", "CX", "SX", "MF", "BL"})
"""Countries whose bare name is often a person, a state of the US or another island."""

NO_CODE: Final = {"XK": "wikidata:Q1246", "SU": "wikidata:Q15180"}
"""States in the news that ISO 3166 has no code for: Kosovo and the Soviet Union."""

NO_ALIASES: Final = frozenset({"Congo", "The Congo", "Korea"})
"""Names that the lists give to one country and the news to two."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the gazetteers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder that holds gazetteers/")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write (%(default)s)")
    options = parser.parse_args(arguments)
    source = options.data / "gazetteers"
    needs = {identifier: names(evidence) for identifier, evidence in rows("needs.txt", 2)}
    for name, entries in (
        ("countries", countries(source / "country-codes" / "data" / "country-codes.csv")),
        ("people", people(source / "congress")),
        ("organizations", organizations()),
        ("groups", named("groups.txt")),
        ("places", named("places.txt")),
    ):
        for entry in entries:
            if entry.get("id") in needs:
                entry["needs"] = needs[entry["id"]]
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        path = options.out / f"{name}.json"
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        print(f"{path}: {len(entries)}")


def rows(file: str, columns: int) -> Iterator[list[str]]:
    """The rows of a curated file, padded to as many columns; lines with # are comments."""
    for line in (CURATED / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) > columns:
                raise ValueError(f"{file}: more than {columns} columns: {line}")
            yield cells + [""] * (columns - len(cells))


def names(cell: str) -> list[str]:
    """What stands between semicolons, once each and in order."""
    return list(dict.fromkeys(name.strip() for name in cell.split(";") if name.strip()))


def countries(path: Path) -> list[Entry]:
    """Every ISO 3166-1 country with its usual English names, its adjectives and its people."""
    curated = {row[0]: row[1:] for row in rows("countries.txt", 5)}
    entries = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            code = line["ISO3166-1-Alpha-2"]
            name, more, adjectives, people_ = curated.get(code, [""] * 4)
            short = plain(line["CLDR display name"])
            listed = [line["UNTERM English Short"], line["official_name_en"]]
            formal = line["UNTERM English Formal"].removeprefix("the ")
            aliases = [*names(more), short, *(plain(alias) for alias in (*listed, formal))]
            entry = {"id": f"iso3166:{code}", "name": name or short.replace(" & ", " and ")}
            aliases += [alias.replace(" & ", " and ") for alias in aliases]
            entry["aliases"] = [
                alias
                for alias in dict.fromkeys(aliases)
                if alias and alias != entry["name"] and alias not in NO_ALIASES
            ]
            entry |= demonyms(adjectives, people_)
            if code in ALSO_OTHERS:
                entry["ambiguous"] = True
            entries.append(entry)
    for code, identifier in NO_CODE.items():
        name, more, adjectives, people_ = curated[code]
        entry = {"id": identifier, "name": name, "aliases": names(more)}
        entries.append(entry | demonyms(adjectives, people_))
    return entries


def demonyms(adjectives: str, people_: str) -> Entry:
    """The words for what and who comes from a country."""
    return {"adjectives": names(adjectives), "people": people_} if people_ else {}


def plain(name: str) -> str:
    """A listed name without the lists' own marks: "(the)", "*", what stands in brackets."""
    return name.split(" (", maxsplit=1)[0].split(", ", maxsplit=1)[0].replace("*", "").strip()


def people(folder: Path) -> list[Entry]:
    """Well-known people, and the legislators and executives of the United States."""
    entries: dict[str, Entry] = {}
    for identifier, name, gender, alone, more in rows("people.txt", 5):
        entry = {"id": f"wikidata:{identifier}", "name": name, "aliases": names(more)}
        entries[entry["id"]] = entry | {"gender": gender} | ({"alone": alone} if alone else {})
    for file in ("executive.yaml", "legislators-current.yaml"):
        for person in yaml.safe_load((folder / file).read_text(encoding="utf-8")):
            if "wikidata" not in person["id"]:
                continue
            identifier = f"wikidata:{person['id']['wikidata']}"
            forms = full_names(person["name"])
            known = entries.setdefault(
                identifier,
                {
                    "id": identifier,
                    "name": forms[0],
                    "aliases": [],
                    "gender": person["bio"]["gender"].lower(),
                    "legislator": True,
                },
            )
            known["aliases"] = list(dict.fromkeys([*known["aliases"], *forms]))
    for entry in entries.values():
        entry["aliases"] = [alias for alias in entry["aliases"] if alias != entry["name"]]
    return list(entries.values())


def full_names(name: dict[str, str]) -> list[str]:
    """The ways in which the news writes a legislator's full name, the usual one first."""
    last = name["last"]
    firsts = [name[part] for part in ("nickname", "first") if part in name]
    forms = [f"{first} {last}" for first in firsts]
    if "middle" in name:
        forms.append(f"{name['first']} {name['middle']} {last}")
    official = name.get("official_full")
    return list(dict.fromkeys([*([official] if official else []), *forms]))


def organizations() -> list[Entry]:
    """Well-known organisations."""
    return [
        {"id": f"wikidata:{identifier}", "name": name, "aliases": names(more)}
        for identifier, name, more in rows("organizations.txt", 3)
    ]


def named(file: str) -> list[Entry]:
    """What has several names and no id: peoples, faiths, parties' followers; states of the US."""
    return [{"name": name, "aliases": names(more)} for name, more in rows(file, 2)]


if __name__ == "__main__":
    main()
