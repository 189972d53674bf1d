"""Both readings of the topic head, fitted together."""

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
"""What the class of a whole article counts beside one answer of the teacher."""

NO_ARTICLE: Final = 0.3
"""What a headline or a definition counts."""

CLASSES: Final = [TOPICS.index(code) for code in sorted(set(MASAKHANEWS.values()))]
"""The topics that whole articles have as their class."""

BESIDE_GOLD: Final = 0.1
"""What an unlabelled article counts for those."""

DENSE_PENALTY: Final = 3e-5
WORDS_PENALTY: Final = 3e-6
DENSE_SCALE: Final = 0.14
WORDS_SCALE: Final = 5.0
"""How far the two readings spread; what spreads further is penalised less."""

STEPS: Final = 60
FOLDS: Final = 5

NEGLIGIBLE: Final = 0.02
"""Weights of word pieces below this share of the largest do not ship."""


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
    """Both readings together, by penalised binary cross-entropy.

    Args:
        averaged: (texts, 768).
        scores: (texts, word pieces).
        wanted: (texts, topics): what the probabilities should be.
        weights: (texts, topics): what each of those counts.

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
    """One set of texts as the head sees it."""

    texts: Texts
    read: Read
    answers: FloatArray
    """the teacher's"""

    def without(self, left_out: npt.NDArray[np.int64]) -> "Lesson":
        """The same without some of its texts."""
        kept = np.setdiff1d(np.arange(len(self.texts.examples)), left_out)
        examples = [self.texts.examples[index] for index in kept]
        return Lesson(
            self.texts._replace(examples=examples), self.read.rows(kept), self.answers[kept]
        )


def fitted_on(lessons: Sequence[Lesson], rarity: FloatArray) -> Fitted:
    """The head, in two rounds.

    For the six topics that whole articles have as their class, a head that has seen nothing but
    those articles agrees better with such classes than the teacher does, and the teacher knows
    better what other newspapers write of. So the second round learns from the mean of both.
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
    """Whole articles are read in both averages; where nobody judged, the teacher's word counts."""
    averaged, scores, wanted, weights = [], [], [], []
    for lesson in lessons:
        truth = gold(lesson.texts.examples)
        judged = ~np.isnan(truth)
        whole = lesson.texts.name in ("fewshot", "articles")
        sure = judged & whole
        believed = truth if whole else (truth + lesson.answers) / 2
        counting = np.where(sure, ARTICLE_GOLD, 1.0 if whole else NO_ARTICLE)
        # A newspaper's section is no class of an article, and six topics have better.
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
    """What heads that never saw them say of the articles that have a class, fold by fold."""
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
