"""Fit both readings of the topic head together."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import csr_matrix, vstack
from torch import Tensor
from torch.nn import functional

from training.data.topical import Texts, gold
from training.data.topics import MASAKHANEWS
from training.labels import TOPICS
from training.topic_reading import FloatArray, Read, word_scores

ARTICLE_GOLD: Final = 30.0
"""Weight of a whole article's class relative to one answer of the teacher."""

NO_ARTICLE: Final = 0.3
"""Weight of a headline or a definition."""

CLASSES: Final = [TOPICS.index(code) for code in sorted(set(MASAKHANEWS.values()))]
"""The topics that labelled whole articles have."""

BESIDE_GOLD: Final = 0.1
"""Weight of an unlabelled article for those topics."""

DENSE_PENALTY: Final = 3e-5
WORDS_PENALTY: Final = 3e-6
DENSE_SCALE: Final = 0.14
WORDS_SCALE: Final = 5.0
"""The scales of the two readings; the reading with the larger scale is penalised less."""

STEPS: Final = 60
FOLDS: Final = 5

NEGLIGIBLE: Final = 0.02
"""Word-piece weights below this share of the largest are not shipped."""


class Fitted(NamedTuple):
    """The head as the worker applies it: vectors @ dense + bias + word scores @ words."""

    dense: FloatArray
    bias: FloatArray
    words: FloatArray

    def logits(self, averaged: FloatArray, scores: csr_matrix) -> FloatArray:
        """(texts, topics), not calibrated."""
        return np.asarray(averaged @ self.dense + self.bias + scores @ self.words)


def fit(
    averaged: FloatArray, scores: csr_matrix, wanted: FloatArray, weights: FloatArray
) -> Fitted:
    """Fit both readings together by penalised binary cross-entropy.

    Args:
        averaged: (texts, 768).
        scores: (texts, word pieces).
        wanted: (texts, topics): the target probabilities.
        weights: (texts, topics): the weight of each target.

    """
    middle, spread = averaged.mean(axis=0), averaged.std(axis=0) + 1e-6
    dense_rows = torch.from_numpy((averaged - middle) / spread * DENSE_SCALE)
    word_rows = _sparse(scores * WORDS_SCALE)
    truth, counting = torch.from_numpy(wanted), torch.from_numpy(weights)
    dense = torch.zeros(averaged.shape[1], wanted.shape[1], requires_grad=True)
    words = torch.zeros(scores.shape[1], wanted.shape[1], requires_grad=True)
    bias = torch.full((wanted.shape[1],), -2.0, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [dense, words, bias], max_iter=STEPS, history_size=8, line_search_fn="strong_wolfe"
    )
    shares = counting / counting.sum(dim=0)

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = dense_rows @ dense + word_rows @ words + bias
        losses = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
        penalty = DENSE_PENALTY * dense.square().sum() + WORDS_PENALTY * words.square().sum()
        loss: Tensor = (losses * shares).sum() + penalty
        loss.backward()
        return loss

    optimizer.step(closure)
    applied = dense.detach().numpy() * (DENSE_SCALE / spread)[:, None]
    heavy = words.detach().numpy() * WORDS_SCALE
    heavy[np.abs(heavy) < NEGLIGIBLE * np.abs(heavy).max()] = 0
    return Fitted(
        np.asarray(applied, dtype=np.float32),
        np.asarray(bias.detach().numpy() - middle @ applied, dtype=np.float32),
        np.asarray(heavy, dtype=np.float32),
    )


def _sparse(matrix: csr_matrix) -> Tensor:
    matrix.sort_indices()
    return torch.sparse_csr_tensor(
        torch.from_numpy(matrix.indptr.astype(np.int64)),
        torch.from_numpy(matrix.indices.astype(np.int64)),
        torch.from_numpy(matrix.data.astype(np.float32)),
        matrix.shape,
        check_invariants=True,
    )


class Lesson(NamedTuple):
    """One set of texts as the head reads it."""

    texts: Texts
    read: Read
    answers: FloatArray
    """the teacher's answers"""

    def without(self, left_out: npt.NDArray[np.int64]) -> "Lesson":
        """The same set without some of its texts."""
        kept = np.setdiff1d(np.arange(len(self.texts.examples)), left_out)
        examples = [self.texts.examples[index] for index in kept]
        return Lesson(
            self.texts._replace(examples=examples), self.read.rows(kept), self.answers[kept]
        )


def fitted_on(lessons: Sequence[Lesson], rarity: FloatArray) -> Fitted:
    """Fit the head in two rounds.

    For the six topics of the labelled whole articles, a head trained only on those articles agrees
    with their classes better than the teacher does; the teacher knows more about what other
    newspapers cover. So the second round learns from the mean of both.
    """
    first = _round(lessons, rarity, beside_gold=0.0)
    second = []
    for lesson in lessons:
        own = first.logits(lesson.read.plain, word_scores(lesson.read.counts, rarity))
        mean = (_log_odds(lesson.answers) + own) / 2
        answers = lesson.answers.copy()
        answers[:, CLASSES] = 1 / (1 + np.exp(-mean[:, CLASSES]))
        second.append(lesson._replace(answers=answers))
    return _round(second, rarity, BESIDE_GOLD)


def _log_odds(probabilities: FloatArray) -> FloatArray:
    bounded = np.clip(probabilities, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float32)


def _round(lessons: Sequence[Lesson], rarity: FloatArray, beside_gold: float) -> Fitted:
    """Fit once. Whole articles are read in both averages; unlabelled ones use the teacher."""
    averaged, scores, wanted, weights = [], [], [], []
    for lesson in lessons:
        truth = gold(lesson.texts.examples)
        judged = ~np.isnan(truth)
        whole = lesson.texts.name in ("fewshot", "articles")
        sure = judged & whole
        believed = truth if whole else (truth + lesson.answers) / 2
        counting = np.where(sure, ARTICLE_GOLD, 1.0 if whole else NO_ARTICLE)
        # A newspaper's section is a weak label, and six topics have better ones.
        others = np.where(sure, 1.0, beside_gold if whole else 0.0)
        counting[:, CLASSES] *= others[:, CLASSES]
        views = (lesson.read.plain, lesson.read.weighted) if whole else (lesson.read.plain,)
        for view in views:
            averaged.append(view)
            scores.append(word_scores(lesson.read.counts, rarity))
            wanted.append(np.where(judged, believed, lesson.answers))
            weights.append(counting / len(views))
    return fit(
        np.concatenate(averaged),
        vstack(scores).tocsr(),
        np.concatenate(wanted).astype(np.float32),
        np.concatenate(weights).astype(np.float32),
    )


def left_out_logits(lessons: Sequence[Lesson], rarity: FloatArray) -> FloatArray:
    """Logits of the labelled articles, fold by fold, from heads that were not fitted on them."""
    articles = lessons[0]
    count = len(articles.texts.examples)
    order = np.random.default_rng(1).permutation(count)
    logits = np.zeros((count, len(TOPICS)), dtype=np.float32)
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        head = fitted_on([articles.without(out), *lessons[1:]], rarity)
        seen = articles.read.rows(out)
        logits[out] = head.logits(seen.plain, word_scores(seen.counts, rarity))
    return logits
