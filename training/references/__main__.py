"""Fit the scorer of references on marked articles and print how it does on others.

Usage: python -m training.references TRAIN.jsonl DEV.jsonl [--articles N]
"""

import argparse
import json
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from training.references.learning import learn
from training.references.measure import measured, report
from worker.nlp import pipeline
from worker.nlp.documents import article_doc
from worker.nlp.entities.references.component import ReferenceComponent
from worker.nlp.entities.references.scorer import DATA

AFTER = ("stancewire_references", "stancewire_stance", "stancewire_topics")


def main() -> None:
    """Read the articles with the packaged pipeline, fit, write, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--articles", type=int, default=None, help="read only so many to train on")
    parser.add_argument("--out", type=Path, default=DATA)
    given = parser.parse_args()
    train, dev = _rows(given.train), _rows(given.dev)
    scorer, judged = learn(train, _read(train[: given.articles]), given.out)
    print(f"{len(judged)} marked phrases; thresholds {dict(scorer.thresholds)}")
    component = ReferenceComponent(scorer)
    print(report(measured((row, component(doc)) for row, doc in _read(dev))))


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _read(rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Doc]]:
    """The articles with their entities and attributions."""
    nlp = pipeline.load()
    for name in AFTER:
        nlp.remove_pipe(name)
    return [(row, nlp(article_doc(nlp, row["title"] or row["id"], row["body"]))) for row in rows]


if __name__ == "__main__":
    main()
