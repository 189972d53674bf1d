from bench.check import losses


def figure(median, low=None, high=None):
    return {"median": median, "low": low or median, "high": high or median}


def test_a_loss_beyond_the_spread_is_named():
    (line,) = losses({"nlp_over_x": figure(2.0)}, {"nlp_over_x": figure(1.5)})
    assert line.startswith("nlp_over_x was 2.0, and is 1.5")


def test_a_loss_within_the_spread_of_either_run_is_none():
    assert list(losses({"a": figure(2.0, low=1.4)}, {"a": figure(1.5)})) == []
    assert list(losses({"a": figure(2.0)}, {"a": figure(1.5, low=1.0)})) == []


def test_a_gain_and_what_was_not_measured_are_no_loss():
    assert list(losses({"a": figure(2.0), "b": figure(1.0)}, {"a": figure(9.0)})) == []
