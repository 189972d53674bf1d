"""How signals become a probability."""

import math

import pytest

from worker.nlp.stance.confidence import VERIFIED, StanceConfidence, log_odds


@pytest.mark.parametrize("probability", [0.01, 0.3, 0.5, 0.9])
def test_a_probability_survives_its_log_odds(probability):
    assert StanceConfidence({"it": 1.0}).probability({"it": log_odds(probability)}) == (
        pytest.approx(probability)
    )


def test_log_odds_are_zero_for_an_even_chance_and_turn_with_the_probability():
    assert log_odds(0.5) == 0
    assert log_odds(0.9) == pytest.approx(math.log(9))
    assert log_odds(0.1) == pytest.approx(-log_odds(0.9))


def test_log_odds_are_bounded():
    assert log_odds(1.0) == log_odds(0.9999) == pytest.approx(math.log(999))
    assert log_odds(0.0) == log_odds(0.0001) == pytest.approx(-math.log(999))


def test_signals_are_weighed_and_those_without_a_weight_count_for_nothing():
    model = StanceConfidence({"bias": -1.0, "target": 2.0, "never seen": 5.0})
    assert model.probability({"bias": 1.0, "target": 0.5}) == 0.5
    assert model.probability({"bias": 1.0, "target": 0.5, "new": 9.0}) == 0.5
    assert model.probability({"bias": 1.0, "target": 1.5}) == pytest.approx(1 / (1 + math.exp(-2)))


def test_nothing_known_is_an_even_chance():
    assert StanceConfidence({}).probability({"target": 3.0}) == 0.5


def test_the_order_of_the_signals_changes_no_digit():
    signals = {"a": 1e16, "b": 1.0, "c": -1e16}
    model = StanceConfidence({"a": 1.0, "b": 1.0, "c": 1.0})
    assert model.probability(signals) == model.probability(dict(reversed(signals.items())))
    assert model.probability(signals) == model.probability({name: signals[name] for name in "acb"})


def test_a_stance_that_was_not_verified_has_weights_of_its_own():
    model = StanceConfidence({"it": 1.0, VERIFIED: 1.0}, unverified={"it": 3.0})
    assert model.probability({"it": 1.0}) == pytest.approx(1 / (1 + math.exp(-3)))
    assert model.probability({"it": 1.0, VERIFIED: 1.0}) == pytest.approx(1 / (1 + math.exp(-2)))


def test_one_regression_serves_for_all_if_there_is_no_other():
    model = StanceConfidence.described({"weights": {"it": 1.0}, "fitted_on": "some"})
    assert model.asked_from == 0.0
    for signals in ({"it": 2.0}, {"it": 2.0, VERIFIED: 1.0}):
        assert model.probability(signals) == pytest.approx(1 / (1 + math.exp(-2)))


def test_what_is_described_is_taken():
    read = {"weights": {"it": 1.0}, "unverified": {"it": 2.0}, "asked_from": 0.25}
    model = StanceConfidence.described(read)
    assert model.asked_from == 0.25
    assert model.probability({"it": 1.0}) == pytest.approx(1 / (1 + math.exp(-2)))
