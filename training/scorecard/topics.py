"""MasakhaNEWS: which of six classes a whole article belongs to."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from training.baselines import Labelled, keyword_topics
from training.data.topics import MASAKHANEWS
from training.data.words import sentences_of
from training.scorecard.classification import Answers, baseline_answers
from training.scorecard.decisions import Decision
from training.scorecard.figures import Ruler, Section
from training.scorecard.inputs import read_rows, text_of
from training.scorecard.model import Model

TRAIN: Final = "topics/masakhanews_fewshot.jsonl"
CODES: Final = tuple(sorted(MASAKHANEWS.values()))


class Article(NamedTuple):
    """Headline and text, and the code of the class."""

    text: str
    gold: str


def read(path: Path) -> list[Article]:
    """The articles of a file."""
    return read_rows(path, "a row of MasakhaNEWS (category, headline, text)", _row)


def _row(row: Mapping[str, Any]) -> Article:
    text = f"{text_of(row['headline'])}\n{text_of(row['text'])}"
    if not text.strip():
        raise ValueError("no text")
    return Article(text, MASAKHANEWS[row["category"]])


def decide(model: Model, articles: Sequence[Article], sentences: int = 1000) -> list[Decision]:
    """The model's probabilities of the six, from the plain mean over the first `sentences`."""
    decisions = []
    for article in articles:
        words = [one.texts for one in sentences_of(article.text)[:sentences]]
        encoded = [model.encoder.encode(one) for one in words]
        scores = model.heads.topics(
            np.mean([one.cls for one in encoded], axis=0, dtype=np.float32),
            np.mean([one.mean for one in encoded], axis=0, dtype=np.float32),
            np.concatenate([one.pieces for one in encoded]),
        )
        decisions.append(Decision(article.gold, {code: scores[code] for code in CODES}))
    return decisions


def measure(
    model: Model, articles: Sequence[Article], train: Sequence[Article] | None, ruler: Ruler
) -> Section:
    """Every figure of MasakhaNEWS."""
    section = Section(f"Topics: MasakhaNEWS, {len(articles)} articles, six classes")
    units = range(len(articles))
    texts = [article.text for article in articles]
    baselines = baseline_answers(
        [Labelled(*article) for article in articles],
        units,
        None if train is None else [Labelled(*article) for article in train],
        section,
        keywords=lambda: keyword_topics(texts, CODES),
    )
    answers = Answers(decide(model, articles), baselines, units)
    section.figures = [
        answers.macro_f1("topics.macro_f1", CODES, ruler),
        answers.accuracy("topics.accuracy", ruler),
    ]
    answers.add_calibration("calibration.topic_ece", section, ruler)
    section.notes.append(
        "The answer is the likeliest of the six, whether or not it reaches its threshold. The "
        "baseline of keywords counts matches of IPTC's names and their triggers; an article "
        "without a match is none of the six."
    )
    return section
