"""Mentions that the tagger overlooked: countries, peoples, and what it found elsewhere.

One article names one thing in the same words again and again. What the tagger recognised in one
sentence and not in the next is added where exactly the same words stand with the same capitals and
are no part of a longer name.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.cleaning import names_language
from worker.nlp.clusters import Name
from worker.nlp.gazetteer import Evidence, Gazetteer, Record
from worker.nlp.wordlists import wordlist

MAX_WORDS: Final = 8
"""Tokens in a name that is looked for again."""

_TITLES: Final = wordlist("titles")
_EDGES: Final = wordlist("name_edges")
_COMMON: Final = wordlist("common_bodies")
_MANY_CAPITALS: Final = 0.6


def overlooked(
    doc: Doc, names: list[Name], gazetteer: Gazetteer, evidence: Evidence
) -> Iterator[Name]:
    """The names to add, in text order, none overlapping one of ``names`` or another."""
    search = _Search(doc, names, gazetteer, evidence)
    for sentence in doc.sents:
        headline = _is_headline(sentence)
        token = sentence.start
        while token < sentence.end:
            found = search.longest(token, sentence.end)
            if found is not None and (
                _stands_alone(doc, found) or (headline and search.is_again(found.span))
            ):
                yield found
                token = found.span.end
            else:
                token += 1


class _Search:
    def __init__(
        self, doc: Doc, names: list[Name], gazetteer: Gazetteer, evidence: Evidence
    ) -> None:
        self._doc = doc
        self._gazetteer = gazetteer
        self._evidence = evidence
        self._taken = {token for name in names for token in range(name.span.start, name.span.end)}
        self._again = _known_forms(names)
        self._short = _short_forms(names)
        lengths = [gazetteer.longest, *(len(form) for form in self._again)]
        self._longest = min(MAX_WORDS, max(lengths))
        self._begins: dict[str, bool] = {}

    def is_again(self, span: TokenSpan) -> bool:
        """Whether the tagger found the same words elsewhere."""
        return _form(span) in self._again

    def longest(self, start: int, bound: int) -> Name | None:
        """The longest known name that begins at a token and reaches over none that is taken."""
        if not self._doc[start].text[0].isupper():
            return None
        end = start
        while end < min(bound, start + self._longest) and end not in self._taken:
            end += 1
        listed = self._may_begin(self._doc[start].text)
        for last in range(end, start, -1):
            if not self._doc[last - 1].text[-1].isalnum() and last > start + 1:
                continue
            span = self._doc[start:last]
            known = self._again.get(_form(span))
            if known is not None:
                return Name(span, known.type, known.record)
            record = self._listed(span) if listed else None
            if record is not None:
                return Name(span, record.type, record)
        return self._short_form(start, end)

    def _short_form(self, start: int, end: int) -> Name | None:
        """“the Quartet” where the article also has a Middle East Quartet."""
        if start in {0, end} or self._doc[start - 1].lower_ != "the":
            return None
        if self._doc[start].text not in self._short:
            return None
        return Name(self._doc[start : start + 1], "organization")

    def _may_begin(self, word: str) -> bool:
        if word not in self._begins:
            self._begins[word] = self._gazetteer.may_begin(word)
        return self._begins[word]

    def _listed(self, span: TokenSpan) -> Record | None:
        country = self._gazetteer.country(span.text)
        if country is not None and not country.ambiguous and self._evidence.supports(country):
            return country
        if names_language(self._doc, span.end):
            return None
        return self._gazetteer.group(span.text)


def _form(span: TokenSpan) -> tuple[str, ...]:
    return tuple(token.text for token in span)


def _short_forms(names: Iterable[Name]) -> frozenset[str]:
    last = (name.span[-1] for name in names if name.type == "organization" and len(name.span) > 1)
    return frozenset(
        word.text for word in last if word.text[0].isupper() and word.lower_ not in _COMMON
    )


def _known_forms(names: Iterable[Name]) -> dict[tuple[str, ...], Name]:
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        form = _form(name.span)
        if len(form) <= MAX_WORDS and name.type != "group" and any(len(word) > 1 for word in form):
            forms.setdefault(form, name)
    return forms


def _stands_alone(doc: Doc, name: Name) -> bool:
    """Whether no capital beside it says that it is part of a longer name."""
    start, end = name.span.start, name.span.end
    if end < len(doc) and _goes_on(doc[end]):
        return False
    if start == 0 or doc[start].is_sent_start:
        return True
    before = doc[start - 1]
    begins = bool(before.is_sent_start)
    return not _is_capital(before) or begins or before.lower_.rstrip(".") in _TITLES


def _goes_on(token: Token) -> bool:
    if token.text == "-" or token.lower_ in {"of", "&"}:
        return False
    return _is_capital(token) and token.lower_.rstrip(".") not in _TITLES


def _is_capital(token: Token) -> bool:
    return bool(token.text[0].isupper()) and token.lower_ not in _EDGES


def _is_headline(sentence: Iterable[Token]) -> bool:
    """Whether most words have capitals, so that a capital says nothing."""
    letters = [token.text[0] for token in sentence if token.text[0].isalpha()]
    return sum(letter.isupper() for letter in letters) > _MANY_CAPITALS * len(letters)
