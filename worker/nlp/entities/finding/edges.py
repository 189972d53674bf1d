"""Where a name begins and ends: without articles, marks, half a bracket, or words around it."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.marks import CLOSING_BRACKETS, OPENING_BRACKETS
from worker.nlp.english.windows import stripped
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.splitting import HYPHENS, PREFIXES
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import is_chinese_person, is_year, parts
from worker.nlp.tokens import tokens_of

_NEVER_AT_EDGES: Final = word_list("name_edges")
_PARTICLES: Final = word_list("calm_particles")
_BOUND_PREFIXES: Final = word_list("bound_prefixes")
_OUTLETS: Final = word_list("hint_organization")
_LOWER_THINGS: Final = word_list("lower_kinds")
_LOWER_BUILDINGS: Final = word_list("facility_lower")
_LOWER_PLACES: Final = word_list("place_lower")
_STREETS: Final = frozenset({"street", "avenue", "road", "lane", "boulevard", "drive"})
_BODIES: Final = word_list("body_nouns") - word_list("party_bodies")
_LAW_TAILS: Final = word_list("law_tails")
_NAMING: Final = frozenset({"anti", "inter", "non", "trans"})
"""Prefixes with which names of bodies begin."""

_SYLLABLES: Final = 2
"""Tokens before the second syllable of a given name."""

_OPENING: Final = frozenset(OPENING_BRACKETS)
_CLOSING: Final = frozenset(CLOSING_BRACKETS)

Bounds = tuple[int, int]
"""First token, and the one after the last."""


def fits_edge(token: Token) -> bool:
    """Whether a name can begin or end with the token: no mark, article or preposition."""
    text = token.text
    if text.lower() in _NEVER_AT_EDGES:
        return is_behind_hyphen(token) or _is_chinese_surname(token)
    return text.isalnum() or any(letter.isalnum() for letter in text)


def is_behind_hyphen(token: Token) -> bool:
    """Whether a small word ends a name there: “Moon Jae-in”."""
    if token.i < _SYLLABLES or not token.is_lower or not token.is_alpha:
        return False
    hyphen, before = token.nbor(-1), token.nbor(-2)
    glued = hyphen.text == "-" and not hyphen.whitespace_ and not before.whitespace_
    return bool(glued and before.is_title)


def _is_chinese_surname(token: Token) -> bool:
    """Whether a small word with a capital is one: “Then An Jing took over”."""
    if not token.is_title or token.is_sent_start or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    return bool(after.is_title) and is_chinese_person(parts(f"{token.text} {after.text}"))


def trimmed(doc: Doc, start: int, end: int) -> Bounds:
    """The stretch without what no name begins or ends with."""
    return stripped(doc, start, end, lambda token: not fits_edge(token))


def inside_brackets(doc: Doc, start: int, end: int) -> Bounds:
    """The part of the stretch that no half bracket cuts: “David) Petraeus” is Petraeus."""
    opened: list[int] = []
    for token in range(start, end):
        text = doc[token].text
        if text in _OPENING:
            opened.append(token)
        elif text in _CLOSING:
            if not opened:
                return trimmed(doc, token + 1, end)
            opened.pop()
    return trimmed(doc, start, opened[0]) if opened else (start, end)


def without_small_words(doc: Doc, start: int, end: int, label: str) -> Bounds:
    """The name without words in lower case around it: “nonpartisan Commission”, “Likud party”.

    Particles stay, as in “al-Shabab”, and so does a last word without which it is no name: “H1N1
    pandemic”. A stretch that has no capital stays as it is.
    """
    if all(token.text.islower() or not token.is_alpha for token in doc[start:end]):
        return start, end
    prefixed = start < end - 2 and doc[start].lower_ in PREFIXES and doc[start + 1].text in HYPHENS
    if prefixed and not begins_with_prefix(doc, start, end):
        start += 2
    while start < end - 1 and _is_loose(doc, start) and not _begins_small(doc, start):
        start, _ = trimmed(doc, start + 1, end)
    start = _after_what_says_which(doc, start, end, label)
    return _without_small_words_at_end(doc, start, end, label)


def begins_with_prefix(doc: Doc, start: int, end: int) -> bool:
    """Whether a prefix is part of a body's name: “Anti-Corruption Agency”, not “anti-EU Party”."""
    if doc[start].lower_ not in _NAMING or not doc[start].is_title:
        return False
    return bool(doc[end - 1].is_title and doc[end - 1].lower_ in _BODIES)


def _without_small_words_at_end(doc: Doc, start: int, end: int, label: str) -> Bounds:
    kept = _kept_at_end(label)
    while start < end - 1 and _is_small(doc[end - 1]) and doc[end - 1].text not in kept:
        if doc[end - 2].text in HYPHENS:
            break
        start, end = trimmed(doc, start, end - 1)
    return start, end


def _is_loose(doc: Doc, token: int) -> bool:
    """A word in lower case that is no part of the name behind it; the sub of “sub-Saharan” is."""
    word = doc[token]
    bound = word.text in _BOUND_PREFIXES and doc[token + 1].text in HYPHENS
    return _is_small(word) and word.text not in _PARTICLES and not bound


def _begins_small(doc: Doc, token: int) -> bool:
    """Whether a name begins in lower case: the article also begins a sentence with it so.

    As in “eStaff News”, written “estaff News”.
    """
    words = tokens_of(doc).texts[token : token + 2]
    if not words[-1][0].isupper():
        return False
    return any(tokens_of(doc).texts[at : at + 2] == words for at in _sentence_starts(doc))


def _sentence_starts(doc: Doc) -> Iterator[int]:
    return (int(sentence.start) for sentence in doc.sents)


def _after_what_says_which(doc: Doc, start: int, end: int, label: str) -> int:
    """Past a law's year in “1964 Civil Rights Act”, and past “Antwerp weekly” before a paper."""
    if label in TABLE.thing_labels and start < end - 1 and is_year(doc[start].text):
        return start + (doc[end - 1].lower_ in _LAW_TAILS)
    if label == "location" and doc[start].is_digit and doc[end - 1].lower_ in _STREETS:
        return start + (start < end - 2)
    if label == "organization":
        outlets = [at for at in range(start + 1, end - 1) if doc[at].text in _OUTLETS]
        return outlets[-1] + 1 if outlets else start
    return start


def _kept_at_end(label: str) -> frozenset[str]:
    """Words in lower case with which such a name may end."""
    if label in TABLE.thing_labels:
        return _LOWER_THINGS
    if label == "location":
        return _LOWER_BUILDINGS | _LOWER_PLACES
    return _LOWER_BUILDINGS if label == "facility" else frozenset()


def _is_small(token: Token) -> bool:
    return bool(token.is_alpha and token.text.islower())
