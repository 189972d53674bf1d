"""Learns everything that the scorer needs from marked articles, and writes its two files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from training.references.choosing import GOALS, Judged, cases, fitted, thresholds
from training.references.examples import marked
from training.references.nouns import shares
from training.references.spelling import spelling
from worker.nlp.documents import findings
from worker.nlp.entities.references.scorer import PARTS, WEIGHTS_FILE, WORDS_FILE, Scorer


def learn(
    rows: Iterable[Mapping[str, Any]],
    read: Sequence[tuple[Mapping[str, Any], Doc]],
    folder: Path,
) -> tuple[Scorer, list[Judged]]:
    """Fit the scorer and write it.

    Args:
        rows: all marked articles of the training split; their words and names are counted.
        read: those of them that the pipeline has read up to attribution.
        folder: gets the two files of the scorer.

    Returns:
        The scorer, and its answers for articles that were left out.

    """
    every = list(rows)
    nouns, spelt = shares(every), spelling(every)
    articles = [
        cases(marked(row, doc, nouns), nouns, spelt) for row, doc in read if findings(doc).entities
    ]
    network, judged = fitted(articles)
    words = {
        "nouns": nouns,
        "spelling": spelt,
        "thresholds": thresholds(judged),
        "pointing": dict.fromkeys(GOALS, 0.0),
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / WORDS_FILE).write_text(text + "\n", encoding="utf-8")
    arrays = {part: getattr(network, part).astype(np.float16) for part in PARTS}
    np.savez_compressed(folder / WEIGHTS_FILE, **arrays)
    return Scorer.load(folder), judged
