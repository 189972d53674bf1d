"""Ask one question about one text, from Python.

    from worker.nlp.analyzer import Analyzer

    analyzer = Analyzer.load()
    text = "Anna Kolb praised Peru on Monday."
    for stance in analyzer.stances(text):
        print(stance.holder.name, stance.polarity, stance.target.name)
    analyzer.polarity(text, target=(18, 22))
    analyzer.relation(text, p=(0, 9), q=(18, 22))

A text is the body of an article without a title. Offsets count code points, so that
``text[start:end]`` is what a span covers. Each kind of finding of the pipeline has a method.
``polarity`` and ``relation`` ask the model itself about spans that the caller names, in one
sentence or a short passage.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from spacy.tokens import Doc

from topics.events import Attribution, Enrichment, Entity, Stance, Topic
from worker.nlp.documents import words_of
from worker.nlp.enrichment import enrichment
from worker.nlp.model.component import MAX_WORD_CHARS
from worker.nlp.model.model import Model
from worker.nlp.model.packaged import packaged
from worker.nlp.pipeline import build, reading
from worker.nlp.renewal import Renewed

Chars: TypeAlias = tuple[int, int]
"""First character and the one after the last, in code points."""

Words: TypeAlias = tuple[int, int]
"""First word and the one after the last."""


class Analyzer:
    """The model and its pipeline on plain strings.

    It keeps no state between calls: the same text always gets the same answers.
    """

    def __init__(self, model: Model) -> None:
        self._pipeline = Renewed(lambda: build(model))
        self._encoder = model.encoder
        # A caller who names a span wants the best answer, not the fastest.
        self._judge = model.judge()

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
        """Everything that the pipeline finds in a text, from one reading.

        A text in a language other than English has ``skipped`` set and no tags. A blank text has
        no tags either.
        """
        if not text.strip():
            return Enrichment()
        with self.reading(text) as doc:
            return enrichment(doc)

    @contextmanager
    def reading(self, text: str, title: str = "") -> Iterator[Doc]:
        """The Doc of a text with all findings; use it only inside the ``with`` block."""
        with reading(self._pipeline(), title, text) as doc:
            yield doc

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The people and things that are named, the most salient first; ``mentions`` say where."""
        return self.enrichment(text).entities

    def attributions(self, text: str) -> tuple[Attribution, ...]:
        """Who said what, in text order: the spans of source, cue and content."""
        return self.enrichment(text).attributions

    def stances(self, text: str) -> tuple[Stance, ...]:
        """Who is for or against whom, with the words that show it, in text order."""
        return self.enrichment(text).stances

    def topics(self, text: str) -> tuple[Topic, ...]:
        """The IPTC Media Topics of a text, the most probable first."""
        return self.enrichment(text).topics

    def polarity(self, text: str, target: Chars) -> dict[str, float]:
        """What a sentence or short passage expresses toward something named in it.

        Args:
            text: read in one piece, even if it has several sentences.
            target: first character and the one after the last; widened to whole words.

        Returns:
            Calibrated probabilities of "against", "neutral" and "favor"; they sum to 1.

        Raises:
            ValueError: the span is not inside the text, or touches no word.

        """
        words, (at,) = self._read(text, target=target)
        return self._judge.polarity(self._encoder.encode(words), at)

    def relation(self, text: str, p: Chars, q: Chars) -> dict[str, float]:
        """Which of two things named in a sentence or short passage is for or against the other.

        Args:
            text: read in one piece, even if it has several sentences.
            p: first character of one thing and the one after its last; widened to whole words.
            q: the same for the other thing.

        Returns:
            Calibrated probabilities of "neutral", "p_favor_q", "p_against_q", "q_favor_p" and
            "q_against_p". They sum to 1. With p and q swapped, the answers are swapped.

        Raises:
            ValueError: a span is not inside the text, or touches no word.

        """
        words, (p_at, q_at) = self._read(text, p=p, q=q)
        return self._judge.relation(self._encoder.encode(words), p_at, q_at)

    def _read(self, text: str, **spans: Chars) -> tuple[list[str], list[Words]]:
        """The words in the form that the encoder reads, and the words that each span touches."""
        for name, (start, end) in spans.items():
            if not 0 <= start < end <= len(text):
                raise ValueError(
                    f"{name} {start}:{end} is not inside the text, which has {len(text)} characters"
                )
        nlp = self._pipeline()
        with nlp.memory_zone():
            tokens = words_of(nlp.make_doc(text)[:])
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
