"""Which names mean the same person: surname to full name, as newspapers use them.

Two full names are one person if given name (or its short form: Jim, James) and surname agree and
nothing else speaks against it: a middle initial, or Jr. How a shorter name finds its person is in
``surnames``.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.first_words import small_words
from worker.nlp.entities.gazetteer.given_names import given_key
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.grouping.misspellings import (
    NearWords,
    differ_by_spelling,
    in_one_sentence,
)
from worker.nlp.entities.grouping.surnames import Person, with_short
from worker.nlp.entities.names import fold, nickname, parts, without_nickname

_SUFFIXES: Final = word_list("suffixes")
_JUNIOR: Final = word_list("junior_marks")
_MAX_WORDS: Final = 8
_GIVEN_AND_LAST: Final = 2
_SHARED: Final = 2
"""Tokens from a given name to the full name whose surname it shares."""

_MIDDLE_INITIALS: Final = re.compile(r"[A-Z]|(?:[A-Z]\.-?){1,3}")
_NO_SHORT_FORMS: Final = frozenset(
    {"al", "alex", "chris", "drew", "gene", "hal", "jack", "kate", "ned", "pat", "ray", "rich"}
    | {"sam", "sandy", "sue", "terry", "val", "will"}
)
"""Short forms of several given names, or that are names of their own: Pat, Jack, Al Otaibi."""

Meant = Callable[[Cluster], tuple[list[Name], list[Name]]]
"""Splits a cluster's names into those that mean its record, and those that mean somebody else."""


def usual_form(name: str) -> str:
    """A full name in the form that is the same whichever an outlet prints.

    The given name is the long one, and middle initials and nicknames are left out: James Hansen for
    Jim Hansen, for James E. Hansen and for James “Buck” Hansen.
    """
    first, *rest = without_nickname(name).split() or [name]
    if all(word.lower().rstrip(".") in _SUFFIXES for word in rest):
        return name
    middle = (word for word in rest[:-1] if not _MIDDLE_INITIALS.fullmatch(word))
    short = fold(first)
    given = first if short in _NO_SHORT_FORMS else given_key(short)
    return " ".join([given, *middle, rest[-1]])


def people(names: list[Name], gazetteer: Gazetteer, meant: Meant) -> tuple[list[Cluster], int]:
    """One cluster for each person, and how many mentions could mean several.

    ``meant`` says which names of a cluster mean the person of its record. Where some do and others
    do not, these are two people of one name.
    """
    names = _with_shared_surnames(sorted(names, key=lambda name: name.start), gazetteer)
    short: list[Name] = []
    by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
    undecided: list[Name] = []
    shorter = _endings(names) | _beginnings(names)
    nicknames = _nicknames(names)
    for name in names:
        core, mark = _core(name.parts)
        core = nicknames.get(core, core)
        if len(core) == 1 or core in shorter:
            short.append(name)
        elif mark or name.record is not None:
            _place_full(by_key[_key(core)], name, core, mark)
        else:
            undecided.append(name)
    # A plain "George Bush" can only be placed when those with initials are known.
    lost = 0
    for name in undecided:
        core, _ = _core(name.parts)
        core = nicknames.get(core, core)
        candidates = by_key[_key(core)]
        if len(candidates) > 1:
            lost += 1
        else:
            _place_full(candidates, name, core, "")
    for persons in by_key.values() if nicknames else ():
        for person in persons:
            every = {name.parts for name in person.cluster.names}
            person.cluster.not_called |= {words for words in every if words in nicknames}
            person.others += [nick for nick, core in nicknames.items() if core == person.given]
    persons = sorted(
        (person for persons in by_key.values() for person in persons),
        key=lambda person: person.cluster.first(),
    )
    persons = _spelt_once(_same_record(persons), gazetteer)
    persons = [one for person in persons for one in _told_apart(person, meant)]
    clusters, left = with_short(persons, short, gazetteer)
    return clusters, lost + left


def _told_apart(person: Person, meant: Meant) -> list[Person]:
    cluster = person.cluster
    if cluster.record is None:
        return [person]
    own, others = meant(cluster)
    if not own or not others:
        cluster.record = cluster.record if own else None
        return [person]
    parts = [Cluster("person", own, cluster.record), Cluster("person", others)]
    return [
        replace(person, cluster=part, seen=sorted(name.start for name in part.names))
        for part in parts
    ]


def _key(core: tuple[str, ...]) -> tuple[str, str]:
    return given_key(core[0]), core[-1]


