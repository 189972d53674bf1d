"""The words of a doc as plain strings, read from spaCy once.

spaCy makes an object for each token that is looked at, and the rules look at every token many
times. A list of strings costs nothing to read again.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from spacy.attrs import LOWER, ORTH, SPACY
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

_KEY: Final = "stancewire_tokens"


@dataclass(frozen=True)
class Tokens:
    """What every token of one doc says, by its position."""

    texts: list[str]
    """as it is written"""
    lowers: list[str]
    """in lower case"""
    spaced: list[bool]
    """whether a space follows that is no token"""
    text: str
    """the whole text"""

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each token."""
        lengths = (len(one) + after for one, after in zip(self.texts, self.spaced, strict=True))
        return [*accumulate(lengths, initial=0)][:-1]

    @cached_property
    def ends(self) -> list[int]:
        """The character after each token."""
        return [at + len(one) for at, one in zip(self.starts, self.texts, strict=True)]

    def text_of(self, start: int, end: int) -> str:
        """The text of a stretch of at least one token."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def words(self, start: int, end: int) -> list[int]:
        """The tokens of a stretch that are not white space; the heads were trained on these."""
        return [at for at in range(start, end) if not self.texts[at].isspace()]

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the doc also writes in lower case."""
        return frozenset(text for text in set(self.texts) if text.islower())


def tokens_of(doc: Doc) -> Tokens:
    """The words of a doc; they are read at the first call and kept on it."""
    known: Tokens | None = doc.user_data.get(_KEY)
    if known is None:
        written, lower, spaced = doc.to_array([ORTH, LOWER, SPACY]).T.tolist()
        strings = doc.vocab.strings
        said = {number: strings[number] for number in {*written, *lower}}
        texts = [said[number] for number in written]
        spaces = [bool(space) for space in spaced]
        parts = (one + " " * space for one, space in zip(texts, spaces, strict=True))
        lowers = [said[number] for number in lower]
        known = doc.user_data[_KEY] = Tokens(texts, lowers, spaces, "".join(parts))
    return known


def text_of(span: TokenSpan) -> str:
    """``span.text`` of at least one token, at a third of its price."""
    return tokens_of(span.doc).text_of(span.start, span.end)


def span_of(doc: Doc, start: int, end: int) -> TokenSpan:
    """``doc[start:end]`` at a tenth of its price; the tokens must be in the doc."""
    return TokenSpan(doc, start, end, label=0)
