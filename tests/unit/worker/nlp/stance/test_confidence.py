"""How signals become a probability."""

import math

import pytest

from worker.nlp.stance.confidence import StanceConfidence, log_odds


def model_of(weights, second=None, looked_at=0.3):
    given = {"first": weights, "second": second or {}, "looked_at": looked_at}
    return StanceConfidence(given)


@pytest.mark.parametrize("probability", [0.01, 0.3, 0.5, 0.9])
def test_a_probability_survives_its_log_odds(probability):
    assert model_of({"it": 1.0}).first({"it": log_odds(probability)}) == (
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
    model = model_of({"bias": -1.0, "target": 2.0, "never seen": 5.0})
    assert model.first({"bias": 1.0, "target": 0.5}) == 0.5
    assert model.first({"bias": 1.0, "target": 0.5, "new": 9.0}) == 0.5
    assert model.first({"bias": 1.0, "target": 1.5}) == pytest.approx(1 / (1 + math.exp(-2)))


def test_nothing_known_is_an_even_chance():
    assert model_of({}).first({"target": 3.0}) == 0.5


def test_the_order_of_the_signals_changes_no_digit():
    signals = {"a": 1e16, "b": 1.0, "c": -1e16}
    model = model_of({"a": 1.0, "b": 1.0, "c": 1.0})
    assert model.first(signals) == model.first(dict(reversed(signals.items())))
    assert model.first(signals) == model.first({name: signals[name] for name in "acb"})


def test_the_second_look_has_weights_of_its_own():
    model = model_of({"target": 1.0}, {"target": 1.0, "look": 2.0}, looked_at=0.25)
    given = {"target": 1.0, "look": 0.5}
    assert model.first(given) == pytest.approx(1 / (1 + math.exp(-1)))
    assert model.second(given) == pytest.approx(1 / (1 + math.exp(-2)))
    assert model.looked_at == 0.25
