"""The spaCy component around the encoder: sentences, their vectors, nothing else.

White space is no word: the heads were trained without it, so it gets a row of zeros in
``doc.tensor`` and the encoder never sees it.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from spacy.tokens import Doc

from worker.nlp.documents import findings, words_of
from worker.nlp.encoder import EncodedSentence
from worker.nlp.sentences import mark_sentences


class SentenceEncoder(Protocol):
    """What is asked of the encoder here."""

    def encode(self, words: Sequence[str]) -> EncodedSentence:
        """Vectors aligned to the words of one sentence."""


class EncoderComponent:
    """Fills ``doc.tensor`` and the sentence vectors of ``findings(doc)``."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Split into sentences and encode each by itself, unless the article is skipped."""
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        mark_sentences(doc)
        found.sentence_cls.clear()
        found.sentence_mean.clear()
        rows = []
        for sentence in doc.sents:
            words = words_of(sentence)
            encoded = self._encoder.encode([word.text for word in words])
            at = [word.i - sentence.start for word in words]
            aligned = np.zeros((len(sentence), encoded.tokens.shape[1]), dtype=np.float32)
            aligned[at] = encoded.tokens
            rows.append(aligned)
            found.sentence_cls.append(encoded.cls)
            found.sentence_mean.append(encoded.mean)
        doc.tensor = np.concatenate(rows)
        return doc
