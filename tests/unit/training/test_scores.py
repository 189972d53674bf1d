"""Scores: small cases whose answer is known."""

import pytest

from training.scores import expected_calibration_error, macro_f1, span_f1, threshold_for


def test_macro_f1_counts_classes_alike() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"], ["a", "b"]) == pytest.approx(0.4)


def test_span_f1_is_exact() -> None:
    scores = span_f1([{(0, 2, "x"), (3, 4, "y")}], [{(0, 1, "x"), (3, 4, "y")}])
    assert scores == {"all": 0.5, "x": 0.0, "y": 1.0}


def test_calibration_error_is_the_gap() -> None:
    assert expected_calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0)
    assert expected_calibration_error([0.9] * 10, [False] * 10) == pytest.approx(0.9)
    assert expected_calibration_error([], []) == 0


def test_threshold_reaches_the_precision() -> None:
    confidences = [0.9, 0.8, 0.7, 0.6]
    right = [True, True, False, False]
    assert threshold_for(confidences, right, 1.0, least=1) == 0.8
    assert threshold_for(confidences, right, 0.5, least=1) == 0.6
    assert threshold_for(confidences, [False] * 4, 0.8, least=1) == 1.0
