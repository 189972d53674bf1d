"""Split text into words and sentences as the worker does."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Token


class Words(NamedTuple):
    """Words with their character offsets."""

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """The whole words that characters start..end touch, or None if they touch none."""
        touched = [
            index
            for index, (first, last) in enumerate(zip(self.starts, self.ends, strict=True))
            if first < end and last > start
        ]
        return (touched[0], touched[-1] + 1) if touched else None


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


@cache
def _splitter() -> Language:
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.max_length = 10_000_000
    return language


def words_of(text: str) -> Words:
    """Tokenise one text with spaCy's English rules, without the white space."""
    return _words(token for token in _tokenizer().make_doc(text))


def sentences_of(text: str) -> list[Words]:
    """Split a text at paragraph breaks and after sentence-final punctuation.

    Offsets are into the whole text.
    """
    sentences = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            for sentence in _splitter()(line).sents:
                words = _words(sentence)
                if words.texts:
                    sentences.append(
                        Words(
                            words.texts,
                            [position + start for start in words.starts],
                            [position + end for end in words.ends],
                        )
                    )
        position += len(line)
    return sentences


def _words(tokens: Iterable[Token]) -> Words:
    kept = [token for token in tokens if not token.is_space]
    return Words(
        [token.text for token in kept],
        [token.idx for token in kept],
        [token.idx + len(token.text) for token in kept],
    )
