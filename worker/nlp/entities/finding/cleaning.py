"""From what a tagger marks to the name itself: no titles, no possessive, no marks at its edges.

Where the marked words are several names, ``splitting`` takes them apart.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import is_headline
from worker.nlp.entities.finding.splitting import HYPHENS, PREFIXES, split
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import is_year
from worker.nlp.entities.titles import THRONES, is_title

_EDGES: Final = word_list("name_edges")
_LANGUAGE_HEADS: Final = word_list("language_heads")
_SUFFIXES: Final = word_list("suffixes")
_PARTICLES: Final = word_list("calm_particles")
_LOWER_KINDS: Final = word_list("lower_kinds")
_LOWER_BUILDINGS: Final = word_list("facility_lower")
_LAW_TAILS: Final = word_list("law_tails")
_BODIES: Final = word_list("body_nouns")
_OF_STATE: Final = word_list("offices_of_state")
_NO_SURNAMES: Final = word_list("not_names") | word_list("months") | _BODIES
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_OUTLETS: Final = word_list("hint_organization")
_BEFORE_TITLE: Final = 9
_NEIGHBOURS: Final = ((1, 0), (2, 0), (0, 1), (0, 2))
_ARTICLES_IN_NAMES: Final = frozenset({"al", "bin"})


class _Reader(NamedTuple):
    """The doc, and what of it lies between the findings before and after."""

    doc: Doc
    gazetteer: Gazetteer
    done: int
    bound: int


def cleaned(doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> Iterator[Finding]:
    """The names themselves, in text order; what has no letter or digit is left out."""
    done = 0
    bounds = [*(int(finding.span.start) for finding in findings[1:]), len(doc)]
    for finding, bound in zip(findings, bounds, strict=False):
        reader = _Reader(doc, gazetteer, done, bound)
        start, end = _trimmed(doc, max(done, finding.span.start), finding.span.end)
        start, end = _calm_edges(doc, *_outside_brackets(doc, start, end), finding.label)
        if start >= end:
            continue
        if finding.label == "person":
            start = _after_titles(doc, start, end, gazetteer)
            start, end = _outside_brackets(doc, start, end)
            start, end = _with_given_name(reader, start, end)
            end = _with_suffix(doc, end)
        (start, end), label = _completed(reader, (start, end), finding.label)
        start, end = _with_article(reader, start, end, label)
        for first, last, kind in split(doc, (start, end), label, gazetteer):
            first, last = _trimmed(doc, first, last)  # noqa: PLW2901 - marks at the cut
            if first < last and _is_name(doc, first, last, kind):
                yield Finding(doc[first:last], kind)
        done = end


def _outside_brackets(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name does not run over a bracket that is only half in it: “David) Petraeus”."""
    opened: list[int] = []
    for token in range(start, end):
        text = doc[token].text
        if text in _OPENING:
            opened.append(token)
        elif text in _CLOSING:
            if not opened:
                return _trimmed(doc, token + 1, end)
            opened.pop()
    return _trimmed(doc, start, opened[0]) if opened else (start, end)


