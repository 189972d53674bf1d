"""Finders of names in a text: our own head, or an installed spaCy pipeline instead."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import span_of, tokens_of


class Finding(NamedTuple):
    """One name as a finder marked it, with a label of ``entities.kinds``.

    Our own head calls events, laws and works misc; a spaCy pipeline tells them apart.
    """

    span: TokenSpan
    label: str


class NameFinder(Protocol):
    """Whatever finds names in an article."""

    def __call__(self, doc: Doc) -> list[Finding]:
        """The names in text order, none overlapping, none crossing a sentence."""


class EntityHead(Protocol):
    """The one answer of the trained heads that is needed here."""

    def tagged(
        self, name: str, sentences: Sequence[tuple[npt.NDArray[np.float32], Sequence[str]]]
    ) -> list[list[tuple[int, int, str, float]]]:
        """Labelled spans of each sentence, in token offsets of it."""


class HeadFinder:
    """Our own head, on the vectors that the encoder left in ``doc.tensor``."""

    def __init__(self, heads: EntityHead) -> None:
        self._heads = heads

    def __call__(self, doc: Doc) -> list[Finding]:
        """The head's spans of every sentence."""
        tokens = tokens_of(doc)
        places = [tokens.words(sentence.start, sentence.end) for sentence in doc.sents]
        vectors = np.asarray(doc.tensor, dtype=np.float32)
        texts = [[tokens.texts[word] for word in words] for words in places]
        sentences = [(vectors[words], said) for words, said in zip(places, texts, strict=True)]
        return [
            Finding(span_of(doc, words[start], words[end - 1] + 1), label)
            for words, spans in zip(places, self._heads.tagged("entities", sentences), strict=True)
            for start, end, label, _ in spans
        ]


class SpacyFinder:
    """An installed spaCy pipeline on the same tokens, its labels translated into ours."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @classmethod
    def load(cls, name: str) -> "SpacyFinder":
        """Load an installed pipeline.

        Raises:
            OSError: spaCy knows no pipeline of that name.

        """
        return cls(spacy.load(name))

    def __call__(self, doc: Doc) -> list[Finding]:
        """The pipeline's ``doc.ents``, cut where they cross the end of one of our sentences.

        The pipeline has its own vocabulary, which forgets the article's words as ours does.
        """
        found = []
        with self._nlp.memory_zone():
            other = Doc(
                self._nlp.vocab,
                words=[token.text for token in doc],
                spaces=[bool(token.whitespace_) for token in doc],
            )
            for _, component in self._nlp.pipeline:
                other = component(other)
            for ent in other.ents:
                label = TABLE.spacy_labels.get(ent.label_)
                if label is not None:
                    end = min(ent.end, sentence_of(doc[ent.start]).end)
                    found.append(Finding(doc[ent.start : end], label))
        return found
