"""The confidence of stances: a regression that fits its examples, and a threshold."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="only where models are trained")
pytest.importorskip("torch", reason="only where models are trained")

from tests.unit.training.marked_pair import row
from training.scorecard import marked
from training.stance_confidence import (
    ASKED_FROM,
    PRECISION,
    UNFITTED,
    Examples,
    add,
    described,
    examples,
    fitted,
    judged,
    lowest_threshold,
    threshold,
    together,
)
from worker.nlp.analyzer import Analyzer
from worker.nlp.model.encoder import WEIGHTS
from worker.nlp.model.heads import MODEL_FILE, Heads
from worker.nlp.stance.confidence import VERIFIED, StanceConfidence
from worker.nlp.stance.verification import OPPOSITE


def made() -> Examples:
    """Four hundred stances in twenty articles: those of which the reader is sure are right."""
    draw = np.random.default_rng(0)
    sure, noise, look = draw.normal(size=(3, 400))
    right = 2 * sure + draw.normal(size=400) > -1
    look += right
    signals = [
        {"bias": 1.0, "target": one, "noise": two, "look": three, f"type {'ab'[at % 2]}": 1.0}
        for at, (one, two, three) in enumerate(zip(sure, noise, look, strict=True))
    ]
    return Examples(signals, right, np.arange(400) // 20, np.ones(400))


def test_the_fit_follows_what_was_right() -> None:
    weights = fitted(made())
    assert weights["target"] > 1
    assert abs(weights["noise"]) < 0.3
    assert set(weights) == {"bias", "look", "noise", "target", "type a", "type b"}


def test_what_weighs_nothing_changes_nothing() -> None:
    found = made()
    wrong = found._replace(right=~found.right, weights=np.zeros(400))
    both = together(found, wrong)
    assert len(both.signals) == 800
    assert len(set(both.articles.tolist())) == 40
    alone = fitted(found)
    # Both are scaled by the same spread: the signals stand twice in the second fit.
    assert fitted(both) == pytest.approx(alone, abs=0.01)


def test_the_fit_is_calibrated() -> None:
    found = made()
    said = judged({"weights": fitted(found)}, found)
    assert said.mean() == pytest.approx(found.right.mean(), abs=0.02)


def test_before_the_fit_the_reader_is_believed() -> None:
    model = StanceConfidence(UNFITTED["weights"])
    assert model.probability({"target": 2.0}) > model.probability({"target": 1.0})


def test_the_threshold_is_the_lowest_from_which_on_enough_are_right() -> None:
    confidence = np.array([0.1, 0.9, 0.3, 0.8, 0.2, 0.7])
    right = np.array([False, True, True, True, False, True])
    # Of those from 0.3 on all are right, from 0.2 on four in five, from 0.1 on four in six.
    assert 4 / 6 < PRECISION <= 4 / 5
    assert threshold(confidence, right) == 0.2


def test_a_dip_above_the_threshold_is_no_hindrance() -> None:
    confidence = np.linspace(0.9, 0.1, 9)
    right = np.array([True, False, *[True] * 7])
    assert threshold(confidence, right) == pytest.approx(0.1)


def test_where_nothing_is_right_nothing_is_emitted() -> None:
    assert threshold(np.array([0.2, 0.8]), np.array([False, False])) == 1.0


def test_the_threshold_of_a_fit_reaches_the_precision() -> None:
    found = made()
    learned = described(found)
    cut = lowest_threshold(learned, found)
    emitted = judged(learned, found) >= cut
    assert found.right[emitted].mean() == pytest.approx(PRECISION, abs=0.03)
    assert emitted.sum() > 200
    assert cut == round(cut, 2) < 1


def verified() -> Examples:
    """The same stances, most of them with what a verifier says."""
    found = made()
    signals = [
        {**one, VERIFIED: 2.0 * right, OPPOSITE: 0.0} if at % 10 else one
        for at, (one, right) in enumerate(zip(found.signals, found.right, strict=True))
    ]
    return found._replace(signals=signals)


def test_where_nothing_was_verified_there_is_one_regression() -> None:
    assert described(made()) == {"weights": fitted(made())}


def test_what_was_not_verified_has_a_regression_of_its_own() -> None:
    found = described(verified())
    assert found["unverified"] == fitted(made())
    assert found["weights"][VERIFIED] > 0.5
    assert found["asked_from"] == ASKED_FROM


def test_only_what_is_probable_enough_is_judged_with_the_verifier() -> None:
    some = verified()
    fit_of_both = described(some)
    before = judged({"weights": fit_of_both["unverified"]}, made())
    after = judged(fit_of_both, some)
    asked = (before >= ASKED_FROM) & np.array([VERIFIED in one for one in some.signals])
    assert 50 < asked.sum() < 350
    assert np.allclose(before[~asked], after[~asked])
    assert np.abs(before[asked] - after[asked]).mean() > 0.05


def test_the_verifier_helps_where_it_knows_better() -> None:
    some = verified()
    said, without = (judged(described(one), one) for one in (some, made()))
    assert said[some.right].mean() > without[some.right].mean() + 0.05


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packaged weights that emits everything."""
    folder = tmp_path_factory.mktemp("weights")
    for one in WEIGHTS.iterdir():
        shutil.copy(one, folder)
    description = json.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))
    description["thresholds"]["read"] = 0.0
    description["read"] = UNFITTED
    (folder / MODEL_FILE).write_text(json.dumps(description), encoding="utf-8")
    return folder


def test_what_is_marked_is_right_and_the_rest_is_not(tmp_path: Path, weights: Path) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text(row("a", "-") + "\n" + row("b", "+") + "\n", encoding="utf-8")
    found = examples(Analyzer.load(weights), marked.read(path))
    first, second = (found.right[found.articles == number] for number in (0, 1))
    assert len(found.signals) == len(found.right) == len(first) + len(second)
    assert len(first) == len(second) > 0
    assert first.sum() == 1
    assert not second.any()
    assert all(one["bias"] == 1 for one in found.signals)


def test_what_cannot_be_learned_leaves_everything_emitted(tmp_path: Path, weights: Path) -> None:
    data = tmp_path / "data" / "stances"
    data.mkdir(parents=True)
    rows = [row(f"article-{number}", "+") for number in range(30)]
    (data / "train.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = add(weights, data.parent)
    assert told["threshold"] == 0.0
    assert "nothing" in told["fitted_on"]
    heads = Heads.load(weights)
    assert heads.confidence["weights"] == UNFITTED["weights"]
    assert heads.thresholds["read"] == 0.0
