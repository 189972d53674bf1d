"""Fit how much the reader's pointer counts beside the scorer of references, and the thresholds.

    python -m training.references.pointing --data DIR --weights DIR

Both are chosen on the marked articles that no training run of the reader has seen, and are written
into the scorer's words.json.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from spacy.tokens import Doc

from training.progress import held_out
from training.references.choosing import GOALS
from training.references.examples import Answer, marked
from worker.nlp import pipeline
from worker.nlp.documents import article_doc, findings
from worker.nlp.entities.references.component import ReferenceComponent
from worker.nlp.entities.references.phrases import Phrase, PhraseKind
from worker.nlp.entities.references.pointing import agreed, pointed
from worker.nlp.entities.references.scene import FloatArray, Scene
from worker.nlp.entities.references.scorer import DATA, WORDS_FILE, Scorer
from worker.nlp.model.model import Model

MORE: Final = 0.03
"""So much more is asked here than of unseen articles, since the scorer has learned from these."""

WEIGHTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
AFTER: Final = ("references", "issues", "stance", "topics")


class Case(NamedTuple):
    """One marked phrase: what scorer and reader say, and what is right."""

    kind: PhraseKind
    scored: FloatArray
    pointed: FloatArray
    answer: Answer


class Choice(NamedTuple):
    """The best weight of the pointer for one kind of phrase."""

    weight: float
    threshold: float
    resolved: int
    """phrases that are resolved rightly"""


def cases(row: Mapping[str, Any], doc: Doc, scorer: Scorer) -> list[Case]:
    """The marked phrases of an article that the reader points from."""
    found = marked(row, doc, scorer.nouns)
    pointers = findings(doc).pointers
    if not found.answers:
        return []
    # What "I" means depends on who speaks, which is known after the other phrases.
    ReferenceComponent(scorer)(doc)
    scene = Scene(doc)
    numbers = [at for at in found.answers if _span(found.phrases[at]) in pointers]
    phrases = [found.phrases[at] for at in numbers]
    return [
        Case(phrase.kind, scored, pointed(scene, pointers[_span(phrase)]), found.answers[at])
        for at, phrase, scored in zip(numbers, phrases, scorer.answers(scene, phrases), strict=True)
    ]


def _span(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end


def chosen(some: Sequence[Case], goal: float) -> Choice:
    """The weight and threshold with which most are resolved rightly, and a share of `goal` is."""
    best = Choice(0.0, 1.0, 0)
    for weight in WEIGHTS:
        rows = [agreed(one.scored, one.pointed, weight)[:-1] for one in some]
        sure = np.array([row.max() for row in rows])
        right = np.array(
            [int(row.argmax()) in one.answer.entities for row, one in zip(rows, some, strict=True)]
        )
        order = np.argsort(-sure)
        counted = np.cumsum(right[order])
        enough = np.flatnonzero(counted / np.arange(1, len(order) + 1) >= goal)
        if len(enough) and counted[enough[-1]] > best.resolved:
            last = int(enough[-1])
            best = Choice(weight, round(float(sure[order[last]]), 4), int(counted[last]))
    return best


def add(weights: Path, data: Path, folder: Path = DATA) -> dict[PhraseKind, Choice]:
    """Fit, and write the result into words.json."""
    nlp = pipeline.build(Model.load(weights))
    for name in AFTER:
        nlp.remove_pipe(f"stancewire_{name}")
    scorer = Scorer.load(folder)
    with (data / "stances/train.jsonl").open(encoding="utf-8") as lines:
        _, kept = held_out([json.loads(line) for line in lines])
    found = [one for row in kept for one in cases(row, _read(nlp, row), scorer)]
    return write(found, folder)


def _read(nlp: Any, row: Mapping[str, Any]) -> Doc:
    doc: Doc = nlp(article_doc(nlp, row["title"] or row["id"], row["body"]))
    return doc


def write(found: Iterable[Case], folder: Path = DATA) -> dict[PhraseKind, Choice]:
    """Choose for each kind of phrase, and write the result into words.json."""
    every = [one for one in found if one.answer.measured]
    choices = {
        kind: chosen([one for one in every if one.kind == kind], goal + MORE)
        for kind, goal in GOALS.items()
    }
    path = folder / WORDS_FILE
    words = json.loads(path.read_text(encoding="utf-8"))
    words["pointing"] = {kind: one.weight for kind, one in choices.items()}
    words["thresholds"] = {kind: one.threshold for kind, one in choices.items()}
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return choices


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    arguments = parser.parse_args()
    for kind, one in add(arguments.weights, arguments.data).items():
        print(f"{kind}: {one}")


if __name__ == "__main__":
    main()
