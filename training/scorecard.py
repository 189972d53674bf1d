"""Score the shipped model: the int8 encoder and the numpy heads, as the worker runs them.

    python -m training.scorecard --newsmtsc F --dse F --polnear DIR --entities F... --topics F

Every part is optional. Each figure is printed beside what saying the commonest answer every
time would score; --json writes the same figures to a file. No torch is needed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from training.data import dse, newsmtsc, polnear, worldwide
from training.data import topics as topic_data
from training.data.examples import Tagged
from training.labels import POLARITIES, RELATIONS
from training.scores import Span, accuracy, expected_calibration_error, macro_f1, span_f1
from worker.nlp.encoder import Encoder
from worker.nlp.heads import Heads, spans_of

WIKIGOLD: Final = {"PER": "Person", "ORG": "Organization", "LOC": "Location"}
"""Labels of other taggings in ours; what is not named here is not scored."""


class Decision(NamedTuple):
    """A true label and the probabilities that the model gave."""

    gold: str
    scores: dict[str, float]

    @property
    def said(self) -> str:
        """The likeliest label."""
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def confidence(self) -> float:
        """The probability of the likeliest label."""
        return self.scores[self.said]


class Figure(NamedTuple):
    """One figure, and what the commonest answer scores where that has a meaning."""

    value: float
    baseline: float | None


class Model(NamedTuple):
    """What the worker ships."""

    encoder: Encoder
    heads: Heads


def polarity_decisions(model: Model, path: Path) -> list[Decision]:
    """One decision for each target of a NewsMTSC file."""
    decisions = []
    for example in newsmtsc.read(path):
        sentence = model.encoder.encode(example.words)
        for start, end, label in example.targets:
            target = sentence.tokens[start:end].mean(axis=0)
            decisions.append(Decision(label, model.heads.polarity(target, sentence)))
    return decisions


def relation_decisions(model: Model, path: Path) -> list[Decision]:
    """One decision for each sentence of a DSE file."""
    decisions = []
    for example in dse.read(path):
        sentence = model.encoder.encode(example.words)
        p = sentence.tokens[slice(*example.p)].mean(axis=0)
        q = sentence.tokens[slice(*example.q)].mean(axis=0)
        decisions.append(Decision(example.relation, model.heads.relation(p, q, sentence)))
    return decisions


def topic_decisions(model: Model, path: Path, sentences: int = 1000) -> list[Decision]:
    """One decision for each article of a MasakhaNEWS file, among its six classes only.

    Vectors are averaged over the article's sentences, as in the worker.
    """
    decisions = []
    classes = set(topic_data.MASAKHANEWS.values())
    for example in topic_data.read_masakhanews(path, sentences):
        encoded = [model.encoder.encode(words) for words in example.sentences]
        scores = model.heads.topics(
            np.mean([one.cls for one in encoded], axis=0, dtype=np.float32),
            np.mean([one.mean for one in encoded], axis=0, dtype=np.float32),
        )
        (gold,) = example.present
        decisions.append(
            Decision(gold, {code: score for code, score in scores.items() if code in classes})
        )
    return decisions


def tag_spans(
    model: Model, name: str, examples: Iterable[Tagged]
) -> tuple[list[set[Span]], list[set[Span]]]:
    """True and predicted spans of each sentence, labels in lower case."""
    gold, said = [], []
    for example in examples:
        tokens = model.encoder.encode(example.words).tokens
        tagger = model.heads.entities if name == "entities" else model.heads.attribution
        said.append({span[:3] for span in tagger(tokens, example.words)})
        gold.append({span[:3] for span in spans_of(example.tags, [1.0] * len(example.tags))})
    return gold, said


def read_entities(path: Path) -> list[Tagged]:
    """A Worldwide file, or one tagged PER, ORG, LOC, MISC (of which MISC is not scored)."""
    examples = worldwide.read(path)
    if not any(tag[2:] in WIKIGOLD for example in examples for tag in example.tags):
        return examples
    return [
        Tagged(
            example.words,
            [
                f"{tag[:2]}{WIKIGOLD[tag[2:]]}" if tag[2:] in WIKIGOLD else "O"
                for tag in example.tags
            ],
        )
        for example in examples
    ]


def classified(decisions: Sequence[Decision], labels: Sequence[str]) -> dict[str, Figure]:
    """Micro and macro F1, each beside the commonest label's."""
    gold = [one.gold for one in decisions]
    said = [one.said for one in decisions]
    commonest = [Counter(gold).most_common(1)[0][0]] * len(gold)
    return {
        "micro_f1": Figure(accuracy(gold, said), accuracy(gold, commonest)),
        "macro_f1": Figure(macro_f1(gold, said, labels), macro_f1(gold, commonest, labels)),
    }


