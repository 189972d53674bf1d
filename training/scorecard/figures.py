"""Figures with their intervals and baselines, put together into sections of a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from training.baselines import Missing
from training.scorecard.bootstrap import interval
from training.scorecard.decisions import Decision
from training.scorecard.tallies import Counts, grouped
from training.scores import Bin, reliability

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One score between 0 and 1, where it may lie, and what simpler things score."""

    name: str
    value: float
    interval: tuple[float, float] | None
    baselines: Mapping[str, float]
    counts: Mapping[str, int] = field(default_factory=dict)
    """how many there were of what the score is about"""

    def with_counts(self, **counts: int) -> "Figure":
        """The same figure with counts beside it."""
        return replace(self, counts=counts)


@dataclass
class Section:
    """What was measured on one kind of question."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reliability: dict[str, list[Bin]] = field(default_factory=dict)
    """a table for each figure of calibration"""

    def add_reliability(self, name: str, decisions: Sequence[Decision]) -> None:
        """Keep the table behind a calibration error."""
        self.reliability[name] = reliability(
            [one.confidence for one in decisions], [one.right for one in decisions]
        )


@dataclass(frozen=True)
class Ruler:
    """Makes figures, all of them with the same number of resamples."""

    draws: int

    def figure(
        self,
        name: str,
        score: Callable[[Counts], Counts],
        counted: Callable[[T], Counts],
        answer: T,
        *,
        baselines: Mapping[str, T] | None = None,
        units: Sequence[object] | None = None,
    ) -> Figure:
        """One figure.

        Args:
            name: its key in the report.
            score: the score as a function of sums.
            counted: an answer's rows, one for each question.
            answer: the model's.
            baselines: the others' by their names.
            units: what each row belongs to, where rows are not drawn one by one.

        """
        counts = counted(answer)
        drawn = counts if units is None else grouped(counts, units)
        return Figure(
            name,
            float(score(counts.sum(axis=0))),
            interval(drawn, score, self.draws) if self.draws else None,
            {
                other: float(score(counted(given).sum(axis=0)))
                for other, given in (baselines or {}).items()
            },
        )


def those_installed(asked: Mapping[str, Callable[[], T]], section: Section) -> dict[str, T]:
    """What each baseline answers; one whose package is missing is left out, and noted."""
    answers = {}
    for name, answer in asked.items():
        try:
            answers[name] = answer()
        except Missing as missing:
            section.notes.append(f"Baseline {name} is left out: {missing}.")
    return answers
