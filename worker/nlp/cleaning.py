"""From what a tagger marks to the name itself: no titles, no possessive, no marks at its edges."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from worker.nlp.entity_seats import Finding
from worker.nlp.gazetteer import Gazetteer
from worker.nlp.wordlists import wordlist

_EDGES: Final = wordlist("name_edges")
_TITLES: Final = wordlist("titles")
_PLACE_ADJECTIVES: Final = wordlist("place_adjectives")
_HYPHENS: Final = frozenset("-/\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}")
_SPLIT: Final = frozenset({"norp", "location", "organization", "misc"})
_LISTS: Final = frozenset({",", ";"})
_BEFORE_TITLE: Final = 4
_NEIGHBOURS: Final = ((1, 0), (2, 0), (0, 1), (0, 2))
_ARTICLES_IN_NAMES: Final = frozenset({"al", "bin"})
_LANGUAGE_HEADS: Final = wordlist("language_heads")


def cleaned(doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> Iterator[Finding]:
    """The names themselves, in text order; what has no letter or digit is left out."""
    done = 0
    for finding in findings:
        start, end = _trimmed(doc, max(done, finding.span.start), finding.span.end)
        if start >= end:
            continue
        if finding.label == "location":
            while start < end - 1 and doc[start].text in _PLACE_ADJECTIVES:
                start += 1
        if finding.label == "person":
            start = _after_titles(doc, start, end, gazetteer)
        (start, end), label = _completed(doc, (start, end), done, finding.label, gazetteer)
        start, end = _with_article(doc, start, end, gazetteer)
        for first, last in _separate(doc, start, end, label, gazetteer):
            if first < last and _is_name(doc, first, last, label):
                yield Finding(doc[first:last], label)
        done = end


def _completed(
    doc: Doc, bounds: tuple[int, int], done: int, label: str, gazetteer: Gazetteer
) -> tuple[tuple[int, int], str]:
    """A piece of a name that the gazetteer knows, “Qaeda” or “State”, made whole."""
    start, end = bounds
    whole = doc[start:end].text
    if gazetteer.organization(whole) or gazetteer.country(whole) or gazetteer.person(whole):
        return bounds, label
    for before, after in _NEIGHBOURS:
        first, last = start - before, end + after
        if first < done or last > len(doc) or not _may_stand_at_edge(doc, last - 1):
            continue
        if any(doc[token].is_sent_start for token in range(first + 1, last)):
            continue
        text = doc[first:last].text
        if doc[first].is_lower and doc[first].text not in _ARTICLES_IN_NAMES:
            continue
        if gazetteer.organization(text):
            return (first, last), "organization"
        if label == "person" and gazetteer.person(text):
            return (first, last), label
    return bounds, label


def _is_name(doc: Doc, start: int, end: int, label: str) -> bool:
    """Not a language, and with a capital, a digit or a script that knows no capitals."""
    if label == "norp" and names_language(doc, end):
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
        if text.lower().rstrip(".") in _TITLES:
            title = token
        elif title is not None or not (gazetteer.group(text) or gazetteer.country(text)):
            break
    if title is None:
        return start
    first, _ = _trimmed(doc, title + 1, end)
    return first if first < end else start


def _with_article(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """The article of “The Guardian” and “The Bahamas” is part of the name."""
    if start > 0 and doc[start - 1].text == "The" and start < end:
        text = doc[start - 1 : end].text
        for record in (gazetteer.organization(text), gazetteer.country(text)):
            if record is not None and not doc[start - 1].is_sent_start:
                return start - 1, end
    return start, end


def _separate(
    doc: Doc, start: int, end: int, label: str, gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    """“Texas, Florida” is two places, “Washington, D.C.” is one."""
    whole = label != "location" or gazetteer.place(doc[start:end].text) is not None
    for first, last in [(start, end)] if whole else _cut(doc, start, end, _LISTS):
        yield from _compound(doc, *_trimmed(doc, first, last), label, gazetteer)


def _compound(
    doc: Doc, start: int, end: int, label: str, gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    """“Israeli-Palestinian” is two names; “Guinea-Bissau” is one."""
    pieces = _cut(doc, start, end, _HYPHENS)
    if (
        label in _SPLIT
        and not _known(doc, start, end, gazetteer)
        and all(_known(doc, first, last, gazetteer) for first, last in pieces)
    ):
        yield from pieces
    else:
        yield start, end


def _cut(doc: Doc, start: int, end: int, marks: frozenset[str]) -> list[tuple[int, int]]:
    cuts = [token for token in range(start, end) if doc[token].text in marks]
    return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))


def _known(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> bool:
    text = doc[start:end].text if start < end else ""
    return bool(gazetteer.country(text) or gazetteer.group(text))


def names_language(doc: Doc, end: int) -> bool:
    """Whether the word for a people ends here and means its language: “an English translation”."""
    if end < len(doc) - 1 and doc[end].text in _HYPHENS:
        end += 1
    return end < len(doc) and doc[end].lower_ in _LANGUAGE_HEADS
