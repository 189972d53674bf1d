"""The words of a holder or a target, without what the reader's pieces have too much."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.marks import HYPHENS
from worker.nlp.english.words import word_list
from worker.nlp.tokens import Tokens, span_of, tokens_of

_POSSESSIVES: Final = word_list("possessives")
_EDGES: Final = word_list("phrase_edges")
_DETERMINERS: Final = frozenset({"a", "an", "the"})
_JUDGEMENTS: Final = word_list("judgements")
_JUDGING: Final = word_list("judging_verbs")
_JUDGING_REACH: Final = 2
"""How many tokens before a target "called" or "deemed" may stand."""

_SIDES: Final = frozenset({"anti", "pro"})
"""What is before a hyphen and says a side: "anti-immigration" shows one toward immigration."""

_REFUSALS: Final = word_list("refusals")
_OF_DEEDS: Final = frozenset({"to", "from"})


def core(doc: Doc, start: int, end: int) -> TokenSpan | None:
    """The stretch without marks, possessive endings, conjunctions and prepositions at its edges.

    What something is called is no part of it: "called the tax unfair".

    Returns:
        None where nothing but an article is left, or the bare verb of what was not done: "refused
        to condemn".

    """
    tokens = tokens_of(doc)
    texts, words = tokens.texts, tokens.lowers
    while start < end and _at_edge(texts[start], words[start]):
        start += 1
    while end > start and _at_edge(texts[end - 1], words[end - 1]):
        end -= 1
    if end > start:
        start, end = _whole_words(tokens, start, end)
    while end > start and words[end - 1] in _DETERMINERS:
        end -= 1
    if _is_judged(words, start, end):
        end -= 1
    if start == end or (end - start == 1 and _was_not_done(words, start)):
        return None
    return span_of(doc, start, end)


def _whole_words(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The stretch with the rest of a word that has hyphens: of "race-baiting", more than race."""
    while _is_joint(tokens, end):
        end += 2
    while _is_joint(tokens, start - 1) and tokens.lowers[start - 2] not in _SIDES:
        start -= 2
    return start, end


def _is_joint(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen makes one word of the common words around it."""
    texts = tokens.texts
    if not 0 < at < len(texts) - 1 or texts[at] not in HYPHENS:
        return False
    if tokens.spaced[at - 1] or tokens.spaced[at]:
        return False
    return all(text.isalpha() and text.islower() for text in (texts[at - 1], texts[at + 1]))


def _is_judged(words: Sequence[str], start: int, end: int) -> bool:
    if start == end or words[end - 1] not in _JUDGEMENTS:
        return False
    if _DETERMINERS.issuperset(words[start : end - 1]):
        return False
    return not _JUDGING.isdisjoint(words[max(0, start - _JUDGING_REACH) : start + 1])


def _was_not_done(words: Sequence[str], at: int) -> bool:
    return at > 1 and words[at - 1] in _OF_DEEDS and words[at - 2] in _REFUSALS


def _at_edge(text: str, word: str) -> bool:
    if text in _POSSESSIVES or word in _EDGES:
        return True
    return not (text[0].isalnum() or text[-1].isalnum())
