"""Answers questions of stance about one encoded sentence.

Spans count words of the sentence. An answer depends on the sentence and the spans alone, not on
other questions or their order.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeAlias

import numpy as np

from worker.nlp.model.encoder import EncodedSentence, FloatArray, Window, mean_of
from worker.nlp.model.heads import Heads
from worker.nlp.model.tower import Tower

Words: TypeAlias = tuple[int, int]
"""First word and the one after the last."""

Scores: TypeAlias = dict[str, float]

MIRROR: Final = {
    "neutral": "neutral",
    "p_favor_q": "q_favor_p",
    "p_against_q": "q_against_p",
    "q_favor_p": "p_favor_q",
    "q_against_p": "p_against_q",
}
"""The label of a relation after p and q were swapped."""

TONE_HEAD: Final = "polarity_glance"


class StanceJudge(Protocol):
    """Anything that answers questions of stance."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The least scores that are emitted."""

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        """Probabilities of against, neutral and favor toward the target."""

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        """The same at a glance: faster and less reliable."""

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        """Probabilities of neutral, and of favor and against in both directions."""


class Judge:
    """Answers with the trained tower and heads."""

    def __init__(self, tower: Tower, heads: Heads) -> None:
        """Make a judge.

        Args:
            tower: reads marked sentences.
            heads: turn vectors into probabilities.

        """
        self._tower = tower
        self._heads = heads
        self._heard: tuple[Window, FloatArray] | None = None
        """the last window whose tone was asked for, and the mean of its pieces"""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The least scores that are emitted, chosen on the dev sets."""
        return self._heads.thresholds

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        """The attitude toward a target that the sentence itself expresses.

        Returns:
            Calibrated probabilities of against, neutral and favor; they sum to 1. Neutral is 1
            for a target without word pieces.

        """
        return self._answer("polarity", sentence, (target,))

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        """The same as `polarity`, from the vectors of the encoder, which were needed anyway."""
        found = _window_of(sentence, (target,))
        if found is None:
            return {label: float(label == "neutral") for label in self._heads.labels("polarity")}
        window, rows = found
        # The mentions of an article are asked about in text order.
        if self._heard is None or self._heard[0] is not window:
            self._heard = window, mean_of(window.hidden[1:-1])
        means = [mean_of(window.hidden[at]) for at in rows]
        features = np.concatenate([*means, window.hidden[0], self._heard[1]])
        return self._heads.judged(TONE_HEAD, features)

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        """Which of two is for or against the other.

        Returns:
            Calibrated probabilities of neutral, p_favor_q, p_against_q, q_favor_p and
            q_against_p. They sum to 1. With p and q swapped, the answers are swapped. Neutral is 1
            if no single window has both.

        """
        if p > q:
            scores = self._answer("relation", sentence, (q, p))
            return {MIRROR[label]: score for label, score in scores.items()}
        return self._answer("relation", sentence, (p, q))

    def _answer(self, kind: str, sentence: EncodedSentence, spans: Sequence[Words]) -> Scores:
        found = _window_of(sentence, spans)
        if found is None:
            return {label: float(label == "neutral") for label in self._heads.labels(kind)}
        window, rows = found
        # The last role is the target's. A question about the author's attitude marks no holder.
        roles = self._heads.roles[-len(rows) :]
        marked = window.embedded.copy()
        for role, at in zip(roles, rows, strict=True):
            marked[at] += role
        states = np.zeros_like(marked)
        states[1:-1] = window.hidden[1:-1]
        return self._heads.judged(kind, _features(self._tower.read(marked, states), rows))


def _window_of(
    sentence: EncodedSentence, spans: Sequence[Words]
) -> tuple[Window, list[slice]] | None:
    """The first window that has pieces of every span, and the rows of these pieces."""
    for window in sentence.windows:
        # The row before the first piece is that of [CLS].
        rows = [slice(*(window.owners.searchsorted(span) + 1)) for span in spans]
        if all(one.start < one.stop for one in rows):
            return window, rows
    return None


def _features(hidden: FloatArray, rows: Sequence[slice]) -> FloatArray:
    """The input of a stance head: means of the spans, their product, [CLS], mean of all pieces."""
    means = [hidden[at].mean(axis=0) for at in rows]
    product = [means[0] * means[1]] if len(means) > 1 else []
    return np.concatenate([*means, *product, hidden[0], hidden[1:-1].mean(axis=0)])
