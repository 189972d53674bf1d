"""Fit the topic head on articles whose topics people gave, and write it into a weights folder.

    python -m training.topic_head --data DATA --weights FOLDER --cache FOLDER

The head reads which word pieces an article contains, in any order. Neither the encoder's layers nor
the other heads matter to it: only ``topics.*`` and what depends on it is rewritten, in two or three
minutes. The pieces of the articles are kept in ``--cache`` for the next run.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from training.data.topical import few_shot, marked
from training.labels import TOPICS
from training.scores import f1
from training.topic_fitting import Fitted, Lesson, fitted_on, left_out_logits
from training.topic_reading import FloatArray, embeddings_of, kept_counts
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE

CUTS: Final = tuple(step / 100 for step in range(20, 65, 5))
USUAL: Final = 0.35
"""The threshold of a topic of which little is known."""

KNOWN: Final = 40
"""Articles with a topic from which its own threshold can be told; it is held to the usual one as
firmly as by so many articles."""

NEGLIGIBLE: Final = 0.02
"""Word-piece weights below this share of the largest are not shipped."""


class Calibration(NamedTuple):
    """The probability is sigmoid(logit / temperature + bias)."""

    temperature: float
    bias: float
    cuts: dict[str, float]
    """each topic's threshold"""

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """Apply temperature and bias."""
        return np.asarray(1 / (1 + np.exp(-(logits / self.temperature + self.bias))))


def calibration(logits: FloatArray, lesson: Lesson) -> Calibration:
    """From articles left out of the fit, of which every topic is known."""
    judged = (lesson.weights > 0).all(axis=1)
    known, holds = logits[judged], lesson.wanted[judged] > 0
    temperature, bias = _scalars(known.ravel(), holds.ravel())
    made = Calibration(temperature, bias, {})
    sure = made.probabilities(known)
    cuts = {
        f"topic:{code}": _best_cut(sure[:, column], holds[:, column])
        for column, code in enumerate(TOPICS)
    }
    return made._replace(cuts=cuts)


def _scalars(logits: FloatArray, right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    def loss(values: npt.NDArray[np.float64]) -> float:
        scaled = logits / np.exp(values[0]) + values[1]
        return float((np.logaddexp(0, scaled) - right * scaled).mean())

    scale, bias = minimize(loss, np.zeros(2), method="Nelder-Mead").x
    return round(float(np.exp(scale)), 4), round(float(bias), 4)


def _best_cut(sure: FloatArray, right: npt.NDArray[np.bool_]) -> float:
    """The threshold with the best F1, drawn toward the usual one if few articles have the topic."""

    def quality(cut: float) -> float:
        found = sure >= cut
        return f1(int((found & right).sum()), int(found.sum()), int(right.sum()))

    best = max(CUTS, key=lambda cut: (quality(cut), -abs(cut - USUAL)))
    having = int(right.sum())
    return round((best * having + USUAL * KNOWN) / (having + KNOWN), 3)


def no_words(pieces: int) -> dict[str, npt.NDArray[np.float16]]:
    """A head that reads no word, until `add` replaces it."""
    return {
        "topics.rarity": np.zeros(pieces, dtype=np.float16),
        "topics.words": np.zeros((pieces, len(TOPICS)), dtype=np.float16),
    }


def add(weights: Path, data: Path, cache: Path) -> dict[str, Any]:
    """Fit the head for the word pieces of a weights folder and write it there.

    Returns:
        The new contents of model.json.

    """
    articles = [*marked(data), *few_shot(data)]
    counts = kept_counts([one.text for one in articles], weights, cache)
    lesson, embeddings = Lesson.of(articles, counts), embeddings_of(weights)
    calibrated = calibration(left_out_logits(lesson, embeddings), lesson)
    return write(weights, fitted_on(lesson, embeddings), calibrated)


def write(weights: Path, head: Fitted, calibrated: Calibration) -> dict[str, Any]:
    """Put a head in the place of the one in a weights folder; returns the new model.json."""
    with np.load(weights / HEADS_FILE) as archive:
        arrays = {name: archive[name] for name in archive.files}
    words = head.words.copy()
    words[np.abs(words) < NEGLIGIBLE * np.abs(words).max()] = 0
    arrays |= {
        # It is fitted without the encoder, whose averages the worker adds to what the words say.
        "topics.0.weight": np.zeros_like(arrays["topics.0.weight"]),
        "topics.0.bias": head.bias.astype(np.float16),
        "topics.rarity": head.rarity.astype(np.float16),
        "topics.words": words.astype(np.float16),
    }
    np.savez_compressed(weights / HEADS_FILE, **arrays)
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text("utf-8"))
    description["heads"]["topics"] = {
        "labels": list(TOPICS),
        "layers": 1,
        "temperature": calibrated.temperature,
        "bias": [calibrated.bias] * len(TOPICS),
        "calibrated_on": "the marked articles, each left out once",
    }
    description["thresholds"] |= calibrated.cuts
    description["sha256"][HEADS_FILE] = hashlib.sha256(
        (weights / HEADS_FILE).read_bytes()
    ).hexdigest()
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    (weights / MODEL_FILE).write_text(text, encoding="utf-8")
    return description


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the articles' pieces")
    arguments = parser.parse_args()
    description = add(arguments.weights, arguments.data, arguments.cache)
    print(json.dumps(description["heads"]["topics"]))


if __name__ == "__main__":
    main()
