from training.references.choosing import Judged, thresholds


def test_the_threshold_is_the_lowest_that_is_right_often_enough():
    judged = [
        *(Judged("pronoun", 0.9, right=True, measured=True) for _ in range(9)),
        Judged("pronoun", 0.6, right=False, measured=True),
        Judged("pronoun", 0.5, right=False, measured=True),
    ]
    assert thresholds(judged)["pronoun"] == 0.6


def test_what_the_measure_does_not_count_does_not_count():
    judged = [
        Judged("pronoun", 0.9, right=True, measured=True),
        Judged("pronoun", 0.95, right=False, measured=False),
    ]
    assert thresholds(judged)["pronoun"] == 0.9


def test_a_kind_that_is_never_right_is_never_resolved():
    assert thresholds([Judged("pronoun", 0.9, right=False, measured=True)])["pronoun"] == 1.0
