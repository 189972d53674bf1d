"""The spaCy component that reads each sentence for what it takes a side toward."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc

from worker.nlp.documents import DocTarget, findings
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.reader import StanceReader
from worker.nlp.model.reader_rows import ReaderRow
from worker.nlp.stance.phrases import core

MIN_PIECES: Final = 3
"""Word pieces of the shortest sentence that is read."""


class TargetComponent:
    """Fills ``findings(doc).targets``."""

    def __init__(self, reader: StanceReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Read the sentences of an article that is not skipped."""
        found = findings(doc)
        if not found.skipped and len(doc) > 0:
            found.targets = list(_targets(doc, self._reader))
        return doc


def _targets(doc: Doc, reader: StanceReader) -> Iterator[DocTarget]:
    for number, sentence in enumerate(read_sentences(doc)):
        if len(sentence.encoded.pieces) < MIN_PIECES:
            continue
        row = ReaderRow.of(doc, number)
        read = reader.read(row)
        own = sentence.owners()
        for target in read.targets():
            first, last = target.places[0], target.places[1] - 1
            span = core(doc, own[first], own[last] + 1)
            if span is not None:
                holder = read.holder(target.places)
                yield DocTarget(
                    span=span,
                    sentence=number,
                    polarity=target.polarity,
                    probability=target.probability,
                    opposite=target.opposite,
                    plain=read.plain(target.places),
                    kind=read.kind(target.places),
                    holders=_summed(zip(row.tokens, holder.places, strict=True)),
                    author=holder.author,
                    elsewhere=holder.elsewhere,
                )


def _summed(shares: Iterable[tuple[int | None, float]]) -> dict[int, float]:
    """The share of each token, from those of its pieces."""
    sums: dict[int, float] = defaultdict(float)
    for token, share in shares:
        if token is not None:
            sums[token] += float(share)
    return dict(sums)
