"""The spaCy component that splits a text into sentences and encodes each of them.

The heads were trained without white space, so the encoder does not see it, and its rows in
``doc.tensor`` are zeros.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol, cast

import numpy as np
from spacy.tokens import Doc

from worker.nlp.documents import findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.english.tokens import tokens_of
from worker.nlp.model.encoder import EncodedSentence, FloatArray
from worker.nlp.model.read_sentences import ReadSentence, read_sentences

MAX_WORD_CHARS: Final = 32
"""Characters of a token that the encoder reads: real words are shorter, and pieces cost time."""


class SentenceEncoder(Protocol):
    """What this component needs of an encoder."""

    def encode(self, words: Sequence[str]) -> EncodedSentence:
        """Vectors aligned to the words of one sentence."""


class EncoderComponent:
    """Fills ``doc.tensor`` and ``read_sentences(doc)``."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Split into sentences and encode each by itself, unless the article is skipped."""
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        mark_sentences(doc)
        sentences = read_sentences(doc)
        sentences.clear()
        # Boilerplate and hostile texts repeat sentences, and the same words give the same vectors.
        known: dict[tuple[str, ...], EncodedSentence] = {}
        tensor: FloatArray = np.zeros((0, 0), dtype=np.float32)
        tokens = tokens_of(doc)
        for number, sentence in enumerate(doc.sents):
            at = tokens.words(sentence.start, sentence.end)
            texts = tuple(tokens.texts[word][:MAX_WORD_CHARS] for word in at)
            if texts not in known:
                known[texts] = self._encoder.encode(texts)
            encoded = known[texts]
            if number == 0:
                tensor = np.zeros((len(doc), encoded.tokens.shape[1]), dtype=np.float32)
            tensor[at] = encoded.tokens
            sentences.append(ReadSentence(encoded, tuple(at)))
        doc.tensor = cast("Any", tensor)
        return doc
