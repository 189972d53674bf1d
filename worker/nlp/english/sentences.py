"""Splits a text into sentences by rules, so that no boundary depends on trained weights.

A sentence ends at a line break. It also ends after ``.``, ``!``, ``?`` or ``…`` and the closing
marks that follow, unless it goes on: with a lower-case word, or with ``Smith asked`` after “…?”.
The full stop of an abbreviation ends a sentence only if a typical first word follows; that of a
title or an initial never does. A sentence longer than ``MAX_WORDS`` is cut at its last pause.
"""

from typing import Any, Final, cast

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import findings
from worker.nlp.english.marks import CLOSING_MARKS, OPENING_MARKS, PAUSES, STRAIGHT_QUOTES
from worker.nlp.english.verbs import reporting_words
from worker.nlp.english.windows import end_of_run, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.tokens import tokens_of

MAX_WORDS: Final = 200
"""Tokens in a sentence; the encoder's time grows faster than the length of a sentence."""

_KEY: Final = "stancewire_sentence_of"
_LINE_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ENDS: Final = word_list("sentence_ends")
_CONTINUING: Final = PAUSES | {")", "-"}
_REACH: Final = 4

_NEVER_LAST: Final = word_list("never_last")
"""Abbreviations before a name or a number; no sentence ends with one."""

_STARTERS: Final = word_list("sentence_starters")
"""Words that rarely have a capital except at the beginning of a sentence."""


def mark_sentences(doc: Doc) -> None:
    """Set the sentence boundaries of the whole doc."""
    marks = np.full((len(doc), 1), -1, dtype=np.int64)
    marks[sentence_starts(doc)] = 1
    # If the boundaries were set one by one, spaCy would go through the whole doc for each.
    doc.from_array([SENT_START], cast("Any", marks.view(np.uint64)))
    doc.user_data.pop(_KEY, None)


def sentence_of(part: Token | TokenSpan) -> TokenSpan:
    """The sentence of a token or a span: ``part.sent``, which looks for its edges each time.

    The rules ask a few times for each name, and spaCy takes as long for that as for a hundred
    tokens. So all sentences are kept on the doc once it has them.
    """
    known: list[TokenSpan] | None = part.doc.user_data.get(_KEY)
    if known is None:
        known = [sentence for sentence in part.doc.sents for _ in range(len(sentence))]
        part.doc.user_data[_KEY] = known
    if isinstance(part, Token):
        return known[part.i]
    sentence = known[part.start] if part.start < part.end else None
    if sentence is None or part.end > sentence.end:
        around: TokenSpan = part.sent
        return around
    return sentence


def sentence_starts(doc: Doc) -> list[int]:
    """The first token of each sentence, in order."""
    body = _body_start(doc)
    starts: list[int] = []
    start = pause = 0
    begins = True
    for at, text in enumerate(tokens_of(doc).texts):
        if begins or at == body:
            start = at
            starts.append(start)
        elif at - start >= MAX_WORDS:
            start = pause if pause > start + MAX_WORDS // 2 else at
            starts.append(start)
        if text in PAUSES:
            pause = at + 1
        begins = _may_end(text) and _ends_after(doc, doc[at])
    return starts


def is_break(token: Token) -> bool:
    """Whether the token is a line break, which belongs to the sentence before it."""
    return bool(token.is_space) and not _LINE_BREAKS.isdisjoint(token.text)


def begins_line(doc: Doc, at: int) -> bool:
    """Whether a token is the first of the article or of a line."""
    return at == 0 or is_break(doc[at - 1])


def _body_start(doc: Doc) -> int:
    """The first token of the body, or 0 without a title.

    The separator belongs to the title's last sentence, as every line break to the one before it.
    """
    title_chars = findings(doc).title_chars
    if not title_chars:
        return 0
    separator = next((token.i for token in doc if token.idx >= title_chars), len(doc))
    return separator + 1


def _may_end(text: str) -> bool:
    """Whether a sentence can end with a token at all, which nearly all words rule out."""
    return text[-1] in _ENDS or text in CLOSING_MARKS or text.isspace()


def _ends_after(doc: Doc, token: Token) -> bool:
    if token.i + 1 >= len(doc):
        return False
    following = doc[token.i + 1]
    if token.is_space and not _LINE_BREAKS.isdisjoint(token.text):
        return not is_break(following)
    if is_break(following):
        return False
    last = _ending(doc, token)
    if last is None:
        return False
    return _begins_anew(doc, last, token.i + 1)


def _ending(doc: Doc, token: Token) -> Token | None:
    """The token whose mark ends a sentence here: this one, or one before closing marks."""
    lowest = max(0, token.i + 1 - _REACH)
    marks = start_of_run(doc, lowest, token.i + 1, lambda mark: mark.text in CLOSING_MARKS)
    if marks == 0 or not all(_closes(doc, at) for at in range(marks, token.i + 1)):
        return None
    following = doc[token.i + 1]
    if following.text in CLOSING_MARKS and _closes(doc, following.i):
        return None
    if following.text[0] in _ENDS:
        return None
    last = doc[marks - 1]
    return last if last.text[-1] in _ENDS else None


def _closes(doc: Doc, at: int) -> bool:
    """Whether a closing mark closes; a straight one does so only right after a word."""
    if doc[at].text not in STRAIGHT_QUOTES:
        return True
    return at > 0 and not doc[at - 1].whitespace_ and not doc[at - 1].is_space


def _leads(token: Token) -> bool:
    """Whether the token may come before the first word of a sentence."""
    return bool(token.is_space) or token.text in OPENING_MARKS


def _begins_anew(doc: Doc, last: Token, start: int) -> bool:
    """Whether a sentence begins at ``start``; ``last`` has the mark that may end one."""
    first = end_of_run(doc, start, len(doc) - 1, _leads)
    word = doc[first]
    if word.text[0].islower() or word.text[0] in _CONTINUING:
        return False
    if not last.text.endswith("."):
        return last.i + 1 == start or not _goes_on(doc, first)
    if not last.text.strip("."):
        return _full_stop_ends(doc, last)
    return _abbreviation_may_end(last) and (word.lower_ in _STARTERS or first > start)


def _full_stop_ends(doc: Doc, stop: Token) -> bool:
    """Whether a token of full stops ends a sentence; after an abbreviation it does not."""
    if stop.i == 0:
        return True
    before = doc[stop.i - 1]
    return bool(before.whitespace_) or before.lower_ not in _NEVER_LAST


def _abbreviation_may_end(last: Token) -> bool:
    """Whether an abbreviation may be the last word of a sentence: no title and no initial."""
    stem = last.lower_.rstrip(".")
    return stem not in _NEVER_LAST and not (len(stem) == 1 and stem.isalpha())


def _goes_on(doc: Doc, first: int) -> bool:
    """Whether the words after a quotation only say whose it was: “Is it?” Smith asked."""
    for token in doc[first : first + _REACH]:
        if token.text[-1] in _ENDS:
            return False
        if reporting_words(doc, token.i):
            return True
    return False