def _with_shared_surnames(names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """“Barack and Michelle Obama” are two Obamas, if the article or the gazetteer knows both."""
    full = {name.parts for name in names if len(name.parts) > 1}
    made: list[Name] = []
    for name, after in zip_longest(names, names[1:]):
        known = name
        if after is not None and len(name.parts) == 1 and len(after.parts) > 1:
            doc = name.span.doc
            beside = after.start - name.span.end == _SHARED - 1
            whole = (name.parts[0], after.parts[-1])
            if beside and doc[name.span.end].lower_ in {"and", "&"} and whole[0] != whole[1]:
                record = gazetteer.person(" ".join(whole))
                if record is not None or whole in full:
                    known = replace(name, whole=whole, record=record)
        made.append(known)
    return made


def _endings(names: list[Name]) -> frozenset[tuple[str, ...]]:
    """What names of several words end in: “al-Malki” is a surname beside “Riad al-Malki”."""
    cores = dict.fromkeys(_core(name.parts)[0] for name in names)
    return frozenset(core[cut:] for core in cores for cut in range(1, len(core) - 1))


def _nicknames(names: list[Name]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Full names by those with a nickname: “Scooter Libby” is Lewis “Scooter” Libby."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        nick = parts(nickname(name.text))
        if nick:
            core, _ = _core(name.parts)
            found.setdefault(nick, core)
            found.setdefault((*nick, core[-1]), core)
    return found


def _beginnings(names: list[Name]) -> frozenset[tuple[str, ...]]:
    """What names of more words begin with: “Anna Maria” is Anna Maria Kolb.

    Not somebody whom a list knows by the short name, nor two whom one sentence names. What ends in
    a word that the article also has in lower case may be no longer name: “Anna Kolb Show”.
    """
    by_core: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        core, mark = _core(name.parts)
        if len(core) > 1 and not mark:
            by_core[core].append(name)
    longer = [core for core in by_core if len(core) > _GIVEN_AND_LAST]
    return frozenset(
        core[:cut]
        for core in longer
        for cut in range(_GIVEN_AND_LAST, len(core))
        if core[:cut] in by_core
        and core[-1] not in small_words(by_core[core][0].span.doc)
        and all(name.record is None for name in by_core[core[:cut]])
        and not in_one_sentence(by_core[core[:cut]], by_core[core])
    )


def _core(parts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words of a full name without initials and suffixes, and those apart."""
    suffix = "".join(part for part in parts[1:] if part in _SUFFIXES)
    plain = [part for part in parts[:_MAX_WORDS] if part not in _SUFFIXES] or list(parts)
    middle = plain[1:-1]
    initials = "".join(part for part in middle if len(part) == 1)
    core = [plain[0], *(part for part in middle if len(part) > 1), *plain[1:][-1:]]
    return tuple(core), initials + suffix


def _place_full(persons: list[Person], name: Name, core: tuple[str, ...], mark: str) -> None:
    junior = _is_junior(name.parts)
    for person in persons:
        if _may_be(person, name, mark, junior=junior):
            person.add(name)
            person.cluster.record = person.cluster.record or name.record
            person.mark = max(person.mark, mark, key=len)
            return
    cluster = Cluster("person", [name], name.record)
    persons.append(Person(cluster, core, mark, junior, [name.start]))


def _may_be(person: Person, name: Name, mark: str, *, junior: bool) -> bool:
    """Whether a full name can be the person's: records, Jr. and middle initials agree."""
    known, other = person.cluster.record, name.record
    if known is not None and other is not None and known.id != other.id:
        return False
    # The gazetteer means Donald Trump by "Donald Trump", and nobody by "Donald Trump Jr.".
    if junior != person.junior and (known is not None or other is not None):
        return False
    return person.mark == mark or not mark or not person.mark or mark.startswith(person.mark)


def _is_junior(parts: tuple[str, ...]) -> bool:
    return not _JUNIOR.isdisjoint(parts[1:])


def _same_record(persons: list[Person]) -> list[Person]:
    """Bernie and Bernard Sanders are one: the gazetteer says so."""
    by_id: dict[str, Person] = {}
    kept: list[Person] = []
    for person in persons:
        record = person.cluster.record
        if record is None or record.id is None:
            kept.append(person)
        elif record.id in by_id:
            by_id[record.id].cluster.names += person.cluster.names
            by_id[record.id].seen = sorted([*by_id[record.id].seen, *person.seen])
            by_id[record.id].others.append(person.given)
        else:
            by_id[record.id] = person
            kept.append(person)
    return kept


def _spelt_once(persons: list[Person], gazetteer: Gazetteer) -> list[Person]:
    """“Ted Crus” is Ted Cruz, if the article has both."""
    kept: list[Person] = []
    near = NearWords()
    for person in persons:
        words = person.given
        places = [(at, (words[:at], words[at + 1 :])) for at in range(len(words))]
        same = next(
            (
                number
                for at, place in places
                for number in near.near(words[at], place)
                if _may_be_misspelt(kept[number], person, gazetteer)
            ),
            None,
        )
        if same is None:
            for at, place in places:
                near.add(words[at], len(kept), place)
            kept.append(person)
        else:
            right, wrong = _right_first(kept[same], person, gazetteer)
            right.cluster.names += wrong.cluster.names
            right.cluster.not_called |= {name.parts for name in wrong.cluster.names}
            right.seen = sorted([*right.seen, *wrong.seen])
            right.others.append(wrong.given)
            kept[same] = right
    return kept


def _may_be_misspelt(one: Person, other: Person, gazetteer: Gazetteer) -> bool:
    if one.cluster.record is not None and other.cluster.record is not None:
        return False
    if one.junior != other.junior or one.mark != other.mark:
        return False
    if not {one.gender, other.gender} >= {"m", "f"} and differ_by_spelling(
        one.given, other.given, gazetteer
    ):
        return not in_one_sentence(one.cluster.names, other.cluster.names)
    return False


def _right_first(one: Person, other: Person, gazetteer: Gazetteer) -> tuple[Person, Person]:
    """The person by the right spelling, then by the wrong one: what a list has, or is used more."""

    def rank(person: Person) -> tuple[bool, bool, int]:
        return (
            person.cluster.record is not None,
            gazetteer.person(" ".join(person.given)) is not None
            or gazetteer.is_surname(person.given[-1]),
            len(person.cluster.names),
        )

    return (one, other) if rank(one) >= rank(other) else (other, one)
