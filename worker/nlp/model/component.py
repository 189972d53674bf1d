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
from worker.nlp.model.encoder import EncodedSentence, FloatArray
from worker.nlp.model.read_sentences import ReadSentence, read_sentences
from worker.nlp.tokens import tokens_of

MAX_WORD_CHARS: Final = 32
"""Characters of a token that the encoder reads: real words are shorter, and pieces cost time."""


class SentenceEncoder(Protocol):
    """What this component needs of an encoder."""

    def encode_all(self, sentences: Sequence[Sequence[str]]) -> list[EncodedSentence]:
        """Vectors aligned to the words of each sentence."""


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
        tokens = tokens_of(doc)
        places = [tokens.words(sentence.start, sentence.end) for sentence in doc.sents]
        texts = [tuple(tokens.texts[at][:MAX_WORD_CHARS] for at in words) for words in places]
        distinct = list(dict.fromkeys(texts))
        known = dict(zip(distinct, self._encoder.encode_all(distinct), strict=True))
        width = known[texts[0]].tokens.shape[1]
        tensor: FloatArray = np.zeros((len(doc), width), dtype=np.float32)
        for words, said in zip(places, texts, strict=True):
            tensor[words] = known[said].tokens
            sentences.append(ReadSentence(known[said], tuple(words)))
        doc.tensor = cast("Any", tensor)
        return doc
