"""The spaCy component that splits a text into sentences and encodes each of them.

The heads were trained without white space, so the encoder does not see it, and its rows in
``doc.tensor`` are zeros.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final, Protocol, cast

import numpy as np
from spacy.tokens import Doc

from worker.nlp.documents import cut_off, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.model.encoder import EncodedSentence, FloatArray
from worker.nlp.model.read_sentences import ReadSentence, read_sentences
from worker.nlp.tokens import tokens_of

MAX_WORD_CHARS: Final = 32
"""Characters of a token that the encoder reads: real words are shorter, and pieces cost time."""

MAX_READ: Final = 7_200
"""Word pieces of an article that are read: about 30,000 characters of prose.

Each takes its time in the encoder, in the tower and in the rules. Of 2,000 articles of news, three
have more."""


class SentenceEncoder(Protocol):
    """What this component needs of an encoder."""

    def count(self, words: Sequence[str]) -> int:
        """How many word pieces some words have."""

    def encode_all(self, sentences: Sequence[Sequence[str]]) -> list[EncodedSentence]:
        """Vectors aligned to the words of each sentence."""


class EncoderComponent:
    """Fills ``doc.tensor`` and ``read_sentences(doc)``."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Split into sentences and encode each by itself, unless the article is skipped.

        Of an article with more than ``MAX_READ`` word pieces, the doc that is returned has the
        sentences before the one that is too much. It is counted as ``text_over_limit``.
        """
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        mark_sentences(doc)
        places, texts = _sentences(doc)
        kept = self._kept(texts)
        if kept < len(texts):
            doc = cut_off(doc, list(doc.sents)[kept].start)
            mark_sentences(doc)
            places, texts = places[:kept], texts[:kept]
        sentences = read_sentences(doc)
        sentences.clear()
        # Boilerplate and hostile texts repeat sentences, and the same words give the same vectors.
        distinct = list(dict.fromkeys(texts))
        known = dict(zip(distinct, self._encoder.encode_all(distinct), strict=True))
        width = known[texts[0]].tokens.shape[1]
        tensor: FloatArray = np.zeros((len(doc), width), dtype=np.float32)
        for words, said in zip(places, texts, strict=True):
            tensor[words] = known[said].tokens
            sentences.append(ReadSentence(known[said], tuple(words)))
        doc.tensor = cast("Any", tensor)
        return doc

    def _kept(self, texts: Sequence[Sequence[str]]) -> int:
        """How many sentences are read: the first one, and those that have not too many pieces."""
        pieces = accumulate(map(self._encoder.count, texts))
        over = (number for number, sum_so_far in enumerate(pieces) if sum_so_far > MAX_READ)
        return max(1, next(over, len(texts)))


def _sentences(doc: Doc) -> tuple[list[list[int]], list[tuple[str, ...]]]:
    """Of each sentence the tokens that are read, and what is read of each."""
    tokens = tokens_of(doc)
    places = [tokens.words(sentence.start, sentence.end) for sentence in doc.sents]
    return places, [tuple(tokens.texts[at][:MAX_WORD_CHARS] for at in words) for words in places]
