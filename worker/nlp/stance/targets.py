"""The spaCy component that reads each sentence for what it takes a side toward."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc

from worker.nlp.documents import DocTarget, findings
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.reader import StanceReader, read_before
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
    sentences = read_sentences(doc)
    pieces = [[int(one) for one in sentence.encoded.pieces] for sentence in sentences]
    owners = [
        [sentence.words[word] for window in sentence.encoded.windows for word in window.owners]
        for sentence in sentences
    ]
    lengths = [len(some) for some in pieces]
    for number in range(len(sentences)):
        if lengths[number] < MIN_PIECES:
            continue
        before = read_before(lengths, number)
        row = reader.read([pieces[one] for one in before], pieces[number])
        around = [token for one in before for token in owners[one]]
        for target in row.targets():
            first, last = target.places[0], target.places[1] - 1
            span = core(doc, owners[number][first], owners[number][last] + 1)
            if span is not None:
                holder = row.holder(target.places)
                shares = zip(
                    [*around, *owners[number]], [*holder.before, *holder.within], strict=False
                )
                yield DocTarget(
                    span=span,
                    sentence=number,
                    polarity=target.polarity,
                    probability=target.probability,
                    opposite=target.opposite,
                    plain=row.plain(target.places),
                    kinds=row.kinds(target.places),
                    hows=row.hows(target.places),
                    holders=_summed(shares),
                    author=holder.author,
                    elsewhere=holder.elsewhere,
                )


def _summed(shares: Iterable[tuple[int, float]]) -> dict[int, float]:
    """The share of each token, from those of its pieces."""
    sums: dict[int, float] = defaultdict(float)
    for token, share in shares:
        sums[token] += float(share)
    return dict(sums)
