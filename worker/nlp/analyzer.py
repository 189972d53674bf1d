"""Ask one text one question: a Python entry for each thing that the pipeline tells.

    from worker.nlp.analyzer import Analyzer

    analyzer = Analyzer.load()
    text = "Anna Kolb praised Peru on Monday."
    for stance in analyzer.stances(text):
        print(stance.holder.name, stance.polarity, stance.target.name)
    analyzer.polarity(text, target=(18, 22))
    analyzer.relation(text, p=(0, 9), q=(18, 22))

A text is the body of an article without a title: every offset counts its code points, and
``text[start:end]`` is the words. What the pipeline finds in whole articles has a method each;
``polarity`` and ``relation`` ask about spans that the caller names, in one sentence or a short
passage, by the model alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from spacy.tokens import Doc

from topics.events import Attribution, Enrichment, Entity, Stance, Topic
from worker.nlp.documents import article_doc, words_of
from worker.nlp.enrichment import enrichment
from worker.nlp.model.component import MAX_WORD_CHARS
from worker.nlp.model.model import Model
from worker.nlp.model.packaged import packaged
from worker.nlp.pipeline import build

Chars: TypeAlias = tuple[int, int]
"""First character and the one after the last, in code points."""

Words: TypeAlias = tuple[int, int]
"""First word and the one after the last."""


class Analyzer:
    """The whole model on plain strings. It keeps nothing: the same text gives the same answers."""

    def __init__(self, model: Model) -> None:
        self._nlp = build(model)
        self._encoder = model.encoder
        # Whoever names a span wants the best answer, not the cheapest.
        self._judge = model.judge(thorough=True)

    @classmethod
    def load(cls, weights: Path | None = None) -> "Analyzer":
        """Load the model.

        Args:
            weights: a folder written by ``training.export``; the packaged weights if None.

        Raises:
            EncoderError: a file is missing or cannot be read.

        """
        return cls(packaged() if weights is None else Model.load(weights))

    def enrichment(self, text: str) -> Enrichment:
        """Everything that the pipeline says of a text, read once.

        A text in another language than English has ``skipped`` set, and no tags; a blank one
        has none either.
        """
        if not text.strip():
            return Enrichment()
        with self.reading(text) as doc:
            return enrichment(doc)

    @contextmanager
    def reading(self, text: str) -> Iterator[Doc]:
        """The text with everything that the components found on it, for as long as the block."""
        with self._nlp.memory_zone():
            yield self._nlp(article_doc(self._nlp, "", text))

    def entities(self, text: str) -> tuple[Entity, ...]:
        """Who and what is named, the most salient first; ``mentions`` say where."""
        return self.enrichment(text).entities

    def attributions(self, text: str) -> tuple[Attribution, ...]:
        """Who said what, in text order: the spans of source, cue and content."""
        return self.enrichment(text).attributions

    def stances(self, text: str) -> tuple[Stance, ...]:
        """Who is for or against whom, with the words that show it, in their order."""
        return self.enrichment(text).stances

    def topics(self, text: str) -> tuple[Topic, ...]:
        """The IPTC Media Topics of a text, the most probable first."""
        return self.enrichment(text).topics

    def polarity(self, text: str, target: Chars) -> dict[str, float]:
        """What a sentence or short passage expresses toward something named in it.

        Args:
            text: read as one, whatever sentences it has.
            target: characters of the target; whole words that they touch are asked about.

        Returns:
            Calibrated probabilities of "against", "neutral" and "favor"; they sum to 1.

        Raises:
            ValueError: the span is not inside the text, or touches no word.

        """
        words, (at,) = self._read(text, target=target)
        return self._judge.polarity(self._encoder.encode(words), at)

    def relation(self, text: str, p: Chars, q: Chars) -> dict[str, float]:
        """Who of two is for or against the other, by a sentence or short passage.

        Args:
            text: read as one, whatever sentences it has.
            p: characters of the first; whole words that they touch are asked about.
            q: characters of the second, likewise.

        Returns:
            Calibrated probabilities of "neutral", "p_favor_q", "p_against_q", "q_favor_p" and
            "q_against_p"; they sum to 1, and exchanging p and q exchanges the answers.

        Raises:
            ValueError: a span is not inside the text, or touches no word.

        """
        words, (p_at, q_at) = self._read(text, p=p, q=q)
        return self._judge.relation(self._encoder.encode(words), p_at, q_at)

    def _read(self, text: str, **spans: Chars) -> tuple[list[str], list[Words]]:
        """The words as the encoder reads them, and which of them each span touches."""
        for name, (start, end) in spans.items():
            if not 0 <= start < end <= len(text):
                raise ValueError(
                    f"{name} {start}:{end} is not inside the text, which has {len(text)} characters"
                )
        with self._nlp.memory_zone():
            tokens = words_of(self._nlp.make_doc(text)[:])
            words = [token.text[:MAX_WORD_CHARS] for token in tokens]
            bounds = [(token.idx, token.idx + len(token)) for token in tokens]
        return words, [_covering(name, span, bounds) for name, span in spans.items()]


def _covering(name: str, span: Chars, bounds: Sequence[Chars]) -> Words:
    """The whole words that the characters of a span touch."""
    start, end = span
    touched = [at for at, (first, last) in enumerate(bounds) if first < end and last > start]
    if not touched:
        raise ValueError(f"{name} {start}:{end} touches no word of the text")
    return touched[0], touched[-1] + 1
