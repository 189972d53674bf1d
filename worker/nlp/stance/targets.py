"""The spaCy component that reads each passage for what it takes a side toward."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from worker.nlp.documents import DocTarget, Pointer, findings
from worker.nlp.entities.references.phrases import Phrase, phrases
from worker.nlp.model.reader import ReadHolder, ReadName, ReadRow, StanceReader
from worker.nlp.model.reader_rows import ReaderRow, alike_rows
from worker.nlp.read_passage import ReadPassage
from worker.nlp.stance.phrases import core


class TargetComponent:
    """Fills ``findings(doc).targets`` and ``findings(doc).pointers``."""

    def __init__(self, reader: StanceReader, nouns: Container[str]) -> None:
        """Make the component.

        Args:
            reader: reads passages.
            nouns: the head nouns that a description may have.

        """
        self._reader = reader
        self._nouns = nouns

    def __call__(self, doc: Doc) -> Doc:
        """Read the passages of an article that is not skipped."""
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        found.targets, found.pointers = [], {}
        waiting = phrases(doc, self._nouns)
        targets: dict[int, list[DocTarget]] = {}
        for alike in alike_rows(doc):
            read = _Answers(self._reader.read(alike[0][1]))
            for number, row in alike:
                targets[number] = list(_targets(doc, row, read))
                found.pointers |= _pointers(row, read, waiting)
        found.targets = [target for _, some in sorted(targets.items()) for target in some]
        return doc


class _Asked(NamedTuple):
    """What the reader says of a target."""

    holder: ReadHolder
    name: ReadName
    plain: float
    kind: str


class _Answers:
    """The reader's answers for a passage; each is asked once for all passages that are alike."""

    def __init__(self, read: ReadRow) -> None:
        self.targets = read.targets()
        self._states = read.middle
        self._kept: ReadPassage | None = None
        self.name = cache(read.name)
        self.asked = cache(
            lambda at: _Asked(read.holder(at), self.name(at), read.plain(at), read.kind(at))
        )

    def passage(self, row: ReaderRow) -> ReadPassage:
        """What is kept of a passage for all of its targets."""
        if self._kept is None or self._kept.tokens is not row.tokens:
            self._kept = ReadPassage(row.tokens, self._states)
        return self._kept


def _targets(doc: Doc, row: ReaderRow, read: _Answers) -> Iterator[DocTarget]:
    for target in read.targets:
        first, last = target.places[0], target.places[1] - 1
        span = core(doc, _token(row, first), _token(row, last) + 1)
        if span is not None:
            holder, name, plain, kind = read.asked(target.places)
            yield DocTarget(
                span=span,
                sentence=row.sentences[first - row.base],
                polarity=target.polarity,
                probability=target.probability,
                opposite=target.opposite,
                plain=plain,
                kind=kind,
                holders=row.by_token(holder.places),
                author=holder.author,
                elsewhere=holder.elsewhere,
                name=_pointer(row, name),
                passage=read.passage(row),
            )


def _pointers(
    row: ReaderRow, read: _Answers, waiting: Sequence[Phrase]
) -> Iterator[tuple[tuple[int, int], Pointer]]:
    """Of each phrase among a row's own tokens, where its name is."""
    own = [_token(row, place) for place in range(row.base, row.base + len(row.own))]
    first = bisect_left(waiting, own[0], key=lambda one: one.start)
    for phrase in waiting[first:]:
        start = bisect_left(own, phrase.start)
        if start == len(own) or own[start] != phrase.start:
            break
        places = row.base + start, row.base + bisect_left(own, phrase.end, start)
        yield (phrase.start, phrase.end), _pointer(row, read.name(places))


def _pointer(row: ReaderRow, found: ReadName) -> Pointer:
    return Pointer(row.by_token(found.places), found.nowhere)


def _token(row: ReaderRow, place: int) -> int:
    token = row.tokens[place]
    assert token is not None, "only [CLS] and [SEP] are of no token"
    return token
