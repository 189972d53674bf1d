"""Well-known people, and the legislators and executives of the United States.

Other people often share a legislator's name. This module decides from public facts what an article
must mention before such a name means the legislator:

- Wikipedia's title shows whether another known person has that name, as in "Jack Reed (Rhode Island
  politician)"; if it names a state, the other one is a politician too, and only the state tells
  them apart (``near: state``);
- a common surname needs a title, a state or a party near it (``near: any``), unless the person is
  on the list of those known in the news by that name alone.
"""

import re
from pathlib import Path
from typing import Any, Final

import yaml

from training.curated_lists import Entry, names, rows

_DISAMBIGUATED: Final = re.compile(r"^(?P<name>.+?) \((?P<what>[^)]*)\)$")
_VAGUE: Final = frozenset({"politician", "American politician"})
_OFFICES: Final = {"prez": "president", "viceprez": "vice president"}


def people(folder: Path) -> list[Entry]:
    """One entry for each person, curated entries first; legislators have a Wikidata id."""
    entries: dict[str, Entry] = {}
    for identifier, name, gender, alone, more, office, country in rows("people.txt", 7):
        entry: Entry = {"id": f"wikidata:{identifier}"} if identifier else {}
        entry |= {"name": name, "aliases": names(more)}
        entry |= {"gender": gender} | ({"alone": alone} if alone else {})
        entry |= {"offices": names(office)} if office else {}
        entry |= {"serves": f"iso3166:{country}"} if country else {}
        entries[entry.get("id", name)] = entry
    common = {row[0] for row in rows("surnames.txt", 1)}
    known = {row[0] for row in rows("household_names.txt", 1)}
    for file in ("executive.yaml", "legislators-current.yaml"):
        for person in yaml.safe_load((folder / file).read_text(encoding="utf-8")):
            if "wikidata" in person["id"]:
                _add(entries, person, common, known)
    for entry in entries.values():
        entry["aliases"] = [alias for alias in entry["aliases"] if alias != entry["name"]]
    return list(entries.values())


def _add(entries: dict[str, Entry], person: Any, common: set[str], known: set[str]) -> None:
    identifier = f"wikidata:{person['id']['wikidata']}"
    title = person["id"].get("wikipedia", "")
    shared = _DISAMBIGUATED.match(title)
    usual = shared["name"] if shared else title
    forms = full_names(person["name"])
    new = {
        "id": identifier,
        "name": usual or forms[0],
        "aliases": [],
        "gender": person["bio"]["gender"].lower(),
    }
    entry = entries.setdefault(identifier, new)
    entry["aliases"] = list(dict.fromkeys([*entry["aliases"], *([usual] if usual else []), *forms]))
    offices = [_OFFICES[term["type"]] for term in person["terms"] if term["type"] in _OFFICES]
    if offices:
        entry["offices"] = sorted({*entry.get("offices", []), *offices})
        entry["serves"] = "iso3166:US"
        return
    terms = person["terms"]
    entry["congress"] = {
        "chambers": sorted({term["type"] for term in terms}),
        "states": sorted({term["state"] for term in terms}),
        "parties": sorted({term["party"][0] for term in terms}),
    }
    if shared and shared["what"] not in _VAGUE:
        entry["near"] = "state"
    elif shared or (usual not in known and person["name"]["last"].split()[-1] in common):
        entry["near"] = "any"


def full_names(name: dict[str, str]) -> list[str]:
    """The forms in which the news writes a legislator's full name."""
    last = name["last"]
    firsts = [name[part] for part in ("nickname", "first") if part in name]
    forms = [f"{first} {last}" for first in firsts]
    middle = name.get("middle", "")
    if middle:
        forms += [f"{name['first']} {middle} {last}", f"{name['first']} {middle[0]}. {last}"]
    official = name.get("official_full")
    return list(dict.fromkeys([*([official] if official else []), *forms]))
