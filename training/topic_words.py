"""The second half of the topic head: which word pieces an article has, whatever their order.

The encoder is trained for who says what of whom, and an article's average over its sentences is
blunt. A logistic regression on the pieces of the few articles that have a class is sharp where a
topic has words of its own; both scores are added. It knows six of the 17 topics and is silent on
the others.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from training.data.topics import read_masakhanews
from training.labels import TOPICS
from training.pieces import pieces_of
from worker.nlp.heads import word_scores

SHARE: Final = 3.0
"""What these scores weigh beside the encoder's, which spread four times as far."""

STRENGTH: Final = 10.0
"""Inverse of the L2 penalty."""

SENTENCES: Final = 1000
"""of an article at most; all of it, that is"""


def fitted(data: Path, tokenizer: Tokenizer) -> dict[str, npt.NDArray[np.float16]]:
    """Fit on MasakhaNEWS few-shot.

    Returns:
        "topics.rarity" (pieces,), 0 for pieces never seen, and "topics.words" (pieces, topics),
        in half precision, as `worker.nlp.heads` reads them.

    """
    examples = read_masakhanews(data / "topics/masakhanews_fewshot.jsonl", SENTENCES)
    texts = [
        np.array([piece for one in pieces_of(tokenizer, example.sentences) for piece in one.ids])
        for example in examples
    ]
    count = tokenizer.get_vocab_size()
    seen = np.zeros(count)
    for pieces in texts:
        seen[np.unique(pieces)] += 1
    rarity = np.where(seen > 0, np.log(len(texts) / np.maximum(seen, 1)), 0).astype(np.float16)
    rows = _rows(texts, rarity.astype(np.float32))
    codes = [next(iter(example.present)) for example in examples]
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(rows, codes)
    words = np.zeros((count, len(TOPICS)), dtype=np.float16)
    for code, weights in zip(model.classes_, model.coef_, strict=True):
        words[:, TOPICS.index(code)] = SHARE * weights
    return {"topics.rarity": rarity, "topics.words": words}


def _rows(texts: Sequence[npt.NDArray[np.int64]], rarity: npt.NDArray[np.float32]) -> csr_matrix:
    found = [word_scores(pieces, rarity) for pieces in texts]
    ends = np.cumsum([0, *(len(pieces) for pieces, _ in found)])
    columns = np.concatenate([pieces for pieces, _ in found])
    values = np.concatenate([scores for _, scores in found])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(rarity)))
