"""Acronyms that are words too: the WHO, IS fighters; and not “I know WHO did it”.

And acronyms that the tagger never recognised.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.first_words import small_words
from worker.nlp.entities.finding.shouting import is_shouted
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import text_of, tokens_of

_WORDS: Final = word_list("acronym_words")
_BEFORE: Final = word_list("before_stress")
_NOT_AFTER: Final = word_list("no_acronym_after")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_CAPITALS: Final = 2
_POSSESSIVES: Final = word_list("possessives")
_THINGS: Final = (
    _WORDS
    | word_list("acronyms_of_things")
    | word_list("not_names")
    | word_list("currencies")
    | frozenset(word.lower() for word in word_list("post_nominals"))
)
_LETTERS: Final = range(3, 8)
"""Of an acronym that is taken for a body's without the tagger."""

_NUMERALS: Final = frozenset("IVX")
_AGAIN: Final = 2


def with_owners(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with acronyms that come again and own something: “AWF's plan”."""
    marked = {token for one in findings for token in range(one.span.start, one.span.end)}
    seen: dict[str, list[int]] = defaultdict(list)
    known = _THINGS | small_words(doc)
    for at, text in enumerate(tokens_of(doc).texts):
        acronym = text.isupper() and text.isalpha() and len(text) in _LETTERS
        if acronym and not _is_number(doc[at]):
            seen[text].append(at)
    found = [
        Finding(doc[at : at + 1], TABLE.label_of["organization"])
        for text, places in seen.items()
        if len(places) >= _AGAIN and text.lower() not in known and marked.isdisjoint(places)
        if any(_owns(doc, at) for at in places)
        for at in places
        if not is_shouted(sentence_of(doc[at]))
    ]
    return sorted([*findings, *found], key=lambda finding: int(finding.span.start))


def _is_number(token: Token) -> bool:
    """Whether it is the number of a pope: “Benedict XVI”."""
    if token.is_sent_start or not set(token.text) <= _NUMERALS:
        return False
    return bool(token.nbor(-1).is_title)


def _owns(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at + 1].text in _POSSESSIVES


def is_short_form(text: str) -> bool:
    """Whether a single word has two capitals or more: WHO, MoD."""
    return " " not in text and sum(letter.isupper() for letter in text) >= _CAPITALS


def reads_as_word(span: TokenSpan) -> bool:
    """Whether capitals only stress an ordinary word here.

    It is one behind an article. It is none before a verb that a question has, behind a pronoun, and
    beside another word that is stressed.
    """
    text = text_of(span)
    if len(span) > 1 or not text.isupper() or text.lower() not in _WORDS:
        return False
    doc, at = span.doc, int(span.start)
    before = doc[at - 1] if at > sentence_of(span).start else None
    if before is not None and before.lower_ in _ARTICLES:
        return False
    after = doc[at + 1] if at + 1 < sentence_of(span).end else None
    if after is not None and (after.lower_ in _NOT_AFTER or _is_stressed(after.text)):
        return True
    return before is not None and (before.lower_ in _BEFORE or _is_stressed(before.text))


def _is_stressed(text: str) -> bool:
    return text.isupper() and text.isalpha() and text.lower() in _WORDS
