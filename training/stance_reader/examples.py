"""Marked sentences as the reader sees them: what comes before, the sentence, tags and pointers.

A row of pieces is `[CLS] up to three sentences before [SEP] the sentence [SEP]`.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from tokenizers import Tokenizer

from topics.events import Polarity
from training.scorecard.marked import AUTHOR, MarkedArticle, Party
from worker.nlp.english.letters import in_english_letters
from worker.nlp.model.reader import KINDS
from worker.nlp.model.reader_rows import MAX_PIECES, read_before
from worker.nlp.stance.targets import MIN_PIECES

HOWS: Final = ("quote", "reported", "told", "author")
"""How a stance reached the page."""

TAGS: Final = ("O", "B+", "I+", "B-", "I-")
HOLDER_TAGS: Final = ("O", "B", "I")
Holder: TypeAlias = tuple[int, ...] | Literal["author", "elsewhere"]
"""Where a holder's words are in the row; `elsewhere` where the row does not have them."""


class Goal(NamedTuple):
    """What is to be read of one mark."""

    target: tuple[int, ...] | None
    """places of the target's pieces in the row; None where the row does not have them"""
    polarity: Polarity
    holder: Holder
    kind: int
    """index into KINDS"""
    how: int
    """index into HOWS"""
    plain: bool


class Row(NamedTuple):
    """One sentence with what comes before it."""

    article: str
    sentence: int
    pieces: list[int]
    base: int
    """where the sentence's own pieces begin"""
    tags: list[int]
    """index into TAGS for each piece of the row"""
    holder_tags: list[int]
    """index into HOLDER_TAGS for each piece of the row"""
    goals: list[Goal]


class _Cut(NamedTuple):
    """A sentence in pieces, with the characters that each covers."""

    text: str
    pieces: list[int]
    chars: list[tuple[int, int]]


def rows_of(
    articles: Sequence[MarkedArticle], tokenizer: Tokenizer, special: tuple[int, int]
) -> Iterator[Row]:
    """Every sentence of the articles as a row; those of one or two pieces are left out.

    `special` are the numbers of [CLS] and [SEP] in the tokenizer's vocabulary.
    """
    for article in articles:
        cut = [_cut(article.text_of(one), tokenizer) for one in article.sentences]
        for number, sentence in enumerate(cut):
            if len(sentence.pieces) >= MIN_PIECES:
                yield _row(article, cut, number, special)


def _cut(sentence: str, tokenizer: Tokenizer) -> _Cut:
    # The words of a mark are verbatim but for runs of white space.
    text = in_english_letters(" ".join(sentence.split()))
    # A letter that English lacks may become two; the marks' words are then looked up in this text.
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return _Cut(text, encoding.ids, encoding.offsets)


def _row(article: MarkedArticle, cut: Sequence[_Cut], number: int, special: tuple[int, int]) -> Row:
    first, last = special
    before = read_before([len(one.pieces) for one in cut], number)
    pieces, starts = [first], {}
    for one in before:
        starts[one] = len(pieces)
        pieces += cut[one].pieces
    pieces.append(last)
    base = starts[number] = len(pieces)
    pieces += cut[number].pieces[:MAX_PIECES]
    length = len(pieces)
    pieces.append(last)

    def places(party: Party) -> tuple[int, ...] | None:
        if not party.words or party.sentence not in starts:
            return None
        start = starts[party.sentence]
        found = tuple(start + at for at in _covering(cut[party.sentence], party.words))
        return tuple(at for at in found if at < length) or None

    tags, holder_tags = [0] * len(pieces), [0] * len(pieces)
    goals = []
    for mark in article.marks:
        if mark.sentence != number:
            continue
        author = mark.holder.kind == AUTHOR
        holder: Holder = "author" if author else "elsewhere"
        if not author and (at := places(mark.holder)) is not None:
            holder = at
            if at[0] >= base:
                _tag(holder_tags, at, 1)
        target = places(mark.target)
        if target is not None and target[0] >= base and not any(tags[at] for at in target):
            _tag(tags, target, 1 if mark.polarity == "favor" else 3)
        kind, how = KINDS.index(mark.target.kind), HOWS.index(mark.how)
        goals.append(Goal(target, mark.polarity, holder, kind, how, mark.plain))
    return Row(article.id, number, pieces, base, tags, holder_tags, goals)


def _covering(cut: _Cut, words: str) -> list[int]:
    """The pieces that some words of a sentence are made of; none where it does not have them."""
    words = in_english_letters(" ".join(words.split()))
    start = cut.text.find(words)
    if start < 0:
        return []
    end = start + len(words)
    return [at for at, (left, right) in enumerate(cut.chars) if left < end and right > start]


def _tag(tags: list[int], places: Sequence[int], begin: int) -> None:
    for at in places:
        tags[at] = begin + 1
    tags[places[0]] = begin
