"""Fit the topic head: the sum of two linear readings of a text.

    python -m training.topic_head --data DATA --base FOLDER --weights FOLDER

One reads the encoder's vectors, averaged over the text's sentences. The encoder is trained to see
who says what about whom, so this average is a blunt measure of topics. The other reads which word
pieces the text contains, in any order. Both are fitted together, on the labelled texts and on a
teacher's answers for unlabelled articles (`training.topic_teacher`). The encoder does not change,
so this step comes last.

The files of the weights folder are rewritten. The teacher's and the encoder's results for the texts
are kept in ``--cache`` for the next run.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import vstack
from tokenizers import Tokenizer

from training.calibrate import fit_scalar
from training.data.examples import Topical
from training.data.topical import gold, labelled, unlabelled
from training.labels import TOPICS
from training.scores import f1
from training.topic_fitting import CLASSES, Fitted, Lesson, fitted_on, left_out_logits
from training.topic_reading import FloatArray, kept_read, rarity_of
from training.topic_teacher import TopicTeacher, kept_vectors
from worker.nlp.model.encoder import ENCODER_FILE, TOKENIZER_FILE, Encoder
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE

LIKELIEST: Final = 10
"""Weight of an article's likeliest topic in the calibration."""

UNMEASURED: Final = 0.6
"""Threshold of a topic for which there are no labelled articles."""


def calibration(
    logits: FloatArray, examples: Sequence[Topical]
) -> tuple[float, float, dict[str, float]]:
    """Temperature, bias and each topic's threshold, from articles left out of the fit.

    These articles have six of the 17 topics. The other topics get the same calibration, and
    UNMEASURED as threshold. An article's likeliest topic counts more than the five others, most of
    which are easy.
    """
    truth = gold(examples)
    known, holds = logits[:, CLASSES], truth[:, CLASSES] > 0
    first = (np.arange(len(known)), known.argmax(axis=1))
    scores = np.concatenate([known.ravel(), np.repeat(known[first], LIKELIEST)])
    right = np.concatenate([holds.ravel(), np.repeat(holds[first], LIKELIEST)])
    temperature, bias = fit_scalar(scores.tolist(), right.tolist())
    cuts = dict.fromkeys((f"topic:{code}" for code in TOPICS), UNMEASURED)
    for column in CLASSES:
        sure = 1 / (1 + np.exp(-(logits[:, column] / temperature + bias)))
        cuts[f"topic:{TOPICS[column]}"] = _best_cut(sure, truth[:, column] > 0)
    return temperature, bias, cuts


def _best_cut(sure: FloatArray, right: npt.NDArray[np.bool_]) -> float:
    """The threshold from 0.4 to 0.8 with the best F1; of equally good ones, the closest to 0.5."""

    def quality(cut: float) -> tuple[float, float]:
        found = sure >= cut
        best = f1(int((found & right).sum()), int(found.sum()), int(right.sum()))
        return best, -abs(cut - 0.5)

    return float(max((step / 100 for step in range(40, 81, 5)), key=quality))


def no_words(pieces: int) -> dict[str, npt.NDArray[np.float16]]:
    """An empty second reading, until `add` replaces it."""
    return {
        "topics.rarity": np.zeros(pieces, dtype=np.float16),
        "topics.words": np.zeros((pieces, len(TOPICS)), dtype=np.float16),
    }


def add(weights: Path, data: Path, base: Path, cache: Path) -> dict[str, Any]:
    """Fit the head for the encoder in a weights folder and write it there.

    Returns:
        The new contents of model.json.

    """
    torch.set_num_threads(1)
    encoder = Encoder.load(weights)
    pieces = Tokenizer.from_file(str(weights / TOKENIZER_FILE)).get_vocab_size()
    mark = hashlib.sha256((weights / ENCODER_FILE).read_bytes()).hexdigest()[:12]
    sets = labelled(data)
    everything = [*sets, unlabelled(data)]
    seen = [kept_vectors(one, base, cache) for one in everything]
    teacher = TopicTeacher(sets, seen[: len(sets)])
    lessons = [
        Lesson(
            one,
            kept_read(cache / f"{mark}-{one.name}.npz", encoder, pieces, one.examples),
            teacher.answers(rows),
        )
        for one, rows in zip(everything, seen, strict=True)
    ]
    rarity = rarity_of(vstack([lessons[0].read.counts, lessons[-1].read.counts]).tocsr())
    temperature, bias, cuts = calibration(left_out_logits(lessons, rarity), sets[0].examples)
    head = fitted_on(lessons, rarity)
    return _write(weights, head, rarity, (temperature, bias, cuts))


def _write(
    weights: Path,
    head: Fitted,
    rarity: FloatArray,
    calibrated: tuple[float, float, dict[str, float]],
) -> dict[str, Any]:
    with np.load(weights / HEADS_FILE) as archive:
        arrays = {name: archive[name] for name in archive.files if not name.startswith("topics.")}
    arrays |= {
        "topics.0.weight": head.dense.astype(np.float16),
        "topics.0.bias": head.bias.astype(np.float16),
        "topics.rarity": rarity.astype(np.float16),
        "topics.words": head.words.astype(np.float16),
    }
    np.savez_compressed(weights / HEADS_FILE, **arrays)
    temperature, bias, cuts = calibrated
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text("utf-8"))
    description["heads"]["topics"] = {
        "labels": list(TOPICS),
        "layers": 1,
        "temperature": temperature,
        "bias": [bias] * len(TOPICS),
        "calibrated_on": "the few-shot articles of MasakhaNEWS, each left out once: "
        "six of the 17 topics",
    }
    description["thresholds"] |= cuts
    description["sha256"][HEADS_FILE] = hashlib.sha256(
        (weights / HEADS_FILE).read_bytes()
    ).hexdigest()
    text = json.dumps(description, indent=2) + "\n"
    (weights / MODEL_FILE).write_text(text, encoding="utf-8")
    return description


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights")
    parser.add_argument("--cache", type=Path, required=True, help="folder for cached vectors")
    arguments = parser.parse_args()
    description = add(arguments.weights, arguments.data, arguments.base, arguments.cache)
    print(json.dumps(description["heads"]["topics"]))


if __name__ == "__main__":
    main()
