"""NewsMTSC: the polarity of a sentence toward each of its targets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from training.baselines import Labelled, vader_polarities
from training.data.words import words_of
from training.labels import POLARITIES
from training.scorecard.classification import Answers, baseline_answers, emitted_note
from training.scorecard.decisions import Decision
from training.scorecard.figures import Ruler, Section
from training.scorecard.inputs import InputError, read_rows, text_of
from training.scorecard.model import Model
from worker.nlp.analyzer import Analyzer

TRAIN: Final = "stance/newsmtsc/train.jsonl"
_MARK: Final = " xtarget "


class Question(NamedTuple):
    """One target of a sentence."""

    sentence: int
    text: str
    target: tuple[int, int]
    gold: str

    @property
    def marked(self) -> Labelled:
        """The sentence with a mark in place of the target, for baselines that only read words."""
        start, end = self.target
        return Labelled(f"{self.text[:start]}{_MARK}{self.text[end:]}", self.gold)


def read(path: Path) -> list[Question]:
    """The targets in a file, except those that touch no word."""
    rows = read_rows(path, "a row of NewsMTSC (text; targets with start, end, polarity)", _row)
    questions = [
        Question(number, text, target, gold)
        for number, (text, targets) in enumerate(rows)
        for target, gold in targets
        if words_of(text).covering(*target) is not None
    ]
    if not questions:
        raise InputError(f"{path}: has no targets")
    return questions


def _row(row: Mapping[str, Any]) -> tuple[str, list[tuple[tuple[int, int], str]]]:
    text = text_of(row["text"])
    targets = []
    for target in row["targets"]:
        start, end, polarity = int(target["start"]), int(target["end"]), target["polarity"]
        if polarity not in POLARITIES or not 0 <= start < end <= len(text):
            raise ValueError(target)
        targets.append(((start, end), polarity))
    return text, targets


def decide(analyzer: Analyzer, questions: Sequence[Question]) -> list[Decision]:
    """The model's answers."""
    return [
        Decision(question.gold, analyzer.polarity(question.text, question.target))
        for question in questions
    ]


def measure(
    model: Model, questions: Sequence[Question], train: Sequence[Question] | None, ruler: Ruler
) -> Section:
    """Every figure of NewsMTSC."""
    units = [question.sentence for question in questions]
    section = Section(
        f"Polarity toward a target: NewsMTSC, {len(set(units))} sentences, {len(questions)} targets"
    )
    baselines = baseline_answers(
        [question.marked for question in questions],
        units,
        None if train is None else [question.marked for question in train],
        section,
        vader=lambda: vader_polarities([question.text for question in questions]),
    )
    answers = Answers(decide(model.analyzer, questions), baselines, units)
    threshold = model.heads.thresholds["polarity"]
    section.figures = [
        answers.macro_f1("newsmtsc.macro_f1", POLARITIES, ruler),
        answers.accuracy("newsmtsc.accuracy", ruler),
        *answers.emitted("newsmtsc", threshold, ruler),
    ]
    answers.add_calibration("calibration.polarity_ece", section, ruler)
    section.notes.append(emitted_note(threshold))
    return section
