"""Scores: small cases with known answers."""

import pytest

from training.scores import (
    Bin,
    expected_calibration_error,
    macro_f1,
    reliability,
    span_f1,
    threshold_for,
)


def test_macro_f1_counts_classes_alike() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"], ["a", "b"]) == pytest.approx(0.4)


def test_span_f1_is_exact() -> None:
    scores = span_f1([{(0, 2, "x"), (3, 4, "y")}], [{(0, 1, "x"), (3, 4, "y")}])
    assert scores == {"all": 0.5, "x": 0.0, "y": 1.0}


def test_calibration_error_is_the_gap() -> None:
    assert expected_calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0)
    assert expected_calibration_error([0.9] * 10, [False] * 10) == pytest.approx(0.9)
    assert expected_calibration_error([], []) == 0


def test_calibration_error_weighs_bins_by_their_size() -> None:
    confidences = [0.95] * 3 + [0.55]
    right = [True, True, False, False]
    expected = 0.75 * abs(0.95 - 2 / 3) + 0.25 * 0.55
    assert expected_calibration_error(confidences, right) == pytest.approx(expected)


def test_reliability_has_the_bins_that_hold_something() -> None:
    low, high = reliability([0.31, 0.39, 1.0], [True, False, True])
    assert low == Bin(0.3, 0.4, 2, pytest.approx(0.35), 0.5)
    assert high == Bin(0.9, 1.0, 1, 1.0, 1.0)
    assert reliability([], []) == []


def test_threshold_reaches_the_precision() -> None:
    confidences = [0.9, 0.8, 0.7, 0.6]
    right = [True, True, False, False]
    assert threshold_for(confidences, right, 1.0, least=1) == 0.8
    assert threshold_for(confidences, right, 0.5, least=1) == 0.6
    assert threshold_for(confidences, [False] * 4, 0.8, least=1) == 1.0
