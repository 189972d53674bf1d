"""Fit the confidence of attributions and write it into model.json.

    python -m training.attribution_confidence --data DIR --weights DIR

The odds that a word belongs to a cue are counted on PolNeAR's train articles; the regression over
them and over the tagger's scores is fitted on the dev articles, which the tagger has not seen.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from spacy.tokens import Span as TokenSpan

from training.data import polnear
from training.scorecard.annotated import Article, Attributed, part_of, read
from training.scorecard.attribution import sureness
from worker.nlp.analyzer import Analyzer
from worker.nlp.documents import DocAttribution, contract_span, findings
from worker.nlp.model.attribution_confidence import Signals
from worker.nlp.model.heads import MODEL_FILE

EMITTED: Final = 0.75
"""Attributions below this confidence are withheld; docs/quality.md compares other values."""

MIN_CUES: Final = 5
"""A word that is part of fewer cues than this counts as rare."""

RARE: Final = -5.0
"""Log-odds of a rare word; no word gets less."""

PRIOR: Final = 3.0
"""Smoothing: this many occurrences at the average rate are added to each word."""

REGULARISATION: Final = 0.3
FOLDS: Final = 10


class Examples(NamedTuple):
    """Attributions of the shipped model."""

    signals: npt.NDArray[np.float64]
    """(attributions, signals)"""
    real: npt.NDArray[np.bool_]
    """whether an annotator marked an attribution there too"""
    articles: npt.NDArray[np.int64]


def cue_words(directory: Path) -> dict[str, float]:
    """Log-odds that a word is part of a cue, for words that often are.

    Args:
        directory: a split of PolNeAR.

    """
    cues: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for sentence in polnear.read(directory):
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            everywhere[word.lower()] += 1
            cues[word.lower()] += tag.endswith("Cue")
    average = cues.total() / max(everywhere.total(), 1)
    found = {}
    for word in sorted(word for word, count in cues.items() if count >= MIN_CUES):
        share = (cues[word] + PRIOR * average) / (everywhere[word] + PRIOR)
        found[word] = round(max(RARE, math.log(share / (1.0 - share))), 2)
    return found


def examples(analyzer: Analyzer, articles: list[Article]) -> Examples:
    """The model's attributions of each article, compared with the first annotator's."""
    signals, real, owners = [], [], []
    for number, article in enumerate(articles):
        gold = article.annotations[0]
        with analyzer.reading(article.text) as doc:
            for said in findings(doc).attributions:
                cue, content = _characters(said, article.text)
                signals.append(said.signals)
                real.append(sureness(said.confidence, Attributed(None, cue, content), gold).right)
                owners.append(number)
    return Examples(np.array(signals), np.array(real), np.array(owners))


def _characters(said: DocAttribution, text: str) -> tuple[Any, Any]:
    cue = [] if said.cue is None else [said.cue]
    return part_of(_places(cue), text), part_of(_places(said.content), text)


def _places(spans: Iterable[TokenSpan]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in map(contract_span, spans)]


def fitted(found: Examples) -> tuple[list[float], float]:
    """Weights and bias over the unscaled signals, by maximum likelihood."""
    mean, scale = found.signals.mean(0), found.signals.std(0) + 1e-9
    model = LogisticRegression(C=REGULARISATION).fit((found.signals - mean) / scale, found.real)
    weights = model.coef_[0] / scale
    bias = model.intercept_[0] - float(weights @ mean)
    return [round(float(weight), 4) for weight in weights], round(float(bias), 4)


def left_out(found: Examples) -> npt.NDArray[np.float64]:
    """The probability of each attribution by a fit on the other articles."""
    probabilities = np.zeros(len(found.real))
    for others, mine in GroupKFold(FOLDS).split(found.signals, groups=found.articles):
        weights, bias = fitted(Examples(*(part[others] for part in found)))
        probabilities[mine] = 1 / (1 + np.exp(-(found.signals[mine] @ np.array(weights) + bias)))
    return probabilities


def unfitted(words: dict[str, float]) -> dict[str, Any]:
    """What model.json contains before the fit: every attribution is certain."""
    return {"weights": [0.0] * len(Signals._fields), "bias": 10.0, "rare": RARE, "words": words}


def add(weights: Path, data: Path) -> dict[str, Any]:
    """Fit, write the result into the weights' model.json, and return its new contents."""
    path = weights / MODEL_FILE
    description: dict[str, Any] = json.loads(path.read_text("utf-8"))
    words = cue_words(data / "quotes/polnear/train")
    description["attributed"] = unfitted(words)
    description["thresholds"]["attribution"] = 0.0
    _write(path, description)
    analyzer = Analyzer.load(weights)
    articles = read(data / "quotes/polnear/dev")
    found = examples(analyzer, articles)
    seen = f"{len(found.real)} attributions in {len(articles)} articles of PolNeAR's dev split"
    if found.real.all() or not found.real.any():
        # The model has learned too little, as in a small trial of the whole training.
        description["attributed"]["calibrated_on"] = f"nothing: {seen}, all alike"
    else:
        learned, bias = fitted(found)
        description["attributed"] |= {"weights": learned, "bias": bias, "calibrated_on": seen}
        description["thresholds"]["attribution"] = EMITTED
    _write(path, description)
    return description


def _write(path: Path, description: dict[str, Any]) -> None:
    path.write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    arguments = parser.parse_args()
    attributed = add(arguments.weights, arguments.data)["attributed"]
    print(json.dumps({key: value for key, value in attributed.items() if key != "words"}))


if __name__ == "__main__":
    main()
