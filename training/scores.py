"""Scores without torch: F1 over classes and over spans, calibration error, majority."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Span = tuple[int, int, str]


class Bin(NamedTuple):
    """Decisions of similar confidence, and the share of correct ones."""

    low: float
    high: float
    size: int
    confidence: float
    """their mean"""
    right: float
    """the share of correct ones"""


def f1(right: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall from counts; 0 if undefined."""
    return 2 * right / (found + wanted) if found + wanted else 0.0


def macro_f1(gold: Sequence[str], said: Sequence[str], labels: Sequence[str]) -> float:
    """Unweighted mean of the F1 of each of `labels`."""
    wanted, found = Counter(gold), Counter(said)
    right = Counter(one for one, other in zip(gold, said, strict=True) if one == other)
    return float(np.mean([f1(right[label], found[label], wanted[label]) for label in labels]))


def accuracy(gold: Sequence[str], said: Sequence[str]) -> float:
    """Share of equal labels: the micro-F1 when every example has one label."""
    return sum(one == other for one, other in zip(gold, said, strict=True)) / max(len(gold), 1)


def span_f1(gold: Sequence[set[Span]], said: Sequence[set[Span]]) -> dict[str, float]:
    """Exact-match F1 of spans by label, and over all labels under "all"."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for truth, answer in zip(gold, said, strict=True):
        for counter, spans in ((right, truth & answer), (found, answer), (wanted, truth)):
            for _, _, label in spans:
                counter[label] += 1
                counter["all"] += 1
    return {label: f1(right[label], found[label], wanted[label]) for label in sorted(wanted)}


def bin_of(confidence: float, bins: int = 10) -> int:
    """The index of a confidence's bin among bins of equal width; 1.0 is in the last."""
    return min(int(confidence * bins), bins - 1)


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The non-empty bins of equal width, from low confidence to high."""
    within: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        within.setdefault(bin_of(confidence, bins), []).append((confidence, hit))
    return [
        Bin(
            low=index / bins,
            high=(index + 1) / bins,
            size=len(held),
            confidence=float(np.mean([confidence for confidence, _ in held])),
            right=float(np.mean([hit for _, hit in held])),
        )
        for index, held in sorted(within.items())
    ]


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """Mean gap between confidence and accuracy over bins of equal width, weighted by size."""
    held = reliability(confidences, right, bins)
    return sum(one.size * abs(one.confidence - one.right) for one in held) / max(
        len(confidences), 1
    )


def threshold_for(
    confidences: Sequence[float], right: Sequence[bool], precision: float, least: int = 20
) -> float:
    """The lowest threshold at which the decisions at or above it reach a precision.

    Args:
        confidences: confidence of each decision that could be emitted.
        right: whether the decision is correct.
        precision: the required share of correct decisions at or above the threshold.
        least: the fewest decisions that must remain for the estimate to be usable.

    Returns:
        The threshold, or 1.0 if none reaches the precision.

    """
    order = sorted(zip(confidences, right, strict=True), reverse=True)
    best = 1.0
    hits = 0
    for count, (confidence, hit) in enumerate(order, start=1):
        hits += hit
        if count >= least and hits / count >= precision:
            best = confidence
    return best
