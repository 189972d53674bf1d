"""Finds quotations: the spans between quotation marks.

Publishers mix curly and straight marks, forget to close a quotation, and open it again at each new
paragraph. A quotation never leaves its paragraph, so one forgotten mark spoils at most a paragraph
and never the rest of the article. Every mark is read once.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import TITLE_SEPARATOR, findings
from worker.nlp.english.marks import (
    DASHES,
    DOUBLE_CLOSERS,
    DOUBLE_OPENERS,
    DOUBLE_QUOTES,
    LEFT_DOUBLE,
    OPENING_BRACKETS,
    SINGLE_CLOSERS,
    SINGLE_OPENERS,
    STRAIGHT_DOUBLE,
)
from worker.nlp.english.windows import begins_word, stripped
from worker.nlp.tokens import span_of, tokens_of

MAX_SINGLE_CHARS: Final = 1_500
"""The longest quotation in single marks: a mark without a partner nearby is an apostrophe."""

MIN_SINGLE_CHARS: Final = 3
"""A shorter stretch in single marks is a clipped word: rock 'n' roll."""

_BEFORE_OPENER: Final = (
    f"{OPENING_BRACKETS}<-{DASHES}/:{LEFT_DOUBLE}{STRAIGHT_DOUBLE}{SINGLE_OPENERS}"
)
_REOPENERS: Final = frozenset(f"{DOUBLE_OPENERS}{STRAIGHT_DOUBLE}")
_PAUSES: Final = ".,?!;…"


@dataclass(frozen=True)
class Quotation:
    """One quotation with its marks.

    ``continues`` is true if it is not closed and the next paragraph opens with a mark: the same
    speaker goes on there.
    """

    span: TokenSpan
    closed: bool
    continues: bool = False

    @property
    def words(self) -> int:
        """The number of words in the quotation."""
        return sum(map(begins_word, self.span))


_KEY: Final = "stancewire_quotations"


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int
    closed: bool
    continues: bool = False


def quotations(doc: Doc) -> list[Quotation]:
    """The outermost quotations of title and body, in text order, without overlaps.

    The doc must have sentences. The quotations are found once and kept on the doc.
    """
    known: list[Quotation] | None = doc.user_data.get(_KEY)
    if known is None:
        known = doc.user_data[_KEY] = _found(doc)
    return known


def _found(doc: Doc) -> list[Quotation]:
    text = tokens_of(doc).text
    starts = tokens_of(doc).starts
    sentence_ends = [sentence.end_char for sentence in doc.sents]
    found: list[Quotation] = []
    taken = 0
    for stretch in _stretches(text, _paragraphs(doc), sentence_ends):
        first = max(bisect_right(starts, stretch.start) - 1, taken)
        last = bisect_left(starts, stretch.end)
        first, last = stripped(doc, first, last, lambda token: token.is_space)
        if last - first > 1:
            found.append(Quotation(span_of(doc, first, last), stretch.closed, stretch.continues))
            taken = last
    return found


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """Character ranges between line breaks; the title is a paragraph of its own."""
    text = tokens_of(doc).text
    title = findings(doc).title_chars
    edges = [0]
    if title:
        edges += [title, title + len(TITLE_SEPARATOR)]
    position = text.find("\n", edges[-1])
    while position >= 0:
        edges.append(position + 1)
        position = text.find("\n", position + 1)
    edges.append(len(text))
    return [(start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def _stretches(
    text: str, paragraphs: list[tuple[int, int]], sentence_ends: list[int]
) -> Iterator[_Stretch]:
    for index, (start, end) in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        reopened = text[following : following + 40].lstrip()[:1] in _REOPENERS
        doubles = list(_doubles(text, start, end))
        if doubles and not doubles[-1].closed:
            last = doubles[-1]
            if reopened:
                doubles[-1] = _Stretch(last.start, last.end, closed=False, continues=True)
            else:
                bound = bisect_right(sentence_ends, last.start)
                limit = sentence_ends[bound] if bound < len(sentence_ends) else end
                doubles[-1] = _Stretch(last.start, min(limit, end), closed=False)
        places = [double.start for double in doubles]
        singles = [
            single for single in _singles(text, start, end) if not _touches(single, doubles, places)
        ]
        yield from sorted([*doubles, *singles], key=lambda stretch: stretch.start)


def _doubles(text: str, start: int, end: int) -> Iterator[_Stretch]:
    """Quotations in double marks of one paragraph; only the last may be left open.

    What a mark does depends on everything counted so far, so the cases stay together.
    """
    marks = [(position, text[position]) for position in _places(text, DOUBLE_QUOTES, start, end)]
    closers_left = sum(mark in DOUBLE_CLOSERS for _, mark in marks)
    openers_left = len(marks) - closers_left
    opened: int | None = None
    depth = 0
    for position, mark in marks:
        opening = _opens(text, position, mark, start, opened is not None)
        if mark in DOUBLE_CLOSERS:
            closers_left -= 1
        else:
            openers_left -= 1
        if opened is None:
            if opening:
                opened, depth = position, 1
        elif not opening:
            depth -= 1
            if depth == 0:
                yield _Stretch(opened, position + 1, closed=True)
                opened = None
        elif closers_left > openers_left + depth:
            depth += 1
        else:
            # A second opening mark, and too few closing ones: the first was never closed.
            yield _Stretch(opened, position, closed=True)
            opened = position
    if opened is not None:
        yield _Stretch(opened, end, closed=False)


def _opens(text: str, position: int, mark: str, start: int, open_already: bool) -> bool:
    if mark in DOUBLE_CLOSERS:
        return False
    if mark in DOUBLE_OPENERS:
        return True
    before = text[position - 1] if position > start else " "
    after = text[position + 1 : position + 2] or " "
    looks_opening = (before.isspace() or before in _BEFORE_OPENER) and not after.isspace()
    if open_already:
        # Inside a quotation, a straight mark opens only between white space and a word.
        return before.isspace() and not after.isspace()
    return looks_opening


def _singles(text: str, start: int, end: int) -> Iterator[_Stretch]:
    """Quotations in single marks; the characters around a mark tell it from an apostrophe."""
    closers = [
        position
        for position in _places(text, SINGLE_CLOSERS, start, end)
        if _may_close(text, position, start, end)
    ]
    after_pause = [position for position in closers if text[position - 1] in _PAUSES]
    past = start
    for position in _places(text, SINGLE_OPENERS, start, end):
        if position < past or not _may_open(text, position, start):
            continue
        close = _partner(position, after_pause, closers)
        if close is not None and close - position > MIN_SINGLE_CHARS:
            yield _Stretch(position, close + 1, closed=True)
            past = close + 1


def _places(text: str, marks: str, start: int, end: int) -> list[int]:
    """The positions of the marks in a stretch of the text."""
    return [found.start() for found in _any_of(marks).finditer(text, start, end)]


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def _may_open(text: str, position: int, start: int) -> bool:
    before = text[position - 1] if position > start else " "
    apart = before.isspace() or before in _BEFORE_OPENER
    return apart and text[position + 1 : position + 2].isalpha()


def _may_close(text: str, position: int, start: int, end: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    return not before.isspace() and not after.isalnum()


def _partner(position: int, after_pause: list[int], closers: list[int]) -> int | None:
    for candidates in (after_pause, closers):
        index = bisect_right(candidates, position)
        if index < len(candidates) and candidates[index] - position <= MAX_SINGLE_CHARS:
            return candidates[index]
    return None


def _touches(single: _Stretch, doubles: list[_Stretch], places: list[int]) -> bool:
    index = bisect_right(places, single.start) - 1
    within = index >= 0 and single.start < doubles[index].end
    around = index + 1 < len(doubles) and doubles[index + 1].start < single.end
    return within or around
