"""all-mpnet-base-v2 as the teacher of topics.

    python -m training.topic_teacher --data DATA --base FOLDER --cache FOLDER

computes the vectors of all texts; this needs nothing that is trained here.

The labelled texts are headlines, definitions and 300 articles of six classes; the worker reads
whole articles about everything. A sentence encoder gives a headline and its article similar
vectors. So one logistic regression per topic, fitted on all labelled texts, can label unlabelled
articles. The small model learns from those answers.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from training import teacher_encoder
from training.data.examples import Topical
from training.data.topical import Texts, gold, labelled, unlabelled
from training.topic_reading import FloatArray, kept

MAX_PIECES: Final = 256
PIECES_A_BATCH: Final = 4096
STRENGTH: Final = 5.0
"""Inverse of the L2 penalty."""


def vectors(examples: Sequence[Topical], base: Path) -> FloatArray:
    """The pretrained encoder's vector of each text's beginning: (texts, 768), of length 1.

    Source: the model card of all-mpnet-base-v2 (the mean over all pieces, normalised).
    """
    folder = teacher_encoder.fetch(base)
    tokenizer = Tokenizer.from_file(str(folder / teacher_encoder.TOKENIZER_NAME))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    model = teacher_encoder.Mpnet(dropout=0.0)
    model.load(folder)
    model.eval()
    texts = [" ".join(word for one in example.sentences for word in one) for example in examples]
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    made = np.zeros((len(ids), teacher_encoder.HIDDEN), dtype=np.float32)
    at = 0
    while at < len(order):
        longest = len(ids[order[min(at + PIECES_A_BATCH // MAX_PIECES, len(order)) - 1]])
        batch = order[at : at + max(1, PIECES_A_BATCH // longest)]
        made[batch] = _encoded(model, [ids[index] for index in batch])
        at += len(batch)
    return made


def kept_vectors(texts: Texts, base: Path, cache: Path) -> FloatArray:
    """The `vectors` of a set, cached in a file."""
    return kept(cache / f"teacher-{texts.name}.npy", partial(vectors, texts.examples, base))


def _encoded(model: teacher_encoder.Mpnet, ids: Sequence[Sequence[int]]) -> FloatArray:
    length = max(map(len, ids))
    pieces = torch.full((len(ids), length), teacher_encoder.PAD)
    for row, one in enumerate(ids):
        pieces[row, : len(one)] = torch.tensor(one)
    mask = pieces != teacher_encoder.PAD
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        hidden = model(pieces, mask, torch.zeros(len(ids), length, teacher_encoder.HIDDEN)).float()
    mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return np.asarray(torch.nn.functional.normalize(mean, dim=1).numpy(), dtype=np.float32)


class TopicTeacher:
    """One logistic regression per topic."""

    def __init__(self, sets: Sequence[Texts], seen: Sequence[FloatArray]) -> None:
        """Fit on labelled sets.

        Args:
            sets: the labelled texts; a set's weight is the weight of each of its texts.
            seen: the vectors of each set's texts.

        """
        rows = np.concatenate(seen)
        truth = np.concatenate([gold(one.examples) for one in sets])
        weights = np.concatenate([np.full(len(one.examples), one.weight) for one in sets])
        self._fitted = []
        for column in range(truth.shape[1]):
            judged = ~np.isnan(truth[:, column])
            model = LogisticRegression(C=STRENGTH, max_iter=1000)
            model.fit(rows[judged], truth[judged, column] > 0, sample_weight=weights[judged])
            self._fitted.append(model)

    def answers(self, seen: FloatArray) -> FloatArray:
        """(texts, topics): the probability of each topic, from the texts' vectors."""
        columns = [model.predict_proba(seen)[:, 1] for model in self._fitted]
        return np.stack(columns, axis=1).astype(np.float32)


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--cache", type=Path, required=True, help="folder for cached vectors")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for texts in (*labelled(arguments.data), unlabelled(arguments.data)):
        print(texts.name, len(kept_vectors(texts, arguments.base, arguments.cache)), flush=True)


if __name__ == "__main__":
    main()
