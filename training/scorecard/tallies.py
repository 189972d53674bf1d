"""Tallies: what each example adds to a score, and the scores as functions of the sums.

Every score here is a function of sums over examples, so one matrix product gives the sums of many
resamples. A tally has one row for each example; the function that makes it says what a row
contains. The last axes of a score's argument are those of a row.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from training.scorecard.decisions import NEUTRAL, Decision
from training.scores import bin_of

Counts: TypeAlias = npt.NDArray[np.float64]

BINS = 10


def share(part: Counts, whole: Counts) -> Counts:
    """A quotient; 0 if the denominator is 0."""
    quotient: Counts = np.divide(part, whole, out=np.zeros_like(part, dtype=float), where=whole > 0)
    return quotient


def f1(sums: Counts) -> Counts:
    """F1 from (…, 3): right, found, wanted."""
    return share(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def macro_f1(sums: Counts) -> Counts:
    """Mean of the labels' F1 from (…, labels, 3)."""
    return np.asarray(f1(sums).mean(axis=-1))


def precision(sums: Counts) -> Counts:
    """Right among found, from (…, 3)."""
    return share(sums[..., 0], sums[..., 1])


def recall(sums: Counts) -> Counts:
    """Right among wanted, from (…, 3)."""
    return share(sums[..., 0], sums[..., 2])


def calibration_error(sums: Counts) -> Counts:
    """Expected calibration error from (…, bins, 3): confidence, right, count."""
    gaps = np.abs(sums[..., 0] - sums[..., 1]).sum(axis=-1)
    return share(gaps, sums[..., 2].sum(axis=-1))


def by_label(decisions: Sequence[Decision], labels: Sequence[str]) -> Counts:
    """(n, labels, 3): whether each label was right, found, wanted."""
    counts = np.zeros((len(decisions), len(labels), 3))
    column = {label: at for at, label in enumerate(labels)}
    for row, one in enumerate(decisions):
        if one.said in column:
            counts[row, column[one.said], :2] = one.right, 1
        if one.gold in column:
            counts[row, column[one.gold], 2] = 1
    return counts


def by_answer(decisions: Sequence[Decision]) -> Counts:
    """(n, 3): right, found, wanted. Every question has one answer, so F1 is accuracy."""
    return np.array([[one.right, 1, 1] for one in decisions], dtype=float)


def by_emission(decisions: Sequence[Decision], threshold: float) -> Counts:
    """(n, 3): right, found, wanted of the non-neutral answers at or above a threshold."""
    rows = []
    for one in decisions:
        out = one.emitted(threshold)
        rows.append([out and one.right, out, one.gold != NEUTRAL])
    return np.array(rows, dtype=float)


def by_confidence(decisions: Sequence[Decision]) -> Counts:
    """(n, bins, 3): confidence, right, count in the bin of the decision's confidence."""
    counts = np.zeros((len(decisions), BINS, 3))
    for row, one in enumerate(decisions):
        counts[row, bin_of(one.confidence, BINS)] = one.confidence, one.right, 1
    return counts


def by_set(gold: Iterable[AbstractSet[object]], said: Iterable[AbstractSet[object]]) -> Counts:
    """(n, 3): right, found, wanted of each example's set."""
    return np.array(
        [
            [len(truth & answer), len(answer), len(truth)]
            for truth, answer in zip(gold, said, strict=True)
        ],
        dtype=float,
    )


def rows_of(rows: Iterable[Sequence[float]]) -> Counts:
    """A tally from rows that are already counted."""
    return np.array(list(rows), dtype=float)


def grouped(counts: Counts, units: Sequence[object]) -> Counts:
    """The sum of each unit's rows, in the order in which the units first occur."""
    number = {unit: at for at, unit in enumerate(dict.fromkeys(units))}
    sums = np.zeros((len(number), *counts.shape[1:]))
    np.add.at(sums, [number[unit] for unit in units], counts)
    return sums
