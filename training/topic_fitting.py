"""Fit the topic head: a weight for each word piece and topic.

The weight of a piece is what was learned of it alone and what was learned of its embedding, so that
a word in few articles counts like those of similar meaning. Once fitted, both are one matrix.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.data.topical import Article
from training.labels import TOPICS
from training.topic_reading import FloatArray, rarity_of, word_scores

FEW_SHOT: Final = 20.0
"""Weight of an article of MasakhaNEWS: there is one for twelve marked ones."""

ALONE_SCALE: Final = 5.0
MEANING_SCALE: Final = 0.14
"""Of a piece by itself, and of each number of the articles' mean embeddings, which has a standard
deviation of 1; what has the larger scale is penalised less."""

PENALTY: Final = 3e-5
STEPS: Final = 35
FOLDS: Final = 3


class Fitted(NamedTuple):
    """The head as the worker applies it: bias + word scores @ words."""

    bias: FloatArray
    words: FloatArray
    rarity: FloatArray

    def logits(self, counts: csr_matrix) -> FloatArray:
        """(texts, topics), not calibrated."""
        return np.asarray(word_scores(counts, self.rarity) @ self.words + self.bias)


class Lesson(NamedTuple):
    """Articles as the head reads them, and what it should say."""

    counts: csr_matrix
    wanted: FloatArray
    """(articles, topics): 1 if the article has the topic"""
    weights: FloatArray
    """(articles, topics): 0 where nobody was asked"""

    @classmethod
    def of(cls, articles: Sequence[Article], counts: csr_matrix) -> "Lesson":
        """Make the lesson of some articles."""
        has = [[code in one.topics for code in TOPICS] for one in articles]
        asked = [[code in one.judged for code in TOPICS] for one in articles]
        whole = np.all(asked, axis=1, keepdims=True)
        weights = np.where(whole, 1.0, FEW_SHOT) * np.asarray(asked)
        return cls(counts, np.asarray(has, dtype=np.float32), weights.astype(np.float32))

    def rows(self, chosen: npt.NDArray[np.int64]) -> "Lesson":
        """Some of its articles."""
        return Lesson(self.counts[chosen], self.wanted[chosen], self.weights[chosen])


def fitted_on(lesson: Lesson, embeddings: FloatArray) -> Fitted:
    """Fit by penalised cross-entropy, in which every topic counts the same."""
    rarity = rarity_of(lesson.counts)
    scores = word_scores(lesson.counts, rarity)
    used = np.flatnonzero(rarity)
    alone = (scores[:, used] * ALONE_SCALE).tocsr()
    turned = alone.T.tocsr()
    meaning = scores @ embeddings
    middle, scale = meaning.mean(axis=0), MEANING_SCALE / (meaning.std(axis=0) + 1e-6)
    meaning = np.asarray((meaning - middle) * scale, dtype=np.float32)
    shares = lesson.weights / np.maximum(lesson.weights.sum(axis=0), 1e-6)
    shape = (len(used) + meaning.shape[1] + 1, lesson.wanted.shape[1])

    def loss(flat: npt.NDArray[Any]) -> tuple[float, npt.NDArray[Any]]:
        weights = flat.reshape(shape).astype(np.float32)
        own, shared, bias = weights[: len(used)], weights[len(used) : -1], weights[-1]
        logits = alone @ own + meaning @ shared + bias
        losses = np.logaddexp(0, logits) - lesson.wanted * logits
        off = shares * (1 / (1 + np.exp(-logits)) - lesson.wanted)
        slope = np.concatenate([turned @ off, meaning.T @ off, off.sum(axis=0)[None, :]])
        slope[:-1] += 2 * PENALTY * weights[:-1]
        total = (shares * losses).sum() + PENALTY * np.square(weights[:-1]).sum()
        return float(total), slope.ravel().astype(np.float64)

    start = np.zeros(shape)
    start[-1] = -2
    found = minimize(
        loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 8}
    ).x.reshape(shape)
    shared = found[len(used) : -1] * scale[:, None]
    words = np.zeros((len(rarity), shape[1]), dtype=np.float32)
    words[used] = found[: len(used)] * ALONE_SCALE + embeddings[used] @ shared
    bias = np.asarray(found[-1] - middle @ shared, dtype=np.float32)
    return Fitted(bias, words, rarity)


def left_out_logits(lesson: Lesson, embeddings: FloatArray) -> FloatArray:
    """Logits of all articles, fold by fold, by heads that were not fitted on them."""
    order = np.random.default_rng(1).permutation(len(lesson.wanted))
    logits = np.zeros(lesson.wanted.shape, dtype=np.float32)
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        head = fitted_on(lesson.rows(np.setdiff1d(order, out)), embeddings)
        logits[out] = head.logits(lesson.counts[out])
    return logits
