"""DSE with the pair given: which of two entities is for or against the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from training.baselines import Labelled, vader_relations
from training.data.dse import unbracketed
from training.data.words import words_of
from training.labels import RELATIONS
from training.scorecard.classification import Answers, baseline_answers, emitted_note
from training.scorecard.decisions import Decision
from training.scorecard.figures import Ruler, Section
from training.scorecard.inputs import InputError, read_rows, text_of
from training.scorecard.model import Model
from worker.nlp.analyzer import Analyzer

TRAIN: Final = "stance/dse/train.jsonl"
_DIRECTED: Final = {"p>q": "p_{}_q", "q>p": "q_{}_p"}
_P_MARK, _Q_MARK = " xp ", " xq "


class Question(NamedTuple):
    """A sentence without its brackets, and the character spans of the two."""

    text: str
    p: tuple[int, int]
    q: tuple[int, int]
    gold: str

    @property
    def marked(self) -> Labelled:
        """The sentence with marks in place of the two, for baselines that only read words."""
        text = self.text
        for (start, end), mark in sorted([(self.p, _P_MARK), (self.q, _Q_MARK)], reverse=True):
            text = f"{text[:start]}{mark}{text[end:]}"
        return Labelled(text, self.gold)


def read(path: Path) -> tuple[list[Question], int]:
    """The questions of a file, and how many rows were left out.

    As in training, a row is left out if its brackets are ambiguous or both are in the same word.
    """
    rows = read_rows(path, "a row of DSE (text with [p] and [q]; p, q, polarity, direction)", _row)
    questions = [row for row in rows if row is not None]
    if not questions:
        raise InputError(f"{path}: has no pairs")
    return questions, len(rows) - len(questions)


def _row(row: Mapping[str, Any]) -> Question | None:
    direction = row["direction"]
    gold = "neutral" if direction is None else _DIRECTED[direction].format(row["polarity"])
    if gold not in RELATIONS:
        raise ValueError(gold)
    plain = unbracketed(text_of(row["text"]), text_of(row["p"]), text_of(row["q"]))
    if plain is None:
        return None
    text, p, q = plain
    words = words_of(text)
    p_words, q_words = words.covering(*p), words.covering(*q)
    if p_words is None or q_words is None or p_words == q_words:
        return None
    return Question(text, p, q, gold)


def decide(analyzer: Analyzer, questions: Sequence[Question]) -> list[Decision]:
    """The model's answers."""
    return [
        Decision(question.gold, analyzer.relation(question.text, question.p, question.q))
        for question in questions
    ]


def measure(
    model: Model,
    questions: Sequence[Question],
    left_out: int,
    train: Sequence[Question] | None,
    ruler: Ruler,
) -> Section:
    """Every figure of DSE with the pair given to the model."""
    section = Section(f"Who is for or against whom, pair given: DSE, {len(questions)} sentences")
    units = range(len(questions))
    baselines = baseline_answers(
        [question.marked for question in questions],
        units,
        None if train is None else [question.marked for question in train],
        section,
        vader=lambda: vader_relations([question.text for question in questions]),
    )
    answers = Answers(decide(model.analyzer, questions), baselines, units)
    threshold = model.heads.thresholds["stance"]
    section.figures = [
        answers.accuracy("dse.micro_f1", ruler),
        answers.macro_f1("dse.macro_f1", RELATIONS, ruler),
        *answers.emitted("dse", threshold, ruler),
    ]
    answers.add_calibration("calibration.stance_ece", section, ruler)
    section.notes.append(emitted_note(threshold))
    if left_out:
        section.notes.append(f"{left_out} rows are left out: their pair cannot be told apart.")
    return section
