"""Marked articles in word pieces, and where in them the words of a mark stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tokenizers import Tokenizer

from training.scorecard.marked import AUTHOR, MarkedArticle, Party
from worker.nlp.english.letters import in_english_letters

PUNCTUATION: Final = ".,'’"  # noqa: RUF001 - the apostrophe of newspapers
ISSUES: Final = frozenset({"law", "policy", "event", "product", "work", "idea"})
"""Kinds of targets that are known by ordinary words."""

SHORTEST: Final = 4
"""Letters of the shortest ordinary word that a target is known by."""


class Cut(NamedTuple):
    """A sentence in pieces, with the characters that each covers."""

    text: str
    pieces: list[int]
    chars: list[tuple[int, int]]


class CutArticle(NamedTuple):
    """An article whose sentences are in pieces."""

    article: MarkedArticle
    sentences: list[Cut]
    names: Mapping[str, list[tuple[int, tuple[int, ...]]]]
    """where each name of a party stands: sentence and pieces in it"""


def spelled(text: str) -> str:
    """A sentence as it is cut into pieces; the words of a mark are verbatim but for white space."""
    return in_english_letters(" ".join(text.split()))


def cut_articles(articles: Sequence[MarkedArticle], tokenizer: Tokenizer) -> list[CutArticle]:
    """The sentences of articles in pieces."""
    found = []
    for article in articles:
        sentences = [_cut(article.text_of(one), tokenizer) for one in article.sentences]
        found.append(CutArticle(article, sentences, _names(article, sentences)))
    return found


def _cut(sentence: str, tokenizer: Tokenizer) -> Cut:
    text = spelled(sentence)
    # A letter that English lacks may become two; the marks' words are then looked up in this text.
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return Cut(text, encoding.ids, encoding.offsets)


def _names(
    article: MarkedArticle, sentences: Sequence[Cut]
) -> dict[str, list[tuple[int, tuple[int, ...]]]]:
    parties = [party for mark in article.marks for party in (mark.holder, mark.target)]
    wordings: dict[str, set[str]] = {}
    for party in parties:
        if party.name == AUTHOR:
            continue
        some = wordings.setdefault(party.name, {party.name})
        if party.kind == "person" and len(last := party.name.split()[-1]) > 2:
            some.add(last)
        if party.words and says_name(party):
            some.add(party.words)
    return {
        name: [
            (number, places)
            for number, cut in enumerate(sentences)
            for wording in some
            for places in all_covering(cut, wording)
        ]
        for name, some in wordings.items()
    }


def says_name(party: Party) -> bool:
    """Whether the words of a party have a word of its name.

    A name's words are capitalised ("the president" does not say President Kolb's); the words that
    an issue is known by are any but the commonest.
    """
    said = {word.strip(PUNCTUATION) for word in party.words.split()}
    known = {word.strip(PUNCTUATION) for word in party.name.split()}
    if party.kind in ISSUES:
        shared = {one.lower() for one in said} & {one.lower() for one in known}
        return any(len(word) >= SHORTEST for word in shared)
    return any(word[:1].isupper() for word in said & known)


def covering(cut: Cut, words: str, evidence: str) -> tuple[int, ...]:
    """The pieces of some words where they stand whole, or else where they stand at all.

    Of several such places, the first in the evidence, or else the first.
    """
    every = list(all_covering(cut, words))
    if len(every) > 1:
        shown = set(next(all_covering(cut, evidence), ()))
        every = [one for one in every if shown.issuperset(one)] or every
    if every:
        return every[0]
    words = spelled(words)
    start = cut.text.find(words)
    return () if start < 0 else _between(cut, start, start + len(words))


def all_covering(cut: Cut, words: str) -> Iterator[tuple[int, ...]]:
    """The pieces of every place where some words stand whole: not "he" in "the"."""
    words = spelled(words)
    start = cut.text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (cut.text[:start][-1:].isalnum() or cut.text[end : end + 1].isalnum()):
            yield _between(cut, start, end)
        start = cut.text.find(words, start + 1)


def _between(cut: Cut, start: int, end: int) -> tuple[int, ...]:
    return tuple(at for at, (left, right) in enumerate(cut.chars) if left < end and right > start)
