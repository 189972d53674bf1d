"""The encoded sentences of a doc, for the components that read their vectors."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from worker.nlp.model.encoder import EncodedSentence, FloatArray
from worker.nlp.tokens import tokens_of

_KEY: Final = "stancewire_sentences"


@dataclass(frozen=True)
class ReadSentence:
    """One encoded sentence; ``words`` are the tokens of the doc that are not white space."""

    encoded: EncodedSentence
    words: tuple[int, ...]

    def owners(self) -> list[int]:
        """The token of the doc that each word piece belongs to."""
        words = self.words
        return [words[word] for window in self.encoded.windows for word in window.owners.tolist()]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn token indices of the doc into word indices of the sentence."""
        return bisect_left(self.words, start), bisect_left(self.words, end)


def read_sentences(doc: Doc) -> list[ReadSentence]:
    """The encoded form of each of ``doc.sents``, in order; empty before the encoder ran."""
    sentences: list[ReadSentence] = doc.user_data.setdefault(_KEY, [])
    return sentences


def vectors_and_words(doc: Doc) -> list[tuple[FloatArray, list[str]]]:
    """Each sentence as the heads read it: a vector for each word, and the words."""
    texts = tokens_of(doc).texts
    return [(one.encoded.tokens, [texts[at] for at in one.words]) for one in read_sentences(doc)]