def calibration(decisions: Sequence[Decision]) -> float:
    """Expected calibration error of the top label, ten bins."""
    return expected_calibration_error(
        [one.confidence for one in decisions], [one.said == one.gold for one in decisions]
    )


def emitted(decisions: Sequence[Decision], threshold: float) -> tuple[float, float]:
    """Precision and recall of what is not neutral, at or above a threshold."""
    out = [one for one in decisions if one.said != "neutral" and one.confidence >= threshold]
    right = sum(one.said == one.gold for one in out)
    wanted = sum(one.gold != "neutral" for one in decisions)
    return right / max(len(out), 1), right / max(wanted, 1)


def _polarity(model: Model, path: Path) -> dict[str, Figure]:
    decisions = polarity_decisions(model, path)
    scores = classified(decisions, POLARITIES)
    precision, recall = emitted(decisions, model.heads.thresholds["polarity"])
    return {
        "newsmtsc.macro_f1": scores["macro_f1"],
        "newsmtsc.accuracy": scores["micro_f1"],
        "newsmtsc.emitted_precision": Figure(precision, None),
        "newsmtsc.emitted_recall": Figure(recall, None),
        "calibration.polarity_ece": Figure(calibration(decisions), None),
    }


def _relation(model: Model, path: Path) -> dict[str, Figure]:
    decisions = relation_decisions(model, path)
    precision, recall = emitted(decisions, model.heads.thresholds["stance"])
    return {
        **{f"dse.{name}": figure for name, figure in classified(decisions, RELATIONS).items()},
        "dse.emitted_precision": Figure(precision, None),
        "dse.emitted_recall": Figure(recall, None),
        "calibration.stance_ece": Figure(calibration(decisions), None),
    }


def _attribution(model: Model, directory: Path) -> dict[str, Figure]:
    scores = span_f1(*tag_spans(model, "attribution", polnear.read(directory)))
    return {
        f"polnear.{name}_f1": Figure(scores.get(name, 0.0), 0.0)
        for name in ("source", "cue", "content")
    }


def _entities(model: Model, paths: Sequence[Path]) -> dict[str, Figure]:
    gold, said = [], []
    for path in paths:
        truth, answer = tag_spans(model, "entities", read_entities(path))
        known = {label for spans in truth for _, _, label in spans}
        gold += truth
        said += [{span for span in spans if span[2] in known} for spans in answer]
    scores = span_f1(gold, said)
    return {
        "entities.f1": Figure(scores.pop("all"), 0.0),
        **{f"entities.{name}_f1": Figure(value, 0.0) for name, value in scores.items()},
    }


def _topics(model: Model, path: Path) -> dict[str, Figure]:
    decisions = topic_decisions(model, path)
    labels = sorted(topic_data.MASAKHANEWS.values())
    return {
        "topics.macro_f1": classified(decisions, labels)["macro_f1"],
        "calibration.topic_ece": Figure(calibration(decisions), None),
    }


def score(model: Model, arguments: argparse.Namespace) -> dict[str, Figure]:
    """Every figure that the given files allow, by its name."""
    figures: dict[str, Figure] = {}
    for given, part in (
        (arguments.newsmtsc, _polarity),
        (arguments.dse, _relation),
        (arguments.polnear, _attribution),
        (arguments.entities, _entities),
        (arguments.topics, _topics),
    ):
        if given:
            figures |= part(model, given)
    return figures


def main() -> None:
    """Read the command line, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.scorecard", description=__doc__)
    parser.add_argument("--newsmtsc", type=Path, help="jsonl: text, targets")
    parser.add_argument(
        "--dse", type=Path, help="jsonl: text with [p] and [q], polarity, direction"
    )
    parser.add_argument("--polnear", type=Path, help="folder of text/ and attributions/")
    parser.add_argument("--entities", type=Path, nargs="+", help="jsonl: tokens, tags")
    parser.add_argument("--topics", type=Path, help="jsonl: category, headline, text")
    parser.add_argument("--weights", type=Path, help="the packaged weights if left out")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    model = Model(Encoder.load(arguments.weights), Heads.load(arguments.weights))
    figures = score(model, arguments)
    print(f"{model.heads.model:32} {'score':>7} {'majority':>9}")
    for name, figure in figures.items():
        baseline = "" if figure.baseline is None else f"{100 * figure.baseline:9.1f}"
        print(f"{name:32} {100 * figure.value:7.1f} {baseline}")
    if arguments.json:
        values = {name: round(figure.value, 4) for name, figure in figures.items()}
        arguments.json.write_text(
            json.dumps({"model": model.heads.model, **values}, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
