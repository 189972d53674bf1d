"""The confidence of attributions: counted words, and a regression that fits its examples."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="only where models are trained")

from training import attribution_confidence
from training.attribution_confidence import RARE, Examples, cue_words, fitted, left_out
from worker.nlp.model.attribution_confidence import AttributionConfidence, PartScores


def examples() -> Examples:
    """Four hundred attributions in twenty articles; the surer the cue, the likelier they are
    real."""
    draw = np.random.default_rng(0)
    signals = draw.normal(size=(400, 5))
    real = signals[:, 0] * 2 + draw.normal(size=400) > -1
    return Examples(signals, real, np.arange(400) // 20)


def test_words_count_by_how_often_they_are_a_cue(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    sentences = ["Kolb said we won.\n", "Kolb often won.\n"] * 6
    text = "".join(sentences)
    (tmp_path / "text" / "paper.txt").write_text(text, encoding="utf-8")
    lines, at = [], 0
    for number, sentence in enumerate(sentences):
        if "said" in sentence:
            lines.append(f"T{3 * number}\tSource {at} {at + 4}\tKolb")
            lines.append(f"T{3 * number + 1}\tCue {at + 5} {at + 9}\tsaid")
            lines.append(f"T{3 * number + 2}\tContent {at + 10} {at + 16}\twe won")
            lines.append(
                f"E{number}\tAttribution:T{100 + number} Content:T{3 * number + 2} "
                f"Cue:T{3 * number + 1} Source:T{3 * number}"
            )
        at += len(sentence)
    (tmp_path / "attributions" / "paper_a1b2.ann").write_text("\n".join(lines), encoding="utf-8")
    words = cue_words(tmp_path)
    assert list(words) == ["said"]
    assert words["said"] > 0 > RARE


def test_the_fit_follows_what_was_real() -> None:
    weights, _ = fitted(examples())
    assert weights[0] > 1
    assert max(abs(weight) for weight in weights[1:]) < 0.5


def test_each_article_is_judged_by_the_others() -> None:
    found = examples()
    probabilities = left_out(found)
    assert probabilities[found.real].mean() > probabilities[~found.real].mean() + 0.2
    # An article that contradicts all others does not influence its own probabilities.
    turned = found.real.copy()
    turned[:20] = ~turned[:20]
    assert np.allclose(left_out(found._replace(real=turned))[:20], probabilities[:20])


def test_before_the_fit_everything_is_sure() -> None:
    model = AttributionConfidence(attribution_confidence.unfitted({}))
    assert model.probability(model.signals(PartScores(None, 0.1, 0.1), [])) > 0.99
