"""Choose the shipped model's stance thresholds on the dev sets, with the int8 files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from training.data import dse, newsmtsc
from training.labels import POLARITIES, RELATIONS
from training.questions import POLARITY, RELATION, Question, of_pairs, of_targets
from training.scores import threshold_for
from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.judge import Scores
from worker.nlp.model.model import Model

PRECISION: Final = 0.8
"""The precision on dev that the emitted non-neutral decisions must reach."""


class Answered(NamedTuple):
    """A dev question with its answer."""

    gold: str
    scores: Scores

    @property
    def said(self) -> str:
        """The likeliest label."""
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def confidence(self) -> float:
        """Its probability."""
        return self.scores[self.said]


def answered(directory: Path, questions: Sequence[Question]) -> list[Answered]:
    """Ask the shipped model every question."""
    model = Model.load(directory)
    judge = model.judge()
    labels = {POLARITY: POLARITIES, RELATION: RELATIONS}
    found = []
    known: dict[str, EncodedSentence] = {}
    for one in questions:
        text = " ".join(one.words)
        if text not in known:
            known = {text: model.encoder.encode(one.words)}
        asked = (one.q,) if one.p is None else (one.p, one.q)
        scores = getattr(judge, one.task)(known[text], *asked)
        found.append(Answered(labels[one.task][one.gold], scores))
    return found


def stance_thresholds(directory: Path, data: Path) -> dict[str, float]:
    """The thresholds from which non-neutral decisions are right often enough.

    Returns:
        "polarity" and "stance", given the span or pair.

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
    return chosen
