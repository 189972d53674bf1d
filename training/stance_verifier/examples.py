"""What the reader finds in marked articles, with the passages that the verifier reads.

The passages' states are many, so they lie in a file, in half precision.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from training.encoder import HIDDEN
from training.scorecard.marked import MarkedArticle
from training.scorecard.matching import verdicts
from worker.nlp.analyzer import Analyzer
from worker.nlp.documents import DocStance, findings
from worker.nlp.enrichment import enrichment
from worker.nlp.model.verifier import HOLDERS, SIDES, Question, window
from worker.nlp.read_passage import ReadPassage
from worker.nlp.stance.verification import question

STATES_FILE: Final = "passages.f16"
EXAMPLES_FILE: Final = "examples.jsonl"
CHECKPOINT: Final = "last.pt"
SOURCE_FILE: Final = "found_by.json"
"""Which reader found them, in which articles."""


NO_SIDE: Final = 0
"""The label of what shows no stance; of one for the target it is 1, of one against it 2."""

UNLIKELY: Final = -1.5
"""Log-odds of a target below which a wrong stance is one of very many."""

KEPT: Final = 0.6
"""Share of those that are learned from."""


class Example(NamedTuple):
    """A stance that the reader found in a marked article."""

    begin: int
    """row of the states where its passage begins"""
    places: Sequence[int]
    """those of the passage that are read, [CLS] first"""
    roles: Sequence[Sequence[int]]
    """among these: the target, the holder, other mentions of the target, and of the holder"""
    kind: int
    """index into HOLDERS"""
    side: int
    """index into SIDES"""
    label: int


class Gathered(NamedTuple):
    """Examples, and the states of their passages."""

    examples: list[Example]
    states: npt.NDArray[np.float16]
    """(places of all passages, HIDDEN)"""


def gather(
    analyzer: Analyzer, articles: Sequence[MarkedArticle], folder: Path, reader: str
) -> Gathered:
    """Read articles and hold what is found against their marks; kept in a folder for the next run.

    Args:
        analyzer: whose stances have no threshold.
        articles: marked ones.
        folder: of the files. What another reader found, or in other articles, is found anew, and
            the checkpoint that belongs to it goes.
        reader: tells these weights from others.

    """
    found_by = json.dumps([reader, *(article.id for article in articles)])
    source = folder / SOURCE_FILE
    if not source.exists() or source.read_text("utf-8") != found_by:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CHECKPOINT).unlink(missing_ok=True)
        partial = folder / f"{EXAMPLES_FILE}.partial"
        draw = random.Random(1)
        with (folder / STATES_FILE).open("wb") as states, partial.open("w") as lines:
            begin = 0
            for article in articles:
                for passage, examples in _found(analyzer, article, draw):
                    states.write(passage.states.astype(np.float16).tobytes())
                    lines.writelines(
                        json.dumps(one._replace(begin=begin)) + "\n" for one in examples
                    )
                    begin += len(passage.states)
        partial.replace(folder / EXAMPLES_FILE)
        source.write_text(found_by, "utf-8")
    read = [json.loads(line) for line in (folder / EXAMPLES_FILE).read_text().splitlines()]
    table = np.memmap(folder / STATES_FILE, np.float16, "r")
    return Gathered([Example(*one) for one in read], table.reshape(-1, HIDDEN))


def _found(
    analyzer: Analyzer, article: MarkedArticle, draw: random.Random
) -> Iterator[tuple[ReadPassage, list[Example]]]:
    with analyzer.reading(article.body, article.title) as doc:
        stances, judged = findings(doc).stances, verdicts(article, enrichment(doc))
        if len(stances) != len(judged):
            return  # Something is over the limits of the contract.
        passages: dict[int, tuple[ReadPassage, list[Example]]] = {}
        for stance, verdict in zip(stances, judged, strict=True):
            passage = _passage(doc, stance)
            if passage is None:
                continue
            side = SIDES.index(stance.polarity)
            label = NO_SIDE
            if verdict.hits:
                label = 1 + side
            elif verdict.opposite:
                label = 2 - side
            elif stance.signals["target"] < UNLIKELY and draw.random() >= KEPT:
                continue
            _, some = passages.setdefault(id(passage), (passage, []))
            some.append(example(passage, _question(doc, passage, stance), label))
        yield from passages.values()


def example(passage: ReadPassage, asked: Question, label: int) -> Example:
    """A question as the network gets it; its passage begins at 0."""
    places = window(len(passage.tokens), asked.target, asked.holder)
    at = {place: number for number, place in enumerate(places)}
    roles = [[at[place] for place in some if place in at] for some in asked[:4]]
    kind, side = HOLDERS.index(asked.kind), SIDES.index(asked.polarity)
    return Example(0, places, roles, kind, side, label)


def _passage(doc: Doc, stance: DocStance) -> ReadPassage | None:
    words = stance.target_words
    for target in findings(doc).targets:
        if words is not None and (target.span.start, target.span.end) == (words.start, words.end):
            return target.passage
    return None


def _question(doc: Doc, passage: ReadPassage, stance: DocStance) -> Question:
    entities = {one.id: one for one in findings(doc).entities}
    assert stance.target_words is not None
    return question(
        passage,
        stance.polarity,
        (stance.target_words, entities[stance.target_id]),
        stance.holder,
        (stance.holder_words, None if stance.holder_id is None else entities[stance.holder_id]),
    )
