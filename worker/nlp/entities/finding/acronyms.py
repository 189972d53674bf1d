"""Acronyms that are words too: the WHO, IS fighters; and not “I know WHO did it”."""

from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.words import word_list

_WORDS: Final = word_list("acronym_words")
_BEFORE: Final = word_list("before_acronym")
_NOT_AFTER: Final = word_list("no_acronym_after")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_NO_NAMES: Final = frozenset({"this", "that"})
_CAPITALS: Final = 2


def is_short_form(text: str) -> bool:
    """Whether a single word has two capitals or more: WHO, MoD."""
    return " " not in text and sum(letter.isupper() for letter in text) >= _CAPITALS


def reads_as_word(span: TokenSpan) -> bool:
    """Whether capitals only stress an ordinary word here.

    A name stands behind an article, a preposition or a name, or begins its sentence and no verb
    that a question has follows.
    """
    text = span.text
    if len(span) > 1 or not text.isupper() or text.lower() not in _WORDS:
        return False
    doc, at = span.doc, int(span.start)
    before = doc[at - 1] if at > span.sent.start else None
    if before is not None and before.lower_ in _ARTICLES:
        return False
    after = doc[at + 1] if at + 1 < span.sent.end else None
    if after is not None and (after.lower_ in _NOT_AFTER or _is_stressed(after.text)):
        return True
    if before is None:
        return False
    if _is_stressed(before.text) or before.lower_ in _NO_NAMES:
        return True
    named = before.text[0].isupper() or before.like_num or not before.is_alpha
    return not named and before.lower_ not in _BEFORE


def _is_stressed(text: str) -> bool:
    return text.isupper() and text.isalpha() and text.lower() in _WORDS
