"""Figures for questions with one right answer among a few labels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.baselines import Labelled, Scores, tfidf, tfidf_cross_validated
from training.scorecard.decisions import Decision, judged, majority
from training.scorecard.figures import Figure, Ruler, Section, those_installed
from training.scorecard.tallies import (
    by_answer,
    by_confidence,
    by_emission,
    by_label,
    calibration_error,
    f1,
    macro_f1,
    precision,
    recall,
)


def emitted_note(threshold: float) -> str:
    """The note that explains the figures named emitted."""
    return (
        f"Emitted means not neutral, with a probability of {threshold:.2f} or more. Baselines have "
        "the same threshold; VADER and the majority are always certain."
    )


@dataclass(frozen=True)
class Answers:
    """The model's answers to the questions of one set, and the baselines'."""

    model: Sequence[Decision]
    baselines: Mapping[str, Sequence[Decision]]
    units: Sequence[object]
    """the unit of each question: the bootstrap draws units, not questions"""

    def macro_f1(self, name: str, labels: Sequence[str], ruler: Ruler) -> Figure:
        """Mean F1 of the labels."""
        return self._figure(name, macro_f1, lambda given: by_label(given, labels), ruler)

    def accuracy(self, name: str, ruler: Ruler) -> Figure:
        """Share of right answers, which equals the micro-F1."""
        return self._figure(name, f1, by_answer, ruler)

    def emitted(self, prefix: str, threshold: float, ruler: Ruler) -> list[Figure]:
        """Precision and recall of the non-neutral answers that reach the threshold."""

        def counted(given: Sequence[Decision]) -> Any:
            return by_emission(given, threshold)

        return [
            self._figure(f"{prefix}.emitted_precision", precision, counted, ruler),
            self._figure(f"{prefix}.emitted_recall", recall, counted, ruler),
        ]

    def add_calibration(self, name: str, section: Section, ruler: Ruler) -> None:
        """Add the expected calibration error and its table."""
        section.figures.append(
            ruler.figure(name, calibration_error, by_confidence, self.model, units=self.units)
        )
        section.add_reliability(name, self.model)

    def _figure(self, name: str, score: Any, counted: Any, ruler: Ruler) -> Figure:
        return ruler.figure(
            name, score, counted, self.model, baselines=self.baselines, units=self.units
        )


def baseline_answers(
    asked: Sequence[Labelled],
    units: Sequence[object],
    train: Sequence[Labelled] | None,
    section: Section,
    **others: Callable[[], list[Scores]],
) -> dict[str, list[Decision]]:
    """The most frequent label, `others` in their order, and TF-IDF with logistic regression.

    Args:
        asked: the questions as texts, with their true labels.
        units: the unit of each question.
        train: texts to fit TF-IDF on; if None, it is cross-validated on the questions.
        section: gets a note for a missing package.
        others: the answers of further baselines.

    """
    gold = [one.label for one in asked]

    def fitted() -> list[Scores]:
        if train is None:
            return tfidf_cross_validated(asked, units)
        return tfidf(train, [one.text for one in asked])

    answers = those_installed({**others, "tfidf_cv" if train is None else "tfidf": fitted}, section)
    return {"majority": majority(gold)} | {
        name: judged(gold, scores) for name, scores in answers.items()
    }
