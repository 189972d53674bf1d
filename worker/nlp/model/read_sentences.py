"""What the encoder made of each sentence of a doc, for the components that read its vectors."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from worker.nlp.model.encoder import EncodedSentence


@dataclass(frozen=True)
class ReadSentence:
    """One sentence as the encoder read it; ``words`` are the tokens that are not white space."""

    encoded: EncodedSentence
    words: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Tokens of the doc as words of the sentence."""
        return bisect_left(self.words, start), bisect_left(self.words, end)


def read_sentences(doc: Doc) -> list[ReadSentence]:
    """Each of ``doc.sents`` as the encoder read it, in text order; empty until it has."""
    if doc._.read_sentences is None:
        doc._.read_sentences = []
    sentences: list[ReadSentence] = doc._.read_sentences
    return sentences


if not Doc.has_extension("read_sentences"):
    Doc.set_extension("read_sentences", default=None)
