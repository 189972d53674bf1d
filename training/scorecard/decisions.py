"""Answers to questions with one right answer among a few labels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

NEUTRAL = "neutral"


class Decision(NamedTuple):
    """A true label and the predicted probabilities."""

    gold: str
    scores: Mapping[str, float]

    @property
    def said(self) -> str:
        """The likeliest label."""
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def confidence(self) -> float:
        """The probability of the likeliest label."""
        return self.scores[self.said]

    @property
    def right(self) -> bool:
        """Whether the likeliest label is the true one."""
        return self.said == self.gold

    def emitted(self, threshold: float) -> bool:
        """Whether the answer would be emitted: it is not neutral and reaches the threshold."""
        return self.said != NEUTRAL and self.confidence >= threshold


def judged(gold: Sequence[str], answers: Sequence[Mapping[str, float]]) -> list[Decision]:
    """Pair true labels with answers."""
    return [Decision(label, scores) for label, scores in zip(gold, answers, strict=True)]


def majority(gold: Sequence[str]) -> list[Decision]:
    """Always answer the most frequent label."""
    commonest = Counter(gold).most_common(1)[0][0]
    return [Decision(label, {commonest: 1.0}) for label in gold]
