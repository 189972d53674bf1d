"""Which names mean the same organisation: acronym and expansion, short and full form."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.finding.known_forms import PAPERS, head_of
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.grouping.misspellings import in_one_sentence
from worker.nlp.entities.grouping.owners import by_owner
from worker.nlp.entities.grouping.spellings import Spellings
from worker.nlp.entities.names import SPOKEN, acronyms, is_acronym, parts

_CORPORATE: Final = word_list("corporate")
_TAILS: Final = word_list("org_tails") | FIRM_WORDS | {"international"}
_COMMON: Final = word_list("common_bodies")
_BODIES: Final = word_list("body_nouns") | word_list("center_nouns")
_HOUSES: Final = word_list("house_bodies")
_SPELLINGS: Final = word_pairs("body_spellings")
_PIECES: Final = 4
"""Letters of one that has the beginnings of words."""

_LONG: Final = 3
"""Words of a body's name that may go without the last: Senate Armed Services."""

_MAX_CUT: Final = 6
_DEPARTMENTS: Final = word_list("departments")
_OF_SOMETHING: Final = 2
_LINKS: Final = word_list("body_links")

_Key = tuple[str, ...]


def organizations(
    doc: Doc, names: list[Name], gazetteer: Gazetteer, places: frozenset[str]
) -> list[Cluster]:
    """One cluster for each organisation.

    Two names mean the same organisation if

    - their words are the same, apart from a final Inc., and "Department of Justice" is "Justice
      Department";
    - the gazetteer has both under one name;
    - one is in brackets behind the other, or made of the other's initials;
    - one is the other without a general word at its end ("Tass", "Tass News Agency"), without all
      from an "of" on ("Army Corps", "Army Corps of Engineers"), or without a place or a people at
      its beginning ("Quartet", "Middle East Quartet");
    - one is the last words of the other ("Freedom Caucus", "House Freedom Caucus"), no sentence
      has both, and no list has either;
    - one is the other's first or last word, and distinctive ("Brenntal", "Brenntal Energie"), or
      what its newspaper or body is ("the Post", "the Federation").

    Where a name could mean two organisations, it means neither.

    Args:
        doc: the article.
        names: its organisations.
        gazetteer: what is known of names.
        places: places that the article names. The gazetteer may not have them, so that the rest
            of a name behind one is not taken for a general word such as Senate.

    """
    groups: dict[_Key, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: int(name.span.start)):
        key = _key(name)
        groups[key].append(_known_without_inc(name, key, gazetteer))
    joined = _Union(list(groups))
    _join_records(groups, joined)
    _join_brackets(doc, groups, joined)
    _join_initials(groups, joined)
    _join_short_forms(doc, groups, joined, gazetteer, places)
    clusters: dict[_Key, Cluster] = {}
    for key, members in groups.items():
        cluster = clusters.setdefault(joined.root(key), Cluster("organization"))
        cluster.names += members
        if len(key) == 1 and key[0] in PAPERS and joined.has_others(key):
            # The lists have The Times of London, and this is The Washington Times.
            continue
        cluster.record = cluster.record or next((n.record for n in members if n.record), None)
    return [one for cluster in clusters.values() for one in by_owner(cluster, gazetteer)]


class _Union:
    """Sets of keys that mean the same; the earliest key of a set is its root."""

    def __init__(self, keys: list[_Key]) -> None:
        self._order = {key: index for index, key in enumerate(keys)}
        self._parent = {key: key for key in keys}

    def root(self, key: _Key) -> _Key:
        while self._parent[key] != key:
            # Halving the path keeps long chains of names cheap.
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def has_others(self, key: _Key) -> bool:
        """Whether other keys mean the same as one."""
        root = self.root(key)
        return any(self.root(other) == root for other in self._parent if other != key)

    def join(self, one: _Key, other: _Key) -> None:
        first, second = sorted((self.root(one), self.root(other)), key=self._order.__getitem__)
        self._parent[second] = first


