"""Where the shipped model begins to say something: chosen on the dev sets with the int8 files."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from training import calibrate
from training.data import dse, newsmtsc
from training.data import topics as topic_data
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.progress import held_out
from training.questions import POLARITY, RELATION, Question, of_pairs, of_targets
from training.scorecard import end_to_end, relation
from training.scores import f1, threshold_for
from worker.nlp.analyzer import Analyzer
from worker.nlp.encoder import EncodedSentence, Encoder
from worker.nlp.heads import Heads
from worker.nlp.judge import GLANCE, Judge, Scores
from worker.nlp.tower import Tower

PRECISION: Final = 0.8
"""What a decision that is not neutral must reach on dev before it is emitted."""

OVERLOOKED: Final = 0.01
"""The share of what the tower would emit that the glance may keep from it."""

LOWEST: Final = 0.5
"""No stance is emitted below this, however well they do."""

SENTENCES: Final = 1000
"""of an article at most; all of it, that is"""


class Answered(NamedTuple):
    """A dev question, and what the tower and the glance make of it."""

    gold: str
    tower: Scores
    glance: Scores

    @property
    def said(self) -> str:
        """The tower's likeliest label."""
        return max(self.tower, key=self.tower.__getitem__)

    @property
    def confidence(self) -> float:
        """Its probability."""
        return self.tower[self.said]


def answered(directory: Path, questions: Sequence[Question]) -> list[Answered]:
    """Ask the shipped model every question, at a glance and by the tower."""
    encoder, heads, tower = Encoder.load(directory), Heads.load(directory), Tower.load(directory)
    believing = Heads.load(directory)
    believing.thresholds = {GLANCE.format(kind): 0.0 for kind in (POLARITY, RELATION)}
    thorough, glancing = Judge(tower, heads, thorough=True), Judge(tower, believing)
    labels = {POLARITY: POLARITIES, RELATION: RELATIONS}
    found = []
    known: dict[str, EncodedSentence] = {}
    for one in questions:
        text = " ".join(one.words)
        if text not in known:
            known = {text: encoder.encode(one.words)}
        asked = (one.q,) if one.p is None else (one.p, one.q)
        answers = [getattr(judge, one.task)(known[text], *asked) for judge in (thorough, glancing)]
        found.append(Answered(labels[one.task][one.gold], *answers))
    return found


def stance_thresholds(directory: Path, data: Path) -> dict[str, float]:
    """Where decisions that are not neutral begin to be right often enough.

    Returns:
        "polarity" and "stance" given the span or pair, and the glance's "neutral" that is
        believed for each.

    """
    chosen = {}
    for name, questions in (
        ("polarity", of_targets(newsmtsc.read(data / "stance/newsmtsc/dev.jsonl"))),
        ("stance", of_pairs(dse.read(data / "stance/dse/dev.jsonl"))),
    ):
        answers = [one for one in answered(directory, questions) if one.said != "neutral"]
        chosen[name] = threshold_for(
            [one.confidence for one in answers],
            [one.said == one.gold for one in answers],
            PRECISION,
        )
        emitted = [one.glance["neutral"] for one in answers if one.confidence >= chosen[name]]
        believed = float(np.quantile(emitted, 1 - OVERLOOKED)) if emitted else 1.0
        chosen[GLANCE.format(questions[0].task)] = believed
    return chosen


def emitted_threshold(directory: Path, data: Path) -> float:
    """Where the stances that the whole pipeline emits begin to be right often enough.

    On DSE's dev sentences and on those held out of training, text alone, and on each of the two
    for itself: the guards stand between the heads and what is emitted, so the heads' own
    precision would ask for too much.
    """
    heads = Heads.load(directory)
    heads.thresholds = {**heads.thresholds, "stance": LOWEST}
    analyzer = Analyzer(Encoder.load(directory), heads, Tower.load(directory))
    dev, _ = relation.read(data / "stance/dse/dev.jsonl")
    train, _ = relation.read(data / "stance/dse/train.jsonl")
    enough = []
    for questions in (dev, held_out(train)[1]):
        confidences, right = [], []
        for question in questions:
            found = analyzer.enrichment(question.text)
            for stance, said in zip(found.stances, end_to_end.stances_of(found), strict=True):
                verdict = end_to_end.judge(question, [said])
                if verdict.judged:
                    confidences.append(stance.confidence)
                    right.append(bool(verdict.right))
        enough.append(threshold_for(confidences, right, PRECISION))
    return max(enough)


def fit_topics(directory: Path, data: Path) -> tuple[calibrate.Calibration, dict[str, float]]:
    """Calibrate the topic head on whole articles, and choose where to cut.

    Training saw headlines and definitions; an article's average over its sentences is less
    sharp. One temperature and one bias for all topics are fitted on the dev articles, which
    know six of them; the others get the same, and a cut at one half.
    """
    encoder, heads = Encoder.load(directory), Heads.load(directory)
    judged: list[tuple[str, float, bool]] = []
    classes = set(topic_data.MASAKHANEWS.values())
    path = data / "topics/masakhanews_dev.jsonl"
    for example in topic_data.read_masakhanews(path, SENTENCES):
        encoded = [encoder.encode(words) for words in example.sentences]
        scores = heads.topics(
            np.mean([one.cls for one in encoded], axis=0, dtype=np.float32),
            np.mean([one.mean for one in encoded], axis=0, dtype=np.float32),
            np.concatenate([one.pieces for one in encoded]),
        )
        judged += [
            (code, _logit(scores[code]), code in example.present) for code in sorted(classes)
        ]
    temperature, bias = calibrate.fit_scalar(
        [score for _, score, _ in judged], [right for _, _, right in judged]
    )
    chosen = {}
    for code in TOPICS:
        own = [
            (1 / (1 + math.exp(-(score / temperature + bias))), right)
            for other, score, right in judged
            if other == code
        ]
        chosen[f"topic:{code}"] = _best_cut(own)
    return calibrate.Calibration(temperature, [bias] * len(TOPICS)), chosen


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _best_cut(judged: list[tuple[float, bool]], default: float = 0.5) -> float:
    """The threshold of best F1 between 0.2 and 0.8; the default where there is no dev text."""
    if not judged:
        return default
    wanted = sum(right for _, right in judged)

    def quality(cut: float) -> float:
        found = [right for score, right in judged if score >= cut]
        return f1(sum(found), len(found), wanted)

    return max((step / 100 for step in range(20, 81, 5)), key=quality)
