"""Weapons and the models of them, which taggers take for people, towns and firms.

A capital right before a missile or a drone is its name, “Iskander missiles”, unless it is a
country, a people, or a body that has such weapons. Before a tank or a jet, which are also called
after those who fly them, only a model with a number is: “F-16 jets”.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.windows import start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import is_headline
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import text_of, tokens_of

_WEAPONS: Final = word_list("weapons")
_VEHICLES: Final = word_list("weapon_vehicles")
_ALL: Final = _WEAPONS | _VEHICLES
_ADJECTIVES: Final = word_list("weapon_adjectives")
_EDGES: Final = word_list("name_edges")
_BODIES: Final = word_list("common_bodies") | word_list("body_nouns")
_PRODUCT: Final = TABLE.label_of["product"]
_JOINS: Final = frozenset({"and", "or", ","})


def with_weapons(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with the names of weapons."""
    if _ALL.isdisjoint(tokens_of(doc).texts):
        return list(findings)
    weapons = list(_Weapons(doc, findings, gazetteer).found())
    kept = [one for one in findings if not any(_overlap(one, weapon) for weapon in weapons)]
    return sorted([*kept, *weapons], key=lambda finding: int(finding.span.start))


class _Weapons:
    def __init__(self, doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._gazetteer = gazetteer
        self._at = {
            token: finding
            for finding in findings
            for token in range(finding.span.start, finding.span.end)
        }

    def found(self) -> Iterator[Finding]:
        for sentence in self._doc.sents:
            if is_headline(sentence):
                continue
            reached = int(sentence.start)
            for token in sentence:
                if _is_weapon(token):
                    for start, end in self._before(token.i, reached):
                        yield Finding(self._doc[start:end], _PRODUCT)
                    reached = token.i + 1

    def _before(self, noun: int, first: int) -> Iterator[tuple[int, int]]:
        """The names before a weapon: both in “a Kinzhal and two Kalibr cruise missiles”."""
        doc = self._doc
        end = start_of_run(doc, first, noun, lambda token: token.lower_ in _ADJECTIVES)
        start = start_of_run(doc, first, end, _is_of_model)
        while start < end and self._says_whose(start):
            start += 1
        if not self._is_model(start, end, vehicle=doc[noun].lower_ in _VEHICLES):
            return
        at = start - 1 - (start > first and doc[start - 1].like_num)
        other = self._at.get(at - 1) if at > first and doc[at].text in _JOINS else None
        if other is not None and other.span.end == at and len(other.span) == 1:
            one = int(other.span.start)
            if one > first and self._is_model(one, at, vehicle=False):
                yield one, at
        yield start, end

    def _says_whose(self, token: int) -> bool:
        """Whether a word in front is a country, a people or an article."""
        word = self._doc[token]
        if word.lower_ in _EDGES or word.like_num or not word.text[0].isupper():
            return True
        text = word.text
        known = self._gazetteer.country(text) or self._gazetteer.group(text)
        return known is not None or self._gazetteer.place(text) is not None

    def _is_model(self, start: int, end: int, *, vehicle: bool) -> bool:
        if start >= end:
            return False
        span = self._doc[start:end]
        numbered = any(letter.isdigit() for letter in text_of(span))
        if vehicle and not numbered:
            return False
        if any(token.lower_ in _BODIES for token in span) or self._gazetteer.knows(text_of(span)):
            return False
        first = self._doc[start]
        if first.is_sent_start and len(span) == 1 and not numbered and not _has_capitals(first):
            return False
        return not any(self._is_other(finding, start, end) for finding in self._over(start, end))

    def _over(self, start: int, end: int) -> list[Finding]:
        return [self._at[token] for token in range(start, end) if token in self._at]

    def _is_other(self, finding: Finding, start: int, end: int) -> bool:
        """Whether what was marked reaches beyond, or is a body or a person named elsewhere too."""
        if finding.span.start < start or finding.span.end > end:
            return finding.label in {"organization", "person"}
        if finding.label not in {"organization", "person"}:
            return False
        again = (
            other
            for other in self._at.values()
            if other is not finding and text_of(other.span) == text_of(finding.span)
        )
        return len(finding.span) > 1 or any(
            other.span.end >= len(self._doc) or not _is_before_weapon(self._doc, other)
            for other in again
        )


def _is_weapon(token: Token) -> bool:
    return token.text in _ALL


def _is_of_model(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or text.isdigit() or text == "-"


def _has_capitals(token: Token) -> bool:
    return bool(token.text.isupper())


def _is_before_weapon(doc: Doc, finding: Finding) -> bool:
    end = int(finding.span.end)
    while end < len(doc) and doc[end].lower_ in _ADJECTIVES:
        end += 1
    return end < len(doc) and _is_weapon(doc[end])


def _overlap(one: Finding, other: Finding) -> bool:
    return bool(one.span.start < other.span.end and other.span.start < one.span.end)