def _key(name: Name) -> _Key:
    words_ = name.parts
    if words_[:1] == ("the",) and len(words_) > 1:
        words_ = words_[1:]
    while len(words_) > 1 and words_[-1] in _CORPORATE:
        words_ = words_[:-1]
    words_ = tuple(_SPELLINGS.get(word, word) for word in words_)
    if len(words_) > _OF_SOMETHING and words_[0] in _DEPARTMENTS and words_[1] == "of":
        rest = words_[2:]
        return (*(rest[1:] if rest[0] == "the" else rest), words_[0])
    return words_


def _known_without_inc(name: Name, key: _Key, gazetteer: Gazetteer) -> Name:
    """“Exxon Mobil Corp” is in the lists as Exxon Mobil."""
    if name.record is not None or name.parts[-1] not in _CORPORATE or len(key) == len(name.parts):
        return name
    return replace(name, record=gazetteer.organization(" ".join(key)))


def _join_records(groups: dict[_Key, list[Name]], joined: _Union) -> None:
    by_name: dict[str, _Key] = {}
    for key, members in groups.items():
        for name in members:
            if name.record is not None:
                joined.join(by_name.setdefault(name.record.name, key), key)


def _join_brackets(doc: Doc, groups: dict[_Key, list[Name]], joined: _Union) -> None:
    """“Movement for Democratic Change (MDC)”: the article itself says so, initials or not."""
    at = {int(name.span.start): key for key, members in groups.items() for name in members}
    for key, members in groups.items():
        for name in members:
            end = name.span.end
            other = at.get(end + 1)
            if other is None or doc[end].text != "(":
                continue
            short = name.text
            if is_acronym(doc[end + 1].text) or (is_acronym(short) and _stands_for(short, other)):
                joined.join(key, other)


def _stands_for(short: str, words_: _Key) -> bool:
    return short.replace(".", "").lower() in acronyms(words_)


def _join_initials(groups: dict[_Key, list[Name]], joined: _Union) -> None:
    expansions: dict[str, list[_Key]] = defaultdict(list)
    spellings = Spellings()
    for key, members in groups.items():
        forms = {key, *(name.parts for name in members)}
        for letters in sorted({letters for form in forms for letters in acronyms(form)}):
            expansions[letters].append(key)
        if len(key) > 1:
            spellings.add(key, (name.parts for name in members))
    for key, members in groups.items():
        short = _letters(members[0])
        if short is not None:
            spelt = spellings.of(short) if not members[0].text.istitle() else []
            _join_only(key, expansions.get(short, []) or spelt, joined)
    _join_branches(groups, joined)


def _join_branches(groups: dict[_Key, list[Name]], joined: _Union) -> None:
    """“ACLU of Ohio” for American Civil Liberties Union of Ohio."""
    short = [
        key
        for key, members in groups.items()
        if len(key) > _OF_SOMETHING and key[1] in _LINKS and is_acronym(members[0].span[0].text)
    ]
    ends: dict[_Key, list[_Key]] = defaultdict(list)
    for key in groups if short else ():
        cut = next((at for at in range(2, len(key)) if key[at] in _LINKS), None)
        if cut is not None:
            ends[key[cut:]].append(key)
    for key in short:
        whole = [one for one in ends[key[1:]] if key[0] in acronyms(one[: 1 - len(key)])]
        _join_only(key, whole, joined)


def _letters(name: Name) -> str | None:
    """The letters of WHO, P&G, Unicef and StanChart; None if it is no acronym."""
    text, words_ = name.text, name.parts
    if "&" in text and all(len(word) == 1 for word in words_):
        return "".join(words_)
    if len(words_) > 1:
        return None
    # Newspapers write acronyms that are spoken as a word like one: Nato, Unicef.
    spoken = text.istitle() and text.isalpha() and len(text) in SPOKEN
    pieces = text.isalpha() and not text[1:].islower() and len(text) >= _PIECES
    return words_[0] if words_ and (is_acronym(text) or spoken or pieces) else None


