"""Looking at the tokens around a position, inside bounds.

Positions are token indices. A stretch goes from its first token to before its end, so ``end`` is
the position after the last token, and a stretch of none has the same start and end.
"""

from collections.abc import Callable
from typing import TypeAlias

from spacy.tokens import Doc, Token

from worker.nlp.tokens import tokens_of

Test: TypeAlias = Callable[[Token], object]
"""Whether a token passes: any truthy value says that it does."""


def begins_word(token: Token) -> bool:
    """Whether the token begins with a letter or digit: false for marks and white space."""
    return token.text[0].isalnum()


def ends_word(token: Token) -> bool:
    """Whether the token ends with a letter or digit: false for "U.S." as well."""
    return token.text[-1].isalnum()


def tokens_before(position: int, most: int, start: int = 0) -> range:
    """The positions before one in text order, at most ``most`` of them and none below ``start``."""
    return range(max(start, position - most), position)


def tokens_after(position: int, most: int, end: int) -> range:
    """The positions after one in text order, at most ``most`` of them and none from ``end`` on."""
    return range(position + 1, min(end, position + 1 + most))


def end_of_run(doc: Doc, start: int, end: int, passes: Test) -> int:
    """Go right from ``start`` over the tokens that pass.

    Returns:
        The position of the first token that does not pass; ``end`` if all before it do, and
        ``start`` where it is ``end`` or beyond.

    """
    while start < end and passes(doc[start]):
        start += 1
    return start


def start_of_run(doc: Doc, start: int, end: int, passes: Test) -> int:
    """Go left from before ``end`` over the tokens that pass.

    Returns:
        The position of the first token of the run: the token before it does not pass, or it is
        ``start``. ``end`` where there is no run, so that ``doc[result - 1]`` is the token that
        stopped it.

    """
    while end > start and passes(doc[end - 1]):
        end -= 1
    return end


def stripped(doc: Doc, start: int, end: int, drops: Test) -> tuple[int, int]:
    """The stretch without the tokens at either edge that ``drops`` names.

    Returns:
        Its new start and end; both are the old end where nothing is left.

    """
    start = end_of_run(doc, start, end, drops)
    return start, start_of_run(doc, start, end, drops)


def has_word(doc: Doc, start: int, end: int) -> bool:
    """Whether any token of the stretch begins with a letter or digit."""
    return any(text[0].isalnum() for text in tokens_of(doc).texts[start:end])


def count_words(doc: Doc, start: int, end: int) -> int:
    """How many tokens of the stretch begin with a letter or digit."""
    return sum([text[0].isalnum() for text in tokens_of(doc).texts[start:end]])
