"""The words of a holder or a target, without what the reader's pieces have too much."""

from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.marks import HYPHENS
from worker.nlp.english.windows import begins_word, ends_word, stripped
from worker.nlp.english.words import word_list
from worker.nlp.tokens import span_of

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
    start, end = _whole_words(doc, *stripped(doc, start, end, _at_edge))
    while end > start and doc[end - 1].lower_ in _DETERMINERS:
        end -= 1
    if _is_judged(doc, start, end):
        end -= 1
    if start == end or (end - start == 1 and _was_not_done(doc, start)):
        return None
    return span_of(doc, start, end)


def _whole_words(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch with the rest of a word that has hyphens: of "race-baiting", more than race."""
    if start == end:
        return start, end
    while end + 1 < len(doc) and _is_joint(doc[end]) and _is_common(doc[end - 1]):
        end += 2
    while start > 1 and _is_joint(doc[start - 1]) and _is_common(doc[start]):
        if doc[start - 2].lower_ in _SIDES:
            break
        start -= 2
    return start, end


def _is_joint(token: Token) -> bool:
    """Whether a hyphen makes one word of what stands around it."""
    at = token.i
    if token.text not in HYPHENS or not 0 < at < len(token.doc) - 1:
        return False
    before, after = token.nbor(-1), token.nbor()
    return (
        not before.whitespace_
        and not token.whitespace_
        and _is_common(before)
        and _is_common(after)
    )


def _is_common(token: Token) -> bool:
    return token.text.isalpha() and token.text.islower()


def _is_judged(doc: Doc, start: int, end: int) -> bool:
    if all(doc[at].lower_ in _DETERMINERS for at in range(start, end - 1)):
        return False
    before = (doc[at].lower_ for at in range(max(0, start - _JUDGING_REACH), start + 1))
    return doc[end - 1].lower_ in _JUDGEMENTS and not _JUDGING.isdisjoint(before)


def _was_not_done(doc: Doc, at: int) -> bool:
    return at > 1 and doc[at - 1].lower_ in _OF_DEEDS and doc[at - 2].lower_ in _REFUSALS


def _at_edge(token: Token) -> bool:
    if token.text in _POSSESSIVES:
        return True
    return token.lower_ in _EDGES or not (begins_word(token) or ends_word(token))
