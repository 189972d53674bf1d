"""What whole articles are about, held against the topics that a reader gave them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from training.data.topical import codes_by_name
from training.labels import TOPICS
from training.scorecard.decisions import Decision, majority
from training.scorecard.figures import Ruler, Section
from training.scorecard.inputs import read_rows
from training.scorecard.tallies import (
    Counts,
    by_answer,
    by_confidence,
    by_set,
    calibration_error,
    f1,
    macro_f1,
)

_CODES: Final = codes_by_name()


class Answer(NamedTuple):
    """An article's topics, the main one first, and what is said of it."""

    gold: tuple[str, ...]
    scores: Mapping[str, float]
    """the probability of each topic"""
    said: frozenset[str]
    """those that are emitted"""

    @property
    def main(self) -> Decision:
        """Whether the likeliest topic is the main one."""
        return Decision(self.gold[0], self.scores)

    @property
    def any(self) -> Decision:
        """Whether the likeliest topic is one of the article's."""
        likeliest = self.main.said
        return Decision(likeliest if likeliest in self.gold else self.gold[0], self.scores)


def read(path: Path) -> list[tuple[str, ...]]:
    """The topics of each article of a marked file, by their codes."""
    return read_rows(path, "an article with its topics", _row)


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    topics = tuple(_CODES[name] for name in row["topics"])
    topics[0]  # raises IndexError for an article without a topic
    return topics


def answers(
    gold: Sequence[tuple[str, ...]],
    scores: Sequence[Mapping[str, float]],
    thresholds: Mapping[str, float],
) -> list[Answer]:
    """The model's answers; an article that is not read has no scores."""
    return [
        Answer(
            topics,
            given or dict.fromkeys(TOPICS, 0.0),
            frozenset(
                code for code, score in given.items() if score >= thresholds[f"topic:{code}"]
            ),
        )
        for topics, given in zip(gold, scores, strict=True)
    ]


def measure(given: Sequence[Answer], ruler: Ruler) -> Section:
    """Every figure of the marked articles' topics."""
    section = Section(f"Topics: {len(given)} marked articles, seventeen topics")
    commonest = [
        Answer(one.gold, always.scores, frozenset(always.scores))
        for one, always in zip(given, majority([one.gold[0] for one in given]), strict=True)
    ]
    baselines = {"majority": commonest}
    figure = ruler.figure
    section.figures = [
        figure("topics.marked_micro_f1", f1, _by_article, given, baselines=baselines),
        figure("topics.marked_macro_f1", macro_f1, _by_topic, given, baselines=baselines),
        figure("topics.marked_main_accuracy", f1, _by_main, given, baselines=baselines),
    ]
    likeliest = [one.any for one in given]
    name = "calibration.marked_topic_ece"
    section.figures.append(figure(name, calibration_error, by_confidence, likeliest))
    section.add_reliability(name, likeliest)
    section.notes.append(
        "F1 is that of the topics that reach their thresholds, over all articles and as the mean "
        "of the seventeen. The accuracy is of the likeliest topic, held against the main one; the "
        "calibration error is of the likeliest, which is right if the article has it at all."
    )
    return section


def _by_article(given: Sequence[Answer]) -> Counts:
    return by_set([set(one.gold) for one in given], [one.said for one in given])


def _by_topic(given: Sequence[Answer]) -> Counts:
    """(n, topics, 3): whether each topic was right, found, wanted."""
    found = np.array([[code in one.said for code in TOPICS] for one in given])
    wanted = np.array([[code in one.gold for code in TOPICS] for one in given])
    return np.stack([found & wanted, found, wanted], axis=-1).astype(float)


def _by_main(given: Sequence[Answer]) -> Counts:
    return by_answer([one.main for one in given])
