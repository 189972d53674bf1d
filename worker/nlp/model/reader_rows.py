"""A passage as the reader sees it: its pieces, those of what comes before, and their tokens."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from worker.nlp.documents import findings
from worker.nlp.model.passages import MAX_PIECES, Passage, passages
from worker.nlp.model.read_sentences import ReadSentence, read_sentences


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

    @property
    def base(self) -> int:
        """The place of the first own piece in the row."""
        return len(self.before) + 2


def reader_rows(doc: Doc) -> Iterator[ReaderRow]:
    """The passages of a doc whose sentences are encoded, in text order."""
    sentences = read_sentences(doc)
    lengths = [len(sentence.encoded.pieces) for sentence in sentences]
    for passage in passages(lengths, titled=findings(doc).title_chars > 0):
        row = _row(sentences, passage)
        if row.own:
            yield row


def _row(sentences: list[ReadSentence], passage: Passage) -> ReaderRow:
    before: list[int] = []
    around: list[int] = []
    for number in passage.before:
        before += [int(piece) for piece in sentences[number].encoded.pieces]
        around += sentences[number].owners()
    own: list[int] = []
    owners: list[int] = []
    numbers: list[int] = []
    for number in passage.own:
        pieces = sentences[number].encoded.pieces[:MAX_PIECES]
        own += [int(piece) for piece in pieces]
        owners += sentences[number].owners()[:MAX_PIECES]
        numbers += [number] * len(pieces)
    tokens = (None, *around, None, *owners, None)
    return ReaderRow(tuple(before), tuple(own), tokens, tuple(numbers))
