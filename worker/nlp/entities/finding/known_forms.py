"""The words by which an article names what the tagger found: to find the same again elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.names import nickname, plain_marks
from worker.nlp.tokens import tokens_of

Form: TypeAlias = tuple[str, ...]
"""The words of a name as they are written, but for its marks."""

MAX_WORDS: Final = 8
"""Tokens in a name that is looked for again."""

_COMMON: Final = word_list("common_bodies")
PAPERS: Final = word_list("paper_nouns")
"""What the names of newspapers end in: “the Post” for The Washington Post."""

_DEPARTMENTS: Final = word_list("departments")
_LINKS: Final = word_list("body_links")
_STORMS: Final = word_list("storms")
_OF_SOMETHING: Final = 2
_ACRONYM_WORDS: Final = word_list("acronym_words")
_ALSO_NAMES: Final = word_list("also_names") | word_list("first_of_all_places")
_SURNAME_LETTERS: Final = 3


def form_of(span: TokenSpan) -> Form:
    """The words of a span, with plain apostrophes and hyphens."""
    return words_as_form(tokens_of(span.doc).texts[span.start : span.end])


def words_as_form(words: Iterable[str]) -> Form:
    """Words in which names are looked for again, as their forms have them."""
    return tuple(map(plain_marks, words))


def known_forms(doc: Doc, names: Iterable[Name], gazetteer: Gazetteer) -> dict[Form, Name]:
    """A name for each form that the tagger found, and for the surnames of people."""
    names = list(names)
    short = _short_forms(names, gazetteer, small_words(doc))
    return short | _surnames(doc, names, gazetteer) | _nicknamed(names) | _found(names)


def _found(names: Iterable[Name]) -> dict[Form, Name]:
    forms: dict[Form, Name] = {}
    for name in names:
        form = form_of(name.span)
        if len(form) <= MAX_WORDS and name.type != "group" and any(len(word) > 1 for word in form):
            for words in (form, *_turned(form)):
                forms.setdefault(words, name)
    return forms


def _short_forms(
    names: Iterable[Name], gazetteer: Gazetteer, small: frozenset[str]
) -> dict[Form, Name]:
    """“Kenshaw” for Kenshaw Logistics, “League of Rights” for Australian League of Rights.

    And “Otis” for Hurricane Otis.
    """
    forms: dict[Form, Name] = {}
    for name in names:
        form = form_of(name.span)
        if form[0].lower() in _STORMS and form[-1].lower() not in small:
            forms.setdefault(form[1:], Name(name.span, name.type))
        if name.type != "organization" or not 1 < len(form) <= MAX_WORDS:
            continue
        if form[-1].lower() in FIRM_WORDS and is_distinctive(form[0], gazetteer, small):
            forms.setdefault(form[:1], Name(name.span, "organization"))
        if _LINKS.intersection(form[2:]) and gazetteer.group(form[0]):
            forms.setdefault(form[1:], Name(name.span, "organization"))
    return forms


def _turned(form: Form) -> Iterator[Form]:
    """“Health Department” for “Department of Health”, and the other way round."""
    if form[0].lower() in _DEPARTMENTS and form[1:2] == ("of",) and len(form) > _OF_SOMETHING:
        yield (*form[_OF_SOMETHING:], form[0])
    elif len(form) > 1 and form[-1].lower() in _DEPARTMENTS and form[-1][0].isupper():
        yield (form[-1], "of", *form[:-1])


def _surnames(doc: Doc, names: Iterable[Name], gazetteer: Gazetteer) -> dict[Form, Name]:
    """The last words of people's full names, without those that are also words or places.

    And the first of two surnames: “Cordero” for Ana Cordero Ruiz.
    """
    excluded = small_words(doc) | _ALSO_NAMES
    found: dict[Form, Name] = {}
    first_of_two: dict[Form, Name] = {}
    for name in names:
        word = name.span[-1].text
        full = name.type == "person" and len(name.span) > 1 and word[0].isupper()
        plain = len(word) >= _SURNAME_LETTERS and word.lower() not in excluded
        if full and plain and not gazetteer.knows(word):
            found.setdefault((word,), Name(name.span, "person"))
        for token in name.span[1:-1] if full else ():
            surname = token.is_title and len(token) > _SURNAME_LETTERS
            known = is_given(token.lower_) or gazetteer.knows(token.text)
            if surname and not known and token.lower_ not in excluded:
                first_of_two.setdefault((token.text,), Name(name.span, "person"))
    return first_of_two | found


def _nicknamed(names: Iterable[Name]) -> dict[Form, Name]:
    """“Scooter Libby” for Lewis “Scooter” Libby."""
    people = (name for name in names if name.type == "person")
    nicknames = ((nickname(name.text).split(), name) for name in people)
    return {
        (*nick, name.span[-1].text): Name(name.span, name.type) for nick, name in nicknames if nick
    }


def in_capitals(doc: Doc, forms: Mapping[Form, Name]) -> dict[Form, Name]:
    """The same names in capitals, without words that the article also has in lower case: May."""
    excluded = small_words(doc) | _ACRONYM_WORDS
    loud: dict[Form, Name] = {}
    for form, name in forms.items():
        if len(form) > 1 or form[0].lower() not in excluded:
            loud.setdefault(tuple(word.upper() for word in form), name)
    return loud


def head_words(names: Iterable[Name]) -> frozenset[str]:
    """The nouns of organisations' names: “the Quartet” for the Middle East Quartet.

    And “the League” for the League of Rights.
    """
    heads = (head_of(name.span) for name in names if name.type == "organization")
    general = _COMMON - PAPERS
    return frozenset(word.text for word in heads if word is not None and word.lower_ not in general)


def head_of(span: TokenSpan) -> Token | None:
    """The noun that says what a body of several words is, if it has a capital."""
    if len(span) == 1:
        return None
    of = next((at for at in range(1, len(span)) if span[at].lower_ in _LINKS), len(span))
    return span[of - 1] if span[of - 1].text[0].isupper() else None
