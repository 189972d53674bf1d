"""Stances at each threshold: what is counted, and the figures of it."""

from collections import Counter

from training.scorecard import curve
from training.scorecard.curve import THRESHOLDS
from training.scorecard.figures import Ruler


def test_each_threshold_has_its_figures() -> None:
    low = Counter(right=3, emitted=6, found=2, marked=4, opposite=1)
    high = Counter(right=2, emitted=2, found=1, marked=4)
    counts = {one: high if one > 0.5 else low for one in THRESHOLDS}
    section = curve.measure([counts, counts], Ruler(0))
    values = {one.name: one.value for one in section.figures}
    assert len(values) == 4 * len(THRESHOLDS)
    assert values["stances.from_0.5.precision"] == 0.5
    assert values["stances.from_0.5.recall"] == 0.5
    assert values["stances.from_0.5.f1"] == 0.5
    assert values["stances.from_0.5.opposite"] == 1 / 6
    assert values["stances.from_0.8.precision"] == 1.0
    assert values["stances.from_0.8.recall"] == 0.25
    assert values["stances.from_0.8.f1"] == 0.4
