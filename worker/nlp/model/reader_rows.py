"""A passage as the reader sees it: its pieces, those of what comes before, and their tokens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from worker.nlp.documents import findings
from worker.nlp.model.encoder import FloatArray, IntArray
from worker.nlp.model.passages import MAX_PIECES, Passage, passages
from worker.nlp.model.read_sentences import ReadSentence, read_sentences

Probabilities: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ReaderRow:
    """A passage with what comes before it: `[CLS] before [SEP] own sentences [SEP]`."""

    before: tuple[int, ...]
    """word pieces of what comes before"""
    own: tuple[int, ...]
    """those of the passage's own sentences"""
    tokens: tuple[int | None, ...]
    """the token of the doc that each place of the row is of; None for [CLS] and [SEP]"""
    sentences: tuple[int, ...]
    """the sentence of each own piece"""
    states: FloatArray = field(compare=False, repr=False)
    """(places, 384): what the encoder makes of each piece; zeros for [CLS] and [SEP]"""

    @property
    def base(self) -> int:
        """The place of the first own piece in the row."""
        return len(self.before) + 2

    def by_token(self, shares: Probabilities) -> dict[int, float]:
        """The share of each token, from those of all places of the row."""
        tokens, places, numbers = self._places_of_tokens
        sums = np.bincount(numbers, shares[places], len(tokens))
        return dict(zip(tokens, sums.tolist(), strict=True))

    @cached_property
    def _places_of_tokens(self) -> tuple[list[int], IntArray, IntArray]:
        """The tokens in text order; the places that have one; the number of each one's token."""
        places = [place for place, token in enumerate(self.tokens) if token is not None]
        owners = [token for token in self.tokens if token is not None]
        number = {token: at for at, token in enumerate(dict.fromkeys(owners))}
        numbers = [number[token] for token in owners]
        return list(number), np.array(places, np.int64), np.array(numbers, np.int64)


def reader_rows(doc: Doc) -> Iterator[ReaderRow]:
    """The passages of a doc whose sentences are encoded, in text order."""
    sentences = read_sentences(doc)
    lengths = [len(sentence.encoded.pieces) for sentence in sentences]
    for passage in passages(lengths, titled=findings(doc).title_chars > 0):
        row = _row(sentences, passage)
        if row.own:
            yield row


def _row(sentences: list[ReadSentence], passage: Passage) -> ReaderRow:
    before = [sentences[number] for number in passage.before]
    own = [(number, sentences[number]) for number in passage.own]
    around = [piece for one in before for piece in one.encoded.pieces.tolist()]
    owners_around = [token for one in before for token in one.owners()]
    pieces: list[int] = []
    owners: list[int] = []
    numbers: list[int] = []
    for number, one in own:
        some = one.encoded.pieces[:MAX_PIECES].tolist()
        pieces += some
        owners += one.owners()[:MAX_PIECES]
        numbers += [number] * len(some)
    width = own[0][1].encoded.cls.shape[0]
    states = np.zeros((len(around) + len(pieces) + 3, width), dtype=np.float32)
    if before:
        states[1 : 1 + len(around)] = np.concatenate([one.encoded.states for one in before])
    states[2 + len(around) : -1] = np.concatenate(
        [one.encoded.states[:MAX_PIECES] for _, one in own]
    )
    tokens = (None, *owners_around, None, *owners, None)
    return ReaderRow(tuple(around), tuple(pieces), tokens, tuple(numbers), states)
