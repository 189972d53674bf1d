"""Which names mean the same person: surname to full name, as newspapers use them.

Two full names are one person if given name and surname agree and nothing else speaks against it: a
middle initial, or Jr. A shorter name belongs to the full name that it ends, or begins. Where
several do, it belongs to the one that was both named last and named most until then; if these
differ, nobody can tell, and the mention is left out and counted.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from worker.nlp.clusters import Cluster, Name
from worker.nlp.wordlists import wordlist

_SUFFIXES: Final = wordlist("suffixes")
_MAX_WORDS: Final = 8


@dataclass
class _Person:
    cluster: Cluster
    given: tuple[str, ...]
    mark: str = ""
    """Middle initials and Jr., Sr., III: what tells two of one name apart."""

    seen: list[int] = field(default_factory=list)
    """Tokens at which the full name stands."""


def people(names: list[Name]) -> tuple[list[Cluster], int]:
    """One cluster for each person, and how many mentions nobody can place."""
    names = sorted(names, key=lambda name: int(name.span.start))
    short: list[Name] = []
    by_key: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    undecided: list[Name] = []
    endings = _endings(names)
    for name in names:
        core, mark = _core(name.parts)
        if len(core) == 1 or core in endings:
            short.append(name)
        elif mark or name.record is not None:
            _place_full(by_key[core[0], core[-1]], name, core, mark)
        else:
            undecided.append(name)
    # A plain "George Bush" can only be placed once those with initials are known.
    lost = 0
    for name in undecided:
        core, _ = _core(name.parts)
        candidates = by_key[core[0], core[-1]]
        if len(candidates) > 1:
            lost += 1
        else:
            _place_full(candidates, name, core, "")
    persons = sorted(
        (person for persons in by_key.values() for person in persons),
        key=lambda person: person.cluster.first(),
    )
    return _with_short(persons, short, lost)


def _endings(names: list[Name]) -> frozenset[tuple[str, ...]]:
    """What names of several words end in: “al-Malki” is a surname beside “Riad al-Malki”."""
    cores = dict.fromkeys(_core(name.parts)[0] for name in names)
    return frozenset(core[cut:] for core in cores for cut in range(1, len(core) - 1))


def _core(parts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words of a full name without initials and suffixes, and those apart."""
    suffix = "".join(part for part in parts[1:] if part in _SUFFIXES)
    plain = [part for part in parts[:_MAX_WORDS] if part not in _SUFFIXES] or list(parts)
    middle = plain[1:-1]
    initials = "".join(part for part in middle if len(part) == 1)
    core = [plain[0], *(part for part in middle if len(part) > 1), *plain[1:][-1:]]
    return tuple(core), initials + suffix


def _place_full(persons: list[_Person], name: Name, core: tuple[str, ...], mark: str) -> None:
    for person in persons:
        known, other = person.cluster.record, name.record
        if known is not None and other is not None and known.id != other.id:
            continue
        if person.mark == mark or not mark or not person.mark or mark.startswith(person.mark):
            person.cluster.names.append(name)
            person.cluster.record = known or other
            person.mark = max(person.mark, mark, key=len)
            person.seen.append(int(name.span.start))
            return
    cluster = Cluster("person", [name], name.record)
    persons.append(_Person(cluster, core, mark, [int(name.span.start)]))


def _with_short(persons: list[_Person], short: list[Name], lost: int) -> tuple[list[Cluster], int]:
    persons = _same_record(persons)
    endings: dict[tuple[str, ...], list[_Person]] = defaultdict(list)
    beginnings: dict[tuple[str, ...], list[_Person]] = defaultdict(list)
    for person in persons:
        full = person.given
        for cut in range(1, len(full)):
            endings[full[cut:]].append(person)
            beginnings[full[:cut]].append(person)
    alone: dict[tuple[str, ...], Cluster] = {}
    for name in short:
        parts, _ = _core(name.parts)
        candidates = endings.get(parts) or beginnings.get(parts) or []
        if not candidates:
            cluster = alone.setdefault(parts, Cluster("person", [], name.record))
            cluster.names.append(name)
            continue
        meant = _meant(candidates, int(name.span.start))
        if meant is None:
            lost += 1
        else:
            meant.cluster.names.append(name)
    clusters = [person.cluster for person in persons] + list(alone.values())
    return clusters, lost


def _same_record(persons: list[_Person]) -> list[_Person]:
    """Bernie and Bernard Sanders are one: the gazetteer says so."""
    by_id: dict[str, _Person] = {}
    kept: list[_Person] = []
    for person in persons:
        record = person.cluster.record
        if record is None or record.id is None:
            kept.append(person)
        elif record.id in by_id:
            by_id[record.id].cluster.names += person.cluster.names
            by_id[record.id].seen += person.seen
        else:
            by_id[record.id] = person
            kept.append(person)
    return kept


def _meant(candidates: list[_Person], token: int) -> _Person | None:
    if len(candidates) == 1:
        return candidates[0]
    before = [
        (max(seen), len(seen), person)
        for person in candidates
        if (seen := [start for start in person.seen if start < token])
    ]
    if not before:
        return None
    last = max(before, key=lambda entry: entry[0])
    most = max(count for _, count, _ in before)
    rivals = [entry for entry in before if entry[1] == most]
    return last[2] if rivals == [last] else None
