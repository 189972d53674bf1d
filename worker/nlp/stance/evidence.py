"""The evidence of a stance: the shortest verbatim clause that shows it.

A sentence is cut into pieces at pauses and conjunctions. The evidence is the fewest neighbouring
pieces that contain the names it needs and a verb.
"""

from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.marks import CLAUSE_MARKS, DOUBLE_CLOSERS, DOUBLE_OPENERS
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import begins_word, end_of_run, ends_word, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.tokens import Tokens, span_of, tokens_of

_OPENERS: Final = frozenset(DOUBLE_OPENERS)
_CLOSERS: Final = frozenset(DOUBLE_CLOSERS)
_STRAIGHT: Final = '"'
_CONJUNCTIONS: Final = word_list("clause_conjunctions")
_LEADING: Final = word_list("clause_leading")
_DETERMINERS: Final = word_list("determiners")
_NOUN_PHRASE: Final = 4
"""Most tokens of a noun with its determiner, such as "the new referee"."""

_FEW_QUOTED: Final = 8
"""Most tokens by which evidence is extended to the end of a quotation."""


def clauses(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a sentence, in text order.

    A conjunction is the first word of its piece. Marks belong to none.
    """
    tokens = tokens_of(doc)
    pieces: list[tuple[int, int]] = []
    begin = start
    for token in range(start, end):
        word = tokens.lowers[token]
        if word in CLAUSE_MARKS or word.isspace() or _is_dash(tokens, token):
            if token > begin:
                pieces.append((begin, token))
            begin = token + 1
        elif word in _CONJUNCTIONS and token > begin:
            pieces.append((begin, token))
            begin = token
    if begin < end:
        pieces.append((begin, end))
    return pieces


def _is_dash(tokens: Tokens, token: int) -> bool:
    """A hyphen after white space is a dash; any other is part of a word."""
    return tokens.texts[token] in ("-", "--") and token > 0 and tokens.spaced[token - 1]


def evidence(doc: Doc, bounds: tuple[int, int], must: tuple[int, int]) -> TokenSpan:
    """The shortest clause within ``bounds`` around the tokens ``must``, with a verb.

    Args:
        doc: the article.
        bounds: the sentence.
        must: tokens that the evidence has to contain, all within bounds.

    Returns:
        A span of whole tokens that begins and ends with a word, within bounds.

    """
    pieces = clauses(doc, *bounds)
    touched = [
        index for index, (start, end) in enumerate(pieces) if start < must[1] and must[0] < end
    ]
    if not touched:
        return _tidy(doc, *bounds, keep=must)
    first, last = touched[0], touched[-1]
    if _apposition(doc, pieces, first, must):
        first -= 1
    first, last = _with_verb(doc, pieces, first, last)
    start, end = min(pieces[first][0], must[0]), max(pieces[last][1], must[1])
    if (bracket := _opened_before(doc, bounds[0], start, end)) is not None:
        start = next((piece[0] for piece in reversed(pieces) if piece[1] <= bracket), bracket)
    return _tidy(doc, start, _quoted_to(doc, start, end, bounds[1]), keep=must)


def _with_verb(doc: Doc, pieces: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Take in more pieces until there is a verb, or none are left: first those that follow.

    What is said about something mostly follows it: "Iran, he said, is …".
    """
    while not has_verb(span_of(doc, pieces[first][0], pieces[last][1])):
        if last + 1 < len(pieces):
            last += 1
        elif first > 0:
            first -= 1
        else:
            break
    return first, last


def _apposition(doc: Doc, pieces: list[tuple[int, int]], first: int, must: tuple[int, int]) -> bool:
    """Whether a name says who the noun before it is: "trusts the referee, Bakare, and …"."""
    if first == 0 or pieces[first] != must or doc[must[0] - 1].text != ",":
        return False
    start, end = pieces[first - 1]
    opens = doc[start].lower_ in _LEADING and doc[start].lower_ != "that"
    near = (doc[token].lower_ for token in range(max(start, end - _NOUN_PHRASE), end - 1))
    return (
        not opens
        and _is_noun(doc[end - 1])
        and not _DETERMINERS.isdisjoint(near)
        and has_verb(doc[start:end])
    )


def _is_noun(token: Token) -> bool:
    return bool(token.is_lower and token.is_alpha and not token.is_stop) and not predicates(token)


def _opened_before(doc: Doc, lowest: int, start: int, end: int) -> int | None:
    """Where the bracket is that is closed within but opened before: "Union (UN) blamed"."""
    texts = tokens_of(doc).texts
    open_brackets = 0
    for token in range(start, end):
        if texts[token] == "(":
            open_brackets += 1
        elif texts[token] == ")" and open_brackets:
            open_brackets -= 1
        elif texts[token] == ")":
            before = range(start - 1, lowest - 1, -1)
            return next((index for index in before if texts[index] == "("), None)
    return None


def _quoted_to(doc: Doc, start: int, end: int, highest: int) -> int:
    """Where a short quotation ends that begins within: "called it 'asleep since 2019'"."""
    texts = tokens_of(doc).texts
    marks = texts[start:end]
    opened = False
    for mark in marks:
        opened = mark in _OPENERS or (opened and mark not in _CLOSERS)
    if not opened and marks.count(_STRAIGHT) % 2 == 0:
        return end
    closers = _CLOSERS if opened else frozenset(_STRAIGHT)
    near = range(end, min(highest, end + _FEW_QUOTED))
    return next((token + 1 for token in near if texts[token] in closers), end)


def has_verb(span: TokenSpan) -> bool:
    """Whether any word of the span looks like a verb, names left aside."""
    return any(predicates(token) and not token.is_title for token in span)


def _tidy(doc: Doc, start: int, end: int, keep: tuple[int, int]) -> TokenSpan:
    """The span without marks and leading conjunctions at its edges; ``keep`` stays whole."""
    lowest, highest = keep
    start = end_of_run(
        doc,
        start,
        min(end - 1, lowest),
        lambda token: not begins_word(token) or token.lower_ in _LEADING,
    )
    end = start_of_run(
        doc,
        max(start + 1, highest),
        end,
        lambda token: not ends_word(token) and not _closes(doc, start, token.i + 1),
    )
    return doc[start:end]


def _closes(doc: Doc, start: int, end: int) -> bool:
    """Whether the last token ends a quotation that begins within: "called him a 'liar'"."""
    words = tokens_of(doc).texts[start:end]
    last = words[-1]
    if last == _STRAIGHT:
        return words.count(_STRAIGHT) % 2 == 0
    opened = sum(word in _OPENERS for word in words)
    return last in _CLOSERS and opened == sum(word in _CLOSERS for word in words)
