"""Whom a surname alone, or a given name alone, means.

A short name means a person whose full name ends or begins with it, and who can have its title:
“Mrs. Clinton” is not Bill. Where several can be meant, it is the one who was named both last and
most until then. If these are two people, nobody can tell; the mention is left out and counted. A
whole family, “the Clintons”, is nobody in it.

A few surnames, such as Putin, mean one person of the gazetteer to everybody. So they do here if
nobody else in the article has that surname. If somebody has, they still do before that other is
named and after the office, “President Putin” beside a Maria Putin; and if the famous person is in
the article, unless the other was named last and most.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Gender, Record
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.grouping.misspellings import NearWords, is_unknown
from worker.nlp.entities.titles import gender_said, may_be, office_said

_SUFFIXES: Final = word_list("suffixes")
_NUMERALS: Final = frozenset({"ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
_FAMILY: Final = word_list("family")

_Parts = tuple[str, ...]


@dataclass
class Person:
    """Somebody whom the article calls by the full name."""

    cluster: Cluster
    given: _Parts
    mark: str = ""
    """Middle initials and Jr., Sr., III: they tell two people of one name apart."""

    junior: bool = False
    seen: list[int] = field(default_factory=list)
    """The first tokens of the full names, in text order."""

    others: list[_Parts] = field(default_factory=list)
    """Other full names of the same person."""

    def add(self, name: Name) -> None:
        """Add a full name."""
        self.cluster.names.append(name)
        insort(self.seen, name.start)

    @property
    def gender(self) -> Gender | None:
        """What the gazetteer, the titles or the given name say."""
        if self.cluster.record is not None:
            return self.cluster.record.gender
        said = {gender_said(name.titles) for name in self.cluster.names} - {None}
        return said.pop() if len(said) == 1 else usual_gender(self.given[0])


def with_short(
    persons: list[Person], short: list[Name], gazetteer: Gazetteer
) -> tuple[list[Cluster], int]:
    """All clusters, with the short names in them; and how many short names could mean several."""
    finder = _Finder(persons, short, gazetteer)
    for name in short:
        finder.place(name)
    clusters = [person.cluster for person in finder.persons] + list(finder.alone.values())
    return [cluster for cluster in clusters if cluster.names], finder.lost


class _Finder:
    def __init__(self, persons: list[Person], short: list[Name], gazetteer: Gazetteer) -> None:
        self.persons = persons
        self.alone: dict[tuple[_Parts, Gender | None], Cluster] = {}
        self._keys_alone: dict[_Parts, list[tuple[_Parts, Gender | None]]] = defaultdict(list)
        self._numbered: dict[_Parts, set[_Parts]] = defaultdict(set)
        self.lost = 0
        self._gazetteer = gazetteer
        self._endings: dict[_Parts, list[Person]] = defaultdict(list)
        self._beginnings: dict[_Parts, list[Person]] = defaultdict(list)
        self._middles: dict[_Parts, list[Person]] = defaultdict(list)
        """The first surname of two: Espinosa of María Espinosa Garcés."""

        self._alone_so_often = Counter(name.parts for name in short)
        self._near = NearWords()
        for number, person in enumerate(persons):
            self._near.add(person.given[-1], number)
            forms = dict.fromkeys([person.given, *person.others])
            cuts = [(full[:cut], full[cut:]) for full in forms for cut in range(1, len(full))]
            # A person of several full names is in each list once.
            for beginning in dict.fromkeys(beginning for beginning, _ in cuts):
                self._beginnings[beginning].append(person)
            for ending in dict.fromkeys(ending for _, ending in cuts):
                self._endings[ending].append(person)
            for word in dict.fromkeys(word for full in forms for word in full[1:-1]):
                self._middles[(word,)].append(person)

    def place(self, name: Name) -> None:
        """Give the name to the person it means; to nobody, if it could mean several."""
        parts = tuple(part for part in name.parts if part not in _SUFFIXES) or name.parts
        junior = len(parts) < len(name.parts)
        if self._is_family(name, parts):
            self.lost += 1
            return
        candidates = self._endings.get(parts) or self._beginnings.get(parts) or []
        candidates = candidates or self._middles.get(parts) or self._misspelt(parts) or []
        famous = self._famous(name, parts, candidates)
        if famous is not None and not junior:
            famous.add(name)
            return
        candidates = _possible(candidates, name, junior=junior)
        if not candidates:
            self._alone(name, name.parts if junior else parts)
            return
        meant = _meant(candidates, name.start)
        if meant is None:
            self.lost += 1
        else:
            meant.cluster.names.append(name)

    def _misspelt(self, parts: _Parts) -> list[Person]:
        """Those whose surname is misspelt: “Sharption” in an article on Al Sharpton."""
        if len(parts) > 1 or not is_unknown(parts[0], self._gazetteer):
            return []
        near = [self.persons[number] for number in self._near.near(parts[0])]
        return [one for one in near if len(one.seen) >= self._alone_so_often[parts]]

    def _alone(self, name: Name, parts: _Parts) -> None:
        record = self._gazetteer.person_by_surname(name.text)
        if record is not None and any(person.cluster.record == record for person in self.persons):
            record = None
        said = gender_said(name.titles)
        if record is not None and not may_be(record, name.titles):
            record = None
        elif record is not None:
            said = None
        parts = self._with_numeral(parts)
        known = self._keys_alone[parts]
        if record is None and said is None and len(known) == 1:
            (key,) = known
        else:
            key = (parts, said)
        if parts[-1] in _NUMERALS:
            self._numbered[parts[:-1]].add(parts)
        if key not in self.alone:
            self.alone[key] = Cluster("person", [], record or name.record)
            known.append(key)
        self.alone[key].names.append(name)

    def _with_numeral(self, parts: _Parts) -> _Parts:
        """Margrethe II for Margrethe, if the article has no other of the name."""
        numbered = self._numbered[parts]
        return (
            next(iter(numbered)) if len(numbered) == 1 and parts not in self._keys_alone else parts
        )

    def _famous(self, name: Name, parts: _Parts, candidates: list[Person]) -> Person | None:
        """Whom the news means by the surname, where others of the name are in the article too.

        Each step needs what the steps before it found, so the function is not split.
        """
        record = self._gazetteer.person_by_surname(name.text)
        if record is None or not candidates or not may_be(record, name.titles):
            return None
        known = next((one for one in candidates if one.cluster.record == record), None)
        in_office = office_said(name.titles) in record.offices
        if known is None and (in_office or _is_before(name, candidates)):
            known = self._add_famous(record, parts)
        if known is None:
            return None
        other = _meant(_possible(candidates, name, junior=False), name.start)
        return known if in_office or not known.seen or other is None else None

    def _add_famous(self, record: Record, parts: _Parts) -> Person:
        person = Person(Cluster("person", [], record), (record.name.split()[0].casefold(), *parts))
        self.persons.append(person)
        self._endings[parts].append(person)
        return person

    def _is_family(self, name: Name, parts: _Parts) -> bool:
        """“the Koch brothers”, “the Clintons”, “the Bushes”."""
        doc, end = name.span.doc, name.span.end
        if end < len(doc) and doc[end].lower_ in _FAMILY:
            return True
        if len(parts) != 1 or parts in self._endings:
            return False
        one = {parts[0].removesuffix("s"), parts[0].removesuffix("es")} - {parts[0]}
        behind_the = name.start > 0 and doc[name.start - 1].lower_ == "the"
        listed = self._gazetteer.surnames if behind_the else frozenset()
        return any((single,) in self._endings or single in listed for single in one)


def _is_before(name: Name, candidates: list[Person]) -> bool:
    """Whether the name comes before all of their full names; those with Jr. do not count."""
    return all(one.junior or one.seen[0] > name.start for one in candidates if one.seen)


def _possible(candidates: list[Person], name: Name, *, junior: bool) -> list[Person]:
    """Those whom the name can mean by its titles, and by its Jr. or the lack of one."""
    said = gender_said(name.titles)
    left = [one for one in candidates if said is None or one.gender in {None, said}]
    same = [one for one in left if one.junior == junior]
    left = same if same or junior else left
    office = office_said(name.titles)
    in_office = [one for one in left if one.cluster.record and office in one.cluster.record.offices]
    return in_office or left


def _meant(candidates: list[Person], token: int) -> Person | None:
    """The only one; else the one named both last and most before the token, if one is."""
    if len(candidates) == 1:
        return candidates[0]
    before = [
        (person.seen[count - 1], count, person)
        for person in candidates
        if (count := bisect_left(person.seen, token))
    ]
    if not before:
        return None
    last = max(before, key=lambda entry: entry[0])
    most = max(count for _, count, _ in before)
    rivals = [entry for entry in before if entry[1] == most]
    return last[2] if rivals == [last] else None
