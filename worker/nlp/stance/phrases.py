"""The words of a holder or a target, without what the reader's pieces have too much."""

from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.windows import begins_word, ends_word, stripped
from worker.nlp.english.words import word_list

_POSSESSIVES: Final = word_list("possessives")
_EDGES: Final = word_list("phrase_edges")
_DETERMINERS: Final = frozenset({"a", "an", "the"})


def core(doc: Doc, start: int, end: int) -> TokenSpan | None:
    """The stretch without marks, possessive endings, conjunctions and prepositions at its edges.

    Returns:
        None where nothing but an article is left.

    """
    start, end = stripped(doc, start, end, _at_edge)
    while end > start and doc[end - 1].lower_ in _DETERMINERS:
        end -= 1
    return doc[start:end] if start < end else None


def _at_edge(token: Token) -> bool:
    if token.text in _POSSESSIVES:
        return True
    return token.lower_ in _EDGES or not (begins_word(token) or ends_word(token))
