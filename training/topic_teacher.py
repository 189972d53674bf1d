"""all-mpnet-base-v2 as a teacher of topics.

    python -m training.topic_teacher --data DATA --base FOLDER --cache FOLDER

makes the vectors of all texts, for which nothing need be trained yet.

What is labelled is headlines, definitions and 300 articles of six classes; what the worker reads
is whole articles of everything. A sentence encoder's vector means the same for a headline and for
the article below it, so that one logistic regression a topic, fitted on all that is labelled, can
be asked about articles that nobody labelled. The small model learns from those answers.
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

from training import mpnet
from training.data.examples import Topical
from training.data.topical import Texts, gold, labelled, unlabelled
from training.topic_reading import FloatArray, kept

MAX_PIECES: Final = 256
PIECES_A_BATCH: Final = 4096
STRENGTH: Final = 5.0
"""Inverse of the L2 penalty."""


def vectors(examples: Sequence[Topical], base: Path) -> FloatArray:
    """What the untouched encoder makes of each text's beginning: (texts, 768), of length 1.

    Source: the model card of all-mpnet-base-v2 (the mean over all pieces, normalised).
    """
    folder = mpnet.fetch(base)
    tokenizer = Tokenizer.from_file(str(folder / mpnet.TOKENIZER_NAME))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    model = mpnet.Mpnet(dropout=0.0)
    model.load(folder)
    model.eval()
    texts = [" ".join(word for one in example.sentences for word in one) for example in examples]
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    made = np.zeros((len(ids), mpnet.HIDDEN), dtype=np.float32)
    at = 0
    while at < len(order):
        longest = len(ids[order[min(at + PIECES_A_BATCH // MAX_PIECES, len(order)) - 1]])
        batch = order[at : at + max(1, PIECES_A_BATCH // longest)]
        made[batch] = _encoded(model, [ids[index] for index in batch])
        at += len(batch)
    return made


def kept_vectors(texts: Texts, base: Path, cache: Path) -> FloatArray:
    """`vectors` of a set, made once and kept in a file."""
    return kept(cache / f"teacher-{texts.name}.npy", partial(vectors, texts.examples, base))


def _encoded(model: mpnet.Mpnet, ids: Sequence[Sequence[int]]) -> FloatArray:
    length = max(map(len, ids))
    pieces = torch.full((len(ids), length), mpnet.PAD)
    for row, one in enumerate(ids):
        pieces[row, : len(one)] = torch.tensor(one)
    mask = pieces != mpnet.PAD
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        hidden = model(pieces, mask, torch.zeros(len(ids), length, mpnet.HIDDEN)).float()
    mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return np.asarray(torch.nn.functional.normalize(mean, dim=1).numpy(), dtype=np.float32)


class TopicTeacher:
    """One logistic regression a topic."""

    def __init__(self, sets: Sequence[Texts], seen: Sequence[FloatArray]) -> None:
        """Fit on labelled sets.

        Args:
            sets: the labelled texts; a set's weight is how much each of its texts counts.
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
    """Command line entry."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="where all-mpnet-base-v2 lies")
    parser.add_argument("--cache", type=Path, required=True, help="for what texts become")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for texts in (*labelled(arguments.data), unlabelled(arguments.data)):
        print(texts.name, len(kept_vectors(texts, arguments.base, arguments.cache)), flush=True)


if __name__ == "__main__":
    main()
