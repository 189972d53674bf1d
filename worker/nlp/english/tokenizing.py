"""spaCy's tokeniser with a bound on what one stretch of text can cost.

spaCy peels punctuation off a chunk without white space one mark at a time and looks at the whole
rest each time: 20,000 emoji in a row take a minute. News has no such chunks, but the worker reads
whatever it is sent; so a chunk beyond any word is cut into pieces that are cheap.
"""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from worker.nlp.documents import joined

MAX_CHUNK_CHARS: Final = 128
"""Longer than words and most addresses; what is longer is cut here."""

_LONG_CHUNK: Final = re.compile(rf"\S{{{MAX_CHUNK_CHARS + 1},}}")


class BoundedTokenizer:
    """Tokenises like spaCy, and in time that grows with the length of the text alone."""

    def __init__(self, inner: Tokenizer) -> None:
        self._inner = inner

    def __call__(self, text: str) -> Doc:
        """The text as a Doc whose tokens, put together again, are the text."""
        if _LONG_CHUNK.search(text) is None:
            doc: Doc = self._inner(text)
            return doc
        return joined([self._inner(piece) for piece in _pieces(text)])


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
