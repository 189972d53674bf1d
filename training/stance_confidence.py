"""Fit the confidence of what the reader finds, and the threshold, and write both into model.json.

    python -m training.stance_confidence --data DIR --weights DIR

The regressions are fitted on the marked articles that no training run has seen: one without what
the verifier says, and one with it, for the stances that the first finds probable enough to ask. The
threshold is the lowest at which stances are right often enough in the dev articles, as they are
found with these regressions.
"""

import argparse
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from training import own_marks
from training.export import write_description
from training.progress import held_out
from training.scorecard import marked
from training.scorecard.marked import MarkedArticle
from training.scorecard.matching import verdicts
from worker.nlp.analyzer import Analyzer
from worker.nlp.documents import findings
from worker.nlp.enrichment import enrichment
from worker.nlp.model.heads import MODEL_FILE
from worker.nlp.stance.confidence import VERIFIED, StanceConfidence
from worker.nlp.stance.verification import VERIFIER_SIGNALS

PRECISION: Final = 0.75
"""The share of emitted stances that have to be right."""

REGULARISATION: Final = 0.1
ASKED_FROM: Final = 0.25
"""A stance that is less probable before it is verified is hardly ever published after."""

OWN: Final = 0.5
"""Weight of a stance in an article that we marked: these are twice as long, and of two origins."""

UNFITTED: Final = {"weights": {"target": 1.0}}
"""What model.json contains before the fit: a stance is as likely as its target.

If all were equally likely, a pair with sentences for and against would be a conflict, and the fit
would never see one.
"""


class Examples(NamedTuple):
    """What the reader found, at any confidence."""

    signals: Sequence[Mapping[str, float]]
    right: npt.NDArray[np.bool_]
    """whether it is marked"""
    articles: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    """how much each counts in the fit"""


def examples(
    analyzer: Analyzer, articles: Iterable[MarkedArticle], weight: float = 1.0
) -> Examples:
    """The stances of each article, held against its marks."""
    signals: list[Mapping[str, float]] = []
    right, owners = [], []
    for number, article in enumerate(articles):
        with analyzer.reading(article.body, article.title) as doc:
            found, judged = findings(doc).stances, verdicts(article, enrichment(doc))
            if len(found) != len(judged):
                continue  # Something is over the limits of the contract.
            signals += [one.signals for one in found]
            right += [bool(one.hits) for one in judged]
            owners += [number] * len(found)
    counted = np.full(len(right), weight)
    return Examples(
        signals, np.array(right, dtype=np.bool_), np.array(owners, dtype=np.int64), counted
    )


def together(one: Examples, other: Examples) -> Examples:
    """The stances of two sets of articles."""
    after = one.articles.max(initial=-1) + 1
    return Examples(
        [*one.signals, *other.signals],
        np.concatenate([one.right, other.right]),
        np.concatenate([one.articles, other.articles + after]),
        np.concatenate([one.weights, other.weights]),
    )


def fitted(found: Examples) -> dict[str, float]:
    """The weight of each signal, by penalised maximum likelihood; "bias" is a signal too."""
    table = DictVectorizer(sparse=False)
    rows = table.fit_transform(found.signals)
    scale = rows.std(0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=REGULARISATION, max_iter=1000).fit(
        rows / scale, found.right, sample_weight=found.weights
    )
    weights = dict(zip(table.get_feature_names_out(), model.coef_[0] / scale, strict=True))
    weights["bias"] = weights.get("bias", 0.0) + float(model.intercept_[0])
    return {str(name): round(float(weight), 4) for name, weight in sorted(weights.items())}


def described(found: Examples) -> dict[str, Any]:
    """Fit both regressions, or the only one where nothing was verified."""
    known = np.flatnonzero([VERIFIED in one for one in found.signals])
    if not len(known):
        return {"weights": fitted(found)}
    # Here nearly all are verified, even what is too improbable for it later: the fit is better so.
    # What their pairs show is then a little more than later; `calibration.stances_ece` has that.
    weights, unverified = fitted(_some(found, known)), fitted(_without(found))
    return {"weights": weights, "unverified": unverified, "asked_from": ASKED_FROM}


def judged(fit: Mapping[str, Any], found: Examples) -> npt.NDArray[np.float64]:
    """The probability of each stance by a fit, as the worker computes it."""
    confidence = StanceConfidence.described(fit)
    unasked = _without(found).signals
    return np.array(
        [
            confidence.probability(one if first >= confidence.asked_from else other)
            for one, other, first in zip(
                found.signals, unasked, map(confidence.probability, unasked), strict=True
            )
        ]
    )


def _without(found: Examples) -> Examples:
    """The same without what the verifier says."""
    signals = [
        {name: value for name, value in one.items() if name not in VERIFIER_SIGNALS}
        for one in found.signals
    ]
    return found._replace(signals=signals)


def _some(found: Examples, which: npt.NDArray[np.int64]) -> Examples:
    signals = [found.signals[at] for at in which]
    return Examples(signals, found.right[which], found.articles[which], found.weights[which])


def threshold(confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The lowest confidence from which on PRECISION is reached; 1 if none is."""
    order = np.argsort(-confidence)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def lowest_threshold(confidence: Mapping[str, Any], found: Examples) -> float:
    """The threshold of a fit, in hundredths, by stances that were found with it."""
    return math.ceil(100 * threshold(judged(confidence, found), found.right)) / 100


def add(weights: Path, data: Path) -> dict[str, Any]:
    """Fit, write the result into the weights' model.json, and return what was written."""
    path = weights / MODEL_FILE
    description: dict[str, Any] = json.loads(path.read_text("utf-8"))
    description["thresholds"]["read"] = 0.0
    description["read"] = UNFITTED
    write_description(weights, description)
    _, articles = held_out(marked.read(data / "stances/train.jsonl"))
    own = own_marks.left_out(own_marks.read(data))
    analyzer = Analyzer.load(weights)
    found = together(examples(analyzer, articles), examples(analyzer, own, OWN))
    count = len(articles) + len(own)
    seen = f"{len(found.right)} stances in {count} marked articles left out of training"
    if found.right.all() or not found.right.any():
        # The model has learned too little, as in a small trial of the whole training.
        description["read"] = {**UNFITTED, "fitted_on": f"nothing: {seen}, all alike"}
    else:
        description["read"] = {**described(found), "fitted_on": seen}
        write_description(weights, description)
        # With the fitted confidence, other sentences may be the surest ones of their pairs.
        dev = examples(Analyzer.load(weights), marked.read(data / "stances/dev.jsonl"))
        description["thresholds"]["read"] = lowest_threshold(description["read"], dev)
    write_description(weights, description)
    return {**description["read"], "threshold": description["thresholds"]["read"]}


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    arguments = parser.parse_args()
    print(json.dumps(add(arguments.weights, arguments.data), indent=1))


if __name__ == "__main__":
    main()
