"""spaCy's tokeniser with a limit on the time that one chunk of text can take.

spaCy strips punctuation from a chunk without white space one mark at a time, and reads the whole
rest each time: 20,000 emoji in a row take a minute. News has no such chunks, but the worker reads
whatever it is sent. So a chunk that is longer than any word is cut into pieces.
"""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from worker.nlp.documents import concatenated

MAX_CHUNK_CHARS: Final = 128
"""Longer than any word and most web addresses; a longer chunk is cut after so many characters."""

_LONG_CHUNK: Final = re.compile(rf"\S{{{MAX_CHUNK_CHARS + 1},}}")


class BoundedTokenizer:
    """Tokenises like spaCy, in time that is linear in the length of the text."""

    def __init__(self, inner: Tokenizer) -> None:
        self._inner = inner

    def __call__(self, text: str) -> Doc:
        """A Doc whose tokens, put together, are the text."""
        if _LONG_CHUNK.search(text) is None:
            doc: Doc = self._inner(text)
            return doc
        return concatenated([self._inner(piece) for piece in _pieces(text)])


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for chunk in _LONG_CHUNK.finditer(text):
        if chunk.start() > position:
            yield text[position : chunk.start()]
        for start in range(chunk.start(), chunk.end(), MAX_CHUNK_CHARS):
            yield text[start : min(start + MAX_CHUNK_CHARS, chunk.end())]
        position = chunk.end()
    if position < len(text):
        yield text[position:]
