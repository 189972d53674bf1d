"""Bodies that every country has, such as a Defense Ministry, and whose they are.

Taggers overlook them right behind their country, “Russia's Defense Ministry said”. The words of
such a name are few and general, so that they are one where a country or a people stands before.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import is_headline
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE

_BODIES: Final = word_list("state_bodies")
_WORDS: Final = _BODIES | word_list("state_words")
_DEPARTMENTS: Final = word_list("departments")
_SPELLINGS: Final = word_pairs("body_spellings")
_POSSESSIVES: Final = word_list("possessives")
_ALONE: Final = frozenset({"parliament", "congress", "senate", "army", "navy"})
"""Bodies that need no other word."""

_LONGEST: Final = 3
"""Words in a country's name or its adjective that are looked at."""

_LABEL: Final = TABLE.label_of["organization"]


def with_state_bodies(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with the bodies behind their countries."""
    if not any(token.lower_ in _BODIES for token in doc):
        return list(findings)
    taken = {at for one in findings for at in range(one.span.start, one.span.end)}
    found = [Finding(doc[start:end], _LABEL) for start, end in _behind_countries(doc, gazetteer)]
    new = [one for one in found if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted([*findings, *new], key=lambda finding: int(finding.span.start))


def country_before(doc: Doc, start: int, gazetteer: Gazetteer) -> str | None:
    """Id of the country or its people right before a token: “Russia's”, “Russian”."""
    if doc[start].is_sent_start:
        return None
    end = start - (doc[start - 1].text in _POSSESSIVES)
    owners = (
        country_of(doc[first:end].text, gazetteer) for first in range(max(0, end - _LONGEST), end)
    )
    return next((owner for owner in owners if owner is not None), None)


def country_of(text: str, gazetteer: Gazetteer) -> str | None:
    """Id of the country that a country's or a people's name means."""
    country = gazetteer.country(text)
    if country is not None:
        return country.id
    group = gazetteer.group(text)
    return None if group is None else group.country


def body_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The body's words in one order and spelling; none if it is no body that every country has."""
    said = tuple(_SPELLINGS.get(word, word) for word in words)
    said = said[1:] if said[:1] == ("the",) else said
    if not said or not _WORDS.issuperset(said) or _BODIES.isdisjoint({said[0], said[-1]}):
        return ()
    if said[0] in _DEPARTMENTS and said[1:2] == ("of",) and said[2:]:
        return (*said[2:], said[0])
    return said if len(said) > 1 or said[0] in _ALONE else ()


def _behind_countries(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    for sentence in doc.sents:
        if is_headline(sentence):
            continue
        at = int(sentence.start)
        while at < sentence.end:
            end = end_of_run(doc, at, sentence.end, _is_general)
            if end > at and country_before(doc, at, gazetteer) is not None:
                words = tuple(token.lower_ for token in doc[at:end])
                if len(words) > 1 and body_of(words) and not _continues(doc, end):
                    yield at, end
            at = max(end, at + 1)


def _is_general(token: Token) -> bool:
    return bool(token.is_title) and token.lower_ in _WORDS


def _continues(doc: Doc, end: int) -> bool:
    return end < len(doc) and not doc[end].is_sent_start and bool(doc[end].is_title)