def _join_short_forms(
    doc: Doc,
    groups: dict[_Key, list[Name]],
    joined: _Union,
    gazetteer: Gazetteer,
    places: frozenset[str],
) -> None:
    longer: dict[_Key, list[_Key]] = defaultdict(list)
    small = small_words(doc)
    for key, members in groups.items():
        name = members[0]
        # Where "Adidas" and "Yeezy" stand alone too, "Adidas Yeezy" is neither.
        if len(key) > 1 and not {key[:1], key[-1:]} <= groups.keys():
            for word in _single_words(key, name, gazetteer, small):
                longer[word].append(key)
        for short in (*_without_end(key), *_without_beginning(key, name, gazetteer, places)):
            longer[short].append(key)
        for short in _last_words(key):
            if short in groups and _may_be_one(groups[short], members):
                longer[short].append(key)
    for key, members in groups.items():
        _join_only(key, longer.get(key, []), joined)
        for noun in {_noun_after(name) for name in members} - {""}:
            whole = (*key, noun)
            _join_only(key, [*longer.get(whole, []), *([whole] if whole in groups else [])], joined)


def _single_words(
    key: _Key, name: Name, gazetteer: Gazetteer, small: frozenset[str]
) -> Iterator[_Key]:
    """The first or the last word, if it can stand for the whole: Brenntal for Brenntal Energie."""
    first, last = name.span[0].text, name.span[-1].text
    if is_distinctive(first, gazetteer, small):
        yield key[:1]
    if last[0].isupper() and key[-1] not in (_COMMON | _CORPORATE) - PAPERS:
        yield key[-1:]
    head = head_of(name.span)
    if head is not None and head.i < name.span.end - 1 and head.lower_ not in _COMMON:
        yield parts(head.text)


def _without_end(key: _Key) -> Iterator[_Key]:
    """Without general words at the end, and without all from an “of” on."""
    for cut in range(1, min(len(key), _MAX_CUT)):
        of_it = cut > 1 and key[cut] in _LINKS
        if of_it or all(word in _TAILS for word in key[cut:]):
            yield key[:cut]
        if of_it and cut > _OF_SOMETHING and key[cut - 1] in _BODIES:
            # “Planned Parenthood Federation of America”
            yield key[: cut - 1]
    if len(key) > _LONG and key[-1] in _BODIES and key[0] in _HOUSES:
        yield key[:-1]


def _without_beginning(
    key: _Key, name: Name, gazetteer: Gazetteer, places: frozenset[str]
) -> Iterator[_Key]:
    """Without a country, a people, a body or a place at the beginning."""
    for cut in range(1, min(len(name.span), _MAX_CUT)):
        lead = name.span[:cut].text
        rest = key[len(parts(lead)) :]
        known = gazetteer.country(lead) or gazetteer.group(lead) or gazetteer.organization(lead)
        if known or (lead in places and rest[-1:] and rest[-1] not in _COMMON):
            yield rest


def _last_words(key: _Key) -> Iterator[_Key]:
    """“Freedom Caucus” of “House Freedom Caucus”."""
    if key[-1] not in _COMMON:
        for cut in range(1, min(len(key) - 1, _MAX_CUT)):
            if _LINKS.isdisjoint(key[: cut + 1]):
                yield key[cut:]


def _may_be_one(some: list[Name], others: list[Name]) -> bool:
    known = any(name.record is not None for name in (*some, *others))
    return not known and not in_one_sentence(some, others)


def _noun_after(name: Name) -> str:
    """The general noun in lower case that follows: “the Kolb center” is the Kolb Center for Law."""
    doc, end = name.span.doc, name.span.end
    noun = doc[end].text if end < len(doc) else ""
    return noun if noun in _BODIES else ""


def _join_only(key: _Key, candidates: list[_Key], joined: _Union) -> None:
    roots = {joined.root(candidate) for candidate in candidates if candidate != key}
    if len(roots) == 1:
        joined.join(key, roots.pop())
