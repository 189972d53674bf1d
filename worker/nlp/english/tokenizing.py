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

_MONTHS: Final = frozenset({"Apr.", "Dec.", "Jan.", "Jul.", "Jun.", "Mar."})
"""Short months that are also names. spaCy reads each as one token with its full stop."""

_MONTH: Final = re.compile(r"\b(?:Apr|Dec|J[au]n|Jul|Mar)\.(?=\s+[A-Z]|\s*$)", re.MULTILINE)
_DAYS: Final = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
    | {"In", "On", "Since", "Until", "By", "Last", "Next", "Late", "Early", "Mid"}
)

_LONG_CHUNK: Final = re.compile(rf"\S{{{MAX_CHUNK_CHARS + 1},}}")


class BoundedTokenizer:
    """Tokenises like spaCy, in time that is linear in the length of the text."""

    def __init__(self, inner: Tokenizer) -> None:
        self._inner = inner

    def __call__(self, text: str) -> Doc:
        """A Doc whose tokens, put together, are the text."""
        if _LONG_CHUNK.search(text) is None:
            doc: Doc = self._inner(text)
        else:
            doc = concatenated([self._inner(piece) for piece in _pieces(text)])
        return _with_names_apart(doc) if _MONTH.search(text) else doc


def _with_names_apart(doc: Doc) -> Doc:
    """The Doc with the full stop apart behind somebody called like a month: “met Dong Jun.”.

    The end of the text or another sentence follows there, and a name stands before it.
    """
    ends = [
        token
        for token in doc[1:]
        if token.text in _MONTHS
        and token.nbor(-1).is_title
        and token.nbor(-1).is_alpha
        and token.nbor(-1).text not in _DAYS
        and (token.i + 1 == len(doc) or token.nbor(1).is_space or token.nbor(1).is_title)
    ]
    with doc.retokenize() as retokenizer:
        for token in ends:
            pieces = [token.text[:-1], "."]
            retokenizer.split(token, pieces, heads=[(token, 0), (token, 0)])
    return doc


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
