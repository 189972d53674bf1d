"""Choose the shipped model's stance thresholds on the dev sets, with the int8 files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from training.data import dse, newsmtsc
from training.labels import POLARITIES, RELATIONS
from training.questions import POLARITY, RELATION, Question, of_pairs, of_targets
from training.scores import threshold_for
from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.heads import Heads
from worker.nlp.model.judge import GLANCE, Scores
from worker.nlp.model.model import Model

PRECISION: Final = 0.8
"""The precision on dev that the emitted non-neutral decisions must reach."""

OVERLOOKED: Final = 0.01
"""The share of the tower's emitted decisions that the glance may suppress."""


class Answered(NamedTuple):
    """A dev question with the answers of the tower and the glance."""

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
    model = Model.load(directory)
    believing = Heads.load(directory)
    believing.thresholds = {GLANCE.format(kind): 0.0 for kind in (POLARITY, RELATION)}
    judges = (model.judge(thorough=True), replace(model, heads=believing).judge())
    labels = {POLARITY: POLARITIES, RELATION: RELATIONS}
    found = []
    known: dict[str, EncodedSentence] = {}
    for one in questions:
        text = " ".join(one.words)
        if text not in known:
            known = {text: model.encoder.encode(one.words)}
        asked = (one.q,) if one.p is None else (one.p, one.q)
        answers = [getattr(judge, one.task)(known[text], *asked) for judge in judges]
        found.append(Answered(labels[one.task][one.gold], *answers))
    return found


def stance_thresholds(directory: Path, data: Path) -> dict[str, float]:
    """The thresholds from which non-neutral decisions are right often enough.

    Returns:
        "polarity" and "stance" given the span or pair, and for each the confidence from which the
        glance's "neutral" is believed.

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
