"""Questions of stance about one encoded sentence: a glance first, the tower where it matters.

Spans are given in words of the sentence. The answer is a function of the sentence and the spans
alone, whatever else is asked, in whatever order.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeAlias

import numpy as np

from worker.nlp.model.encoder import EncodedSentence, FloatArray, IntArray, Window
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
"""What a relation is called when p and q change places."""

GLANCE_HEAD: Final = "{}_glance"
GLANCE: Final = "glance_{}"
"""Names the threshold of each kind of question up to which the glance's "neutral" is believed."""


class StanceJudge(Protocol):
    """What is asked about stances, whoever answers."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Where to begin to say something."""

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        """Probabilities of against, neutral and favor toward the target."""

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        """The same at a glance: cheaper, and less sure."""

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        """Probabilities of neutral and of each polarity in each direction."""


class Judge:
    """Answers with the trained tower and heads."""

    def __init__(self, tower: Tower, heads: Heads, *, thorough: bool = False) -> None:
        """Take the parts.

        Args:
            tower: reads marked sentences.
            heads: turn what it reads into probabilities.
            thorough: ask the tower every question. Else it is spared where the glance is sure
                that nothing is said, and the glance's answer is given.

        """
        self._tower = tower
        self._heads = heads
        self._thorough = thorough

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Where the dev sets say to begin to emit."""
        return self._heads.thresholds

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        """What the sentence expresses toward a target, in its author's voice.

        Returns:
            Calibrated probabilities of against, neutral and favor; they sum to 1. All on
            neutral for a target that has no piece.

        """
        return self._answer("polarity", sentence, (target,))

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        """What `polarity` says, by the glance alone, whatever it says."""
        found = _window_of(sentence, (target,))
        if found is None:
            return {label: float(label == "neutral") for label in self._heads.labels("polarity")}
        window, rows = found
        return self._heads.judged(GLANCE_HEAD.format("polarity"), _features(window.hidden, rows))

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        """Who of two is for or against the other.

        Returns:
            Calibrated probabilities of neutral, p_favor_q, p_against_q, q_favor_p and
            q_against_p; they sum to 1, and exchanging p and q exchanges them. All on neutral
            where no one pass of the encoder holds both.

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
        if not self._thorough:
            glance = self._heads.judged(GLANCE_HEAD.format(kind), _features(window.hidden, rows))
            if glance["neutral"] >= self._heads.thresholds.get(GLANCE.format(kind), 1.0):
                return glance
        # The last role is the target's; the author has no words that could be marked.
        roles = self._heads.roles[-len(rows) :]
        marked = window.embedded.copy()
        for role, at in zip(roles, rows, strict=True):
            marked[at] += role
        return self._heads.judged(kind, _features(self._tower.read(marked), rows))


def _window_of(
    sentence: EncodedSentence, spans: Sequence[Words]
) -> tuple[Window, list[IntArray]] | None:
    """The first window that has pieces of every span, and the rows of these pieces."""
    for window in sentence.windows:
        rows = [
            1 + np.flatnonzero((window.owners >= start) & (window.owners < end))
            for start, end in spans
        ]
        if all(len(one) for one in rows):
            return window, rows
    return None


def _features(hidden: FloatArray, rows: Sequence[IntArray]) -> FloatArray:
    """What a stance head reads: means over the spans, their product, [CLS] and the whole."""
    means = [hidden[at].mean(axis=0) for at in rows]
    product = [means[0] * means[1]] if len(means) > 1 else []
    return np.concatenate([*means, *product, hidden[0], hidden[1:-1].mean(axis=0)])