def _calm_edges(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """Without words in lower case around the name: “nonpartisan Commission”, “Likud party”.

    Particles stay, as in “al-Shabab”, and a last word without which the name is none: “H1N1
    pandemic”.
    """
    if all(doc[token].text.islower() or not doc[token].is_alpha for token in range(start, end)):
        return start, end
    if start < end - 2 and doc[start].lower_ in PREFIXES and doc[start + 1].text in HYPHENS:
        start += 2
    while start < end - 1 and _is_small(doc[start]) and doc[start].text not in _PARTICLES:
        if doc[start + 1].text in HYPHENS and doc[start].text in {"sub", "trans"}:
            break
        start += 1
        start, end = _trimmed(doc, start, end)
    if label in TABLE.thing_labels and start < end - 1 and is_year(doc[start].text):
        start += doc[end - 1].lower_ in _LAW_TAILS
    if label == "organization":
        inner = [at for at in range(start + 1, end - 1) if doc[at].text in _OUTLETS]
        start = inner[-1] + 1 if inner else start
    kept = _LOWER_KINDS if label in TABLE.thing_labels else frozenset()
    if label in {"facility", "location"}:
        kept = _LOWER_BUILDINGS
    while start < end - 1 and _is_small(doc[end - 1]) and doc[end - 1].text not in kept:
        if doc[end - 2].text in HYPHENS:
            break
        start, end = _trimmed(doc, start, end - 1)
    return start, end


def _is_small(token: Token) -> bool:
    return bool(token.is_alpha and token.text.islower())


def _completed(reader: _Reader, bounds: tuple[int, int], label: str) -> tuple[tuple[int, int], str]:
    """A piece of a name that the gazetteer knows, “Qaeda” or “State”, made whole.

    So is a committee without its last word, and a name cut at its hyphen.
    """
    doc, gazetteer = reader.doc, reader.gazetteer
    start, end = bounds
    whole = doc[start:end].text
    if gazetteer.organization(whole) or gazetteer.country(whole) or gazetteer.person(whole):
        return bounds, label
    for before, after in _NEIGHBOURS:
        first, last = start - before, end + after
        if _may_hold_name(reader, first, last):
            kind = _listed(gazetteer, doc[first:last].text, label)
            if kind is not None:
                return (first, last), kind
    if label in {"organization", "location"} and _goes_on(doc, end):
        end, label = end + 1, "organization"
    return (_from_hyphen(reader, start), end), label


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a body's own noun follows: “Senate Judiciary” Committee, “U.S. District” Court."""
    if end >= len(doc) or doc[end - 1].lower_ in _BODIES or doc[end].is_sent_start:
        return False
    return bool(doc[end].is_title) and doc[end].lower_ in _BODIES


def _may_hold_name(reader: _Reader, first: int, last: int) -> bool:
    doc = reader.doc
    if first < reader.done or last > len(doc) or not _may_stand_at_edge(doc, last - 1):
        return False
    if any(doc[token].is_sent_start for token in range(first + 1, last)):
        return False
    if doc[first].lower_ in THRONES:
        return False
    return not doc[first].is_lower or doc[first].text in _ARTICLES_IN_NAMES


def _listed(gazetteer: Gazetteer, text: str, label: str) -> str | None:
    if gazetteer.organization(text):
        return "organization"
    if label == "person" and gazetteer.person(text):
        return label
    return "facility" if gazetteer.look_up("facility", text) else None


def _from_hyphen(reader: _Reader, start: int) -> int:
    """“MRA” after “EPIC-” is EPIC-MRA; after “anti-”, and after a name, it stands for itself."""
    doc, gazetteer, done, _ = reader
    first = start - 2
    if first < done or doc[start - 1].text not in HYPHENS or doc[start].is_sent_start:
        return start
    left = doc[first]
    if doc[start - 1].whitespace_ or left.whitespace_ or not left.text[0].isupper():
        return start
    known = gazetteer.knows(left.text) or gazetteer.person_by_surname(left.text)
    return start if known or left.lower_ in PREFIXES else first


def _is_name(doc: Doc, start: int, end: int, label: str) -> bool:
    """Not a language, and with a capital, a digit or a script that knows no capitals."""
    if label == "norp" and names_language(doc, end):
        return False
    first, last = doc[start].text[0], doc[end - 1].text[-1]
    if not (first.isalnum() or first == "#") or last in _OPENING:
        return False
    text = doc[start:end].text
    return text != text.lower() or text == text.upper()


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and not _may_stand_at_edge(doc, start):
        start += 1
    while end > start and not _may_stand_at_edge(doc, end - 1):
        end -= 1
    return start, end


def _may_stand_at_edge(doc: Doc, token: int) -> bool:
    text = doc[token].text
    return any(letter.isalnum() for letter in text) and text.lower() not in _EDGES


def _after_titles(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Past “Russian President”, “Sen.” and the like, as long as a name remains."""
    title = None
    for token in range(start, min(end - 1, start + _BEFORE_TITLE)):
        text = doc[token].text
        known = gazetteer.group(text) or gazetteer.country(text) or gazetteer.place(text)
        if is_title(text):
            title = token
        elif title is not None:
            if text.lower() not in _OF_STATE and text not in {"of", "-", "the", "and"}:
                break
            if text.lower() in _OF_STATE:
                title = token
        elif not known:
            break
    is_name = gazetteer.person(doc[start:end].text) is not None
    if title is None or (is_name and doc[start].lower_ not in THRONES):
        return start
    first, _ = _trimmed(doc, title + 1, end)
    return first if first < end else start


def _with_given_name(reader: _Reader, start: int, end: int) -> tuple[int, int]:
    """“Jay” before “Inslee”, and “Kolb” behind “Anna”, where only the one half was marked."""
    doc, _, done, bound = reader
    if end - start != 1 or is_headline(doc[start].sent):
        return start, end
    if _is_given(doc[start]) and end < bound and _is_surname(doc[end]):
        return start, end + 1
    if start - 1 >= done and _is_given(doc[start - 1]) and not doc[start].is_sent_start:
        return start - 1, end
    return start, end


def _is_given(token: Token) -> bool:
    return bool(token.is_title) and usual_gender(token.lower_) is not None


def _is_surname(token: Token) -> bool:
    word = token.lower_
    return (
        bool(token.text[0].isupper() and token.is_alpha and not token.is_sent_start)
        and not token.text.isupper()
        and word not in _NO_SURNAMES
        and not is_title(word)
    )


def _with_suffix(doc: Doc, end: int) -> int:
    """The Jr. of “Donald Trump Jr.” tells him from Donald Trump."""
    for after in (end, end + 1):
        if after >= len(doc) or doc[after].is_sent_start:
            break
        if after == end + 1 and doc[end].text != ",":
            break
        word = doc[after].text
        if word.rstrip(".").lower() in _SUFFIXES and word[0].isupper():
            return after + 1
    return end


def _with_article(reader: _Reader, start: int, end: int, label: str) -> tuple[int, int]:
    """The article of “The Guardian” and “The Bahamas” is part of the name."""
    doc, gazetteer, done, _ = reader
    if start > done and doc[start - 1].text == "The" and start < end:
        text = doc[start - 1 : end].text
        organization = gazetteer.organization(text)
        if organization is not None and organization.ordinary:
            return (start - 1, end) if label == "organization" else (start, end)
        if (organization or gazetteer.country(text)) and not doc[start - 1].is_sent_start:
            return start - 1, end
    return start, end


def names_language(doc: Doc, end: int) -> bool:
    """Whether the word for a people ends here and means its language: “an English translation”."""
    if end < len(doc) - 1 and doc[end].text in HYPHENS:
        end += 1
    return end < len(doc) and doc[end].lower_ in _LANGUAGE_HEADS
