"""A passage as the reader sees it: its pieces, those of what comes before, and their tokens."""

from collections import defaultdict
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field, replace
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

    def by_token(self, shares: Probabilities) -> Mapping[int, float]:
        """The share of each token, from those of all places of the row."""
        number, numbers = self._numbers
        sums = np.bincount(numbers, shares, len(number) + 1)
        return TokenShares(number, sums.tolist())

    @cached_property
    def _numbers(self) -> tuple[dict[int, int], IntArray]:
        """The number of each token in text order; that of each place, the last if it has none."""
        owners = [token for token in self.tokens if token is not None]
        number = {token: at for at, token in enumerate(dict.fromkeys(owners))}
        none = len(number)
        numbers = [none if token is None else number[token] for token in self.tokens]
        return number, np.array(numbers, np.int64)


class TokenShares(Mapping[int, float]):
    """The share of each token of a row; all of a row's have the same tokens."""

    __slots__ = ("_number", "_shares")

    def __init__(self, number: dict[int, int], shares: list[float]) -> None:
        """Take the number of each token, and the share of each number."""
        self._number = number
        self._shares = shares

    def __getitem__(self, token: int) -> float:
        """The share of a token of the row."""
        return self._shares[self._number[token]]

    def __iter__(self) -> Iterator[int]:
        """The tokens in text order."""
        return iter(self._number)

    def __len__(self) -> int:
        """How many tokens the row has."""
        return len(self._number)

    def keys(self) -> KeysView[int]:
        """The tokens, as those of a dict."""
        return self._number.keys()

    def items(self) -> ItemsView[int, float]:
        """Each token with its share."""
        return _Items(self._number, self._shares, self)


class _Items(ItemsView[int, float]):
    """Each token with its share, without a dict made of them."""

    def __init__(
        self, number: dict[int, int], shares: list[float], mapping: Mapping[int, float]
    ) -> None:
        super().__init__(mapping)
        self._number, self._shares = number, shares

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return iter(zip(self._number, self._shares, strict=False))


def alike_rows(doc: Doc) -> Iterator[list[tuple[int, ReaderRow]]]:
    """The passages of a doc whose sentences are encoded, each with its number in text order.

    Those of the same sentences come together, since the tower gets the same of them: an article
    that repeats itself costs much less.
    """
    sentences = read_sentences(doc)
    lengths = [len(sentence.encoded.pieces) for sentence in sentences]
    cut = passages(lengths, titled=findings(doc).title_chars > 0)
    alike: dict[tuple[tuple[int, ...], ...], list[int]] = defaultdict(list)
    for number, passage in enumerate(cut):
        key = _encoded(sentences, passage.before), _encoded(sentences, passage.own)
        alike[key].append(number)
    for numbers in alike.values():
        first = _row(sentences, cut[numbers[0]])
        if first.own:
            others = (_moved(first, sentences, cut[number]) for number in numbers[1:])
            yield list(zip(numbers, [first, *others], strict=True))


def _encoded(sentences: Sequence[ReadSentence], numbers: Iterable[int]) -> tuple[int, ...]:
    """What tells the encoded forms of some sentences from others: the same words share one."""
    return tuple(id(sentences[number].encoded) for number in numbers)


def _moved(row: ReaderRow, sentences: Sequence[ReadSentence], passage: Passage) -> ReaderRow:
    """The row of a passage that has the same sentences as another's."""
    tokens, numbers = _owners(sentences, passage)
    return replace(row, tokens=tokens, sentences=numbers)


def _owners(
    sentences: Sequence[ReadSentence], passage: Passage
) -> tuple[tuple[int | None, ...], tuple[int, ...]]:
    """The token of each place of a passage's row, and the sentence of each own piece."""
    around = [token for number in passage.before for token in sentences[number].owners()]
    tokens: list[int] = []
    numbers: list[int] = []
    for number in passage.own:
        some = sentences[number].owners()[:MAX_PIECES]
        tokens += some
        numbers += [number] * len(some)
    return (None, *around, None, *tokens, None), tuple(numbers)


def _row(sentences: Sequence[ReadSentence], passage: Passage) -> ReaderRow:
    before = [sentences[number].encoded for number in passage.before]
    own = [sentences[number].encoded for number in passage.own]
    around = [piece for one in before for piece in one.pieces.tolist()]
    pieces = [piece for one in own for piece in one.pieces[:MAX_PIECES].tolist()]
    states = np.zeros((len(around) + len(pieces) + 3, len(own[0].cls)), dtype=np.float32)
    if before:
        states[1 : 1 + len(around)] = np.concatenate([one.states for one in before])
    states[2 + len(around) : -1] = np.concatenate([one.states[:MAX_PIECES] for one in own])
    tokens, numbers = _owners(sentences, passage)
    return ReaderRow(tuple(around), tuple(pieces), tokens, numbers, states)
