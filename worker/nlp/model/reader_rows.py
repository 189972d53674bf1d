"""A sentence as the reader sees it: its pieces, those of what comes before, and their tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from spacy.tokens import Doc

from worker.nlp.model.read_sentences import read_sentences

MAX_CONTEXT: Final = 44
"""Word pieces of what comes before, in whole sentences."""

MAX_SENTENCES_BEFORE: Final = 3
MAX_PIECES: Final = 110
"""Word pieces of the sentence that are read."""


@dataclass(frozen=True)
class ReaderRow:
    """One sentence with what comes before it: `[CLS] before [SEP] sentence [SEP]`."""

    before: tuple[int, ...]
    """word pieces of what comes before"""
    own: tuple[int, ...]
    """those of the sentence itself"""
    tokens: tuple[int | None, ...]
    """the token of the doc that each place of the row is of; None for [CLS] and [SEP]"""

    @classmethod
    def of(cls, doc: Doc, number: int) -> Self:
        """The row of one sentence of a doc whose sentences are encoded."""
        sentences = read_sentences(doc)
        first = max(0, number - MAX_SENTENCES_BEFORE)
        lengths = [len(sentence.encoded.pieces) for sentence in sentences[first : number + 1]]
        pieces: list[int] = []
        around: list[int] = []
        for one in read_before(lengths, number - first):
            pieces += [int(piece) for piece in sentences[first + one].encoded.pieces]
            around += sentences[first + one].owners()
        own = [int(piece) for piece in sentences[number].encoded.pieces[:MAX_PIECES]]
        owners = sentences[number].owners()[:MAX_PIECES]
        return cls(tuple(pieces), tuple(own), (None, *around, None, *owners, None))

    @property
    def base(self) -> int:
        """The place of the sentence's first piece in the row."""
        return len(self.before) + 2

    def places(self, start: int, end: int) -> list[int]:
        """The places of the row that are of the tokens from ``start`` to before ``end``."""
        return [
            place
            for place, token in enumerate(self.tokens)
            if token is not None and start <= token < end
        ]


def read_before(lengths: Sequence[int], number: int) -> range:
    """The sentences that are read before one: as many whole ones as there is room for.

    Args:
        lengths: pieces of every sentence of the article.
        number: the sentence that is to be read.

    """
    room, first = MAX_CONTEXT, number
    while first > max(0, number - MAX_SENTENCES_BEFORE):
        room -= lengths[first - 1]
        if room <= 0:
            break
        first -= 1
    return range(first, number)
