"""Figures with their intervals and baselines, grouped into sections of a report."""

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
    """One score between 0 and 1, with its interval and the baselines' scores."""

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
    """The figures for one kind of question."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reliability: dict[str, list[Bin]] = field(default_factory=dict)
    """a table for each figure of calibration"""

    def add_reliability(self, name: str, decisions: Sequence[Decision]) -> None:
        """Add the table behind a calibration error."""
        self.reliability[name] = reliability(
            [one.confidence for one in decisions], [one.right for one in decisions]
        )


@dataclass(frozen=True)
class Ruler:
    """Computes figures, all with the same number of resamples."""

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
        """Compute one figure.

        Args:
            name: its key in the report.
            score: the score as a function of sums.
            counted: an answerer's rows, one for each question.
            answer: the model's answers.
            baselines: the baselines' answers by name.
            units: the unit of each row, if rows are not drawn one by one.

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
    """Each baseline's answers; one whose package is missing is left out, with a note."""
    answers = {}
    for name, answer in asked.items():
        try:
            answers[name] = answer()
        except Missing as missing:
            section.notes.append(f"Baseline {name} is left out: {missing}.")
    return answers
