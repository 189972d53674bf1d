"""Tallies agree with the plain scores, and resampling is correct."""

import numpy as np
import pytest

from training.baselines import Missing
from training.scorecard import tallies
from training.scorecard.bootstrap import interval
from training.scorecard.decisions import Decision, judged, majority
from training.scorecard.figures import Ruler, Section, those_installed
from training.scores import accuracy, expected_calibration_error, macro_f1

LABELS = ("against", "neutral", "favor")


def decisions(count: int = 60) -> list[Decision]:
    draw = np.random.default_rng(3)
    made = []
    for _ in range(count):
        scores = dict(zip(LABELS, draw.dirichlet([1, 1, 1]), strict=True))
        made.append(Decision(str(draw.choice(LABELS)), scores))
    return made


def test_sums_of_tallies_give_the_plain_scores() -> None:
    made = decisions()
    gold, said = [one.gold for one in made], [one.said for one in made]
    by_label = tallies.by_label(made, LABELS).sum(axis=0)
    assert tallies.macro_f1(by_label) == pytest.approx(macro_f1(gold, said, LABELS))
    assert tallies.f1(tallies.by_answer(made).sum(axis=0)) == pytest.approx(accuracy(gold, said))
    assert tallies.calibration_error(tallies.by_confidence(made).sum(axis=0)) == pytest.approx(
        expected_calibration_error([one.confidence for one in made], [one.right for one in made])
    )


def test_a_label_that_is_not_among_those_scored_is_only_wrong() -> None:
    counts = tallies.by_label([Decision("favor", {"none": 1.0})], LABELS)[0]
    assert counts.tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def test_emitted_is_sure_and_not_neutral() -> None:
    made = [
        Decision("favor", {"favor": 0.9, "neutral": 0.1}),
        Decision("favor", {"against": 0.8, "neutral": 0.2}),
        Decision("favor", {"favor": 0.6, "neutral": 0.4}),
        Decision("neutral", {"neutral": 1.0, "favor": 0.0}),
        Decision("neutral", {"favor": 0.7, "neutral": 0.3}),
    ]
    sums = tallies.by_emission(made, 0.7).sum(axis=0)
    assert sums.tolist() == [1, 3, 3]
    assert tallies.precision(sums) == tallies.recall(sums) == pytest.approx(1 / 3)


def test_sets_are_compared_whole() -> None:
    counts = tallies.by_set([{1, 2}, {3}], [{2, 4, 5}, set()])
    assert counts.tolist() == [[1, 3, 2], [0, 0, 1]]
    assert tallies.f1(counts.sum(axis=0)) == pytest.approx(2 / 6)


def test_nothing_found_and_nothing_wanted_scores_nothing() -> None:
    assert tallies.f1(np.zeros(3)) == tallies.precision(np.zeros(3)) == 0


def test_rows_of_a_unit_are_summed() -> None:
    counts = np.array([[1.0], [2.0], [4.0]])
    assert tallies.grouped(counts, ["a", "b", "a"]).tolist() == [[5.0], [2.0]]


def test_an_interval_of_a_share_is_as_wide_as_the_binomial_says() -> None:
    counts = np.array([[right, 1, 1] for right in [1, 0] * 100], dtype=float)
    low, high = interval(counts, tallies.f1, draws=2000)
    spread = 1.96 * (0.25 / 200) ** 0.5
    assert low == pytest.approx(0.5 - spread, abs=0.01)
    assert high == pytest.approx(0.5 + spread, abs=0.01)


def test_the_same_seed_gives_the_same_interval_and_another_another() -> None:
    counts = tallies.by_label(decisions(), LABELS)
    first = interval(counts, tallies.macro_f1, draws=300)
    assert interval(counts, tallies.macro_f1, draws=300) == first
    assert interval(counts, tallies.macro_f1, draws=300, seed=1) != first


def test_answers_that_belong_together_widen_the_interval() -> None:
    made = [Decision("favor", {label: 1.0}) for label in ["favor", "against"] * 20 for _ in "ten"]
    units = [number for number in range(40) for _ in "ten"]
    ruler = Ruler(draws=500)
    alone = ruler.figure("x", tallies.f1, tallies.by_answer, made)
    together = ruler.figure("x", tallies.f1, tallies.by_answer, made, units=units)
    assert alone.value == together.value == 0.5
    assert together.interval[1] - together.interval[0] > 1.4 * (
        alone.interval[1] - alone.interval[0]
    )


def test_a_figure_holds_its_baselines_by_the_same_measure() -> None:
    gold = ["favor", "favor", "against"]
    answers = judged(gold, [{"favor": 1.0}, {"against": 1.0}, {"against": 1.0}])
    figure = Ruler(draws=0).figure(
        "x", tallies.f1, tallies.by_answer, answers, baselines={"majority": majority(gold)}
    )
    assert figure.interval is None
    assert figure.value == pytest.approx(2 / 3)
    assert figure.baselines == {"majority": pytest.approx(2 / 3)}


def test_a_missing_baseline_is_noted_and_left_out() -> None:
    def missing() -> int:
        raise Missing("sklearn is not installed")

    section = Section("x")
    assert those_installed({"tfidf": missing, "vader": lambda: 1}, section) == {"vader": 1}
    assert section.notes == ["Baseline tfidf is left out: sklearn is not installed."]
