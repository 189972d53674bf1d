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

    def text_of(self, start: int, end: int) -> str:
        """The text of a stretch of at least one token."""
        return self.text[self.starts[start] : self.starts[end - 1] + len(self.texts[end - 1])]

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
