"""The words of a doc as plain strings, read from spaCy once.

spaCy makes an object for each token that is looked at, and the rules look at every token many
times. A list of strings costs nothing to read again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc

_KEY: Final = "stancewire_tokens"


@dataclass(frozen=True)
class Tokens:
    """What every token of one doc says, by its position."""

    texts: list[str]
    """as it is written"""
    lowers: list[str]
    """in lower case"""
    text: str
    """the whole text"""

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the doc also writes in lower case."""
        return frozenset(text for text in set(self.texts) if text.islower())


def tokens_of(doc: Doc) -> Tokens:
    """The words of a doc; they are read at the first call and kept on it."""
    known: Tokens | None = doc.user_data.get(_KEY)
    if known is None:
        table = doc.to_array([ORTH, LOWER])
        strings = doc.vocab.strings
        said = {number: strings[number] for number in {*table.ravel().tolist()}}
        texts, lowers = ([said[number] for number in column] for column in table.T.tolist())
        known = doc.user_data[_KEY] = Tokens(texts, lowers, doc.text)
    return known
