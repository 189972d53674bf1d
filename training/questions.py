"""Questions about a sentence as the tower and the teacher read them: pieces, marks, batches.

A question marks up to two spans of a sentence: `p`, who may hold a stance, and `q`, its target. A
question about the author's own stance toward a target has no `p`.
"""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.data.examples import Pair, Targets
from training.labels import MIRRORED, POLARITIES, RELATIONS
from training.pieces import MAX_PIECES, Pieces, pieces_of

POLARITY: Final = "polarity"
RELATION: Final = "relation"


class Question(NamedTuple):
    """One question, with its answer if known."""

    words: list[str]
    p: tuple[int, int] | None
    """first word, last word (exclusive); None if the question is about the author"""
    q: tuple[int, int]
    gold: int
    """index into POLARITIES or RELATIONS; -1 if unknown"""
    soft: tuple[float, ...] = ()
    """a teacher's probabilities, if one was asked"""

    @property
    def task(self) -> str:
        """The task whose labels answer it."""
        return POLARITY if self.p is None else RELATION


class Asked(NamedTuple):
    """A batch of questions."""

    pieces: Tensor
    """(questions, length) int64"""
    mask: Tensor
    """(questions, length) bool, false for padding"""
    p: Tensor
    """(questions, length) float32: 1 for the pieces of p, 0 elsewhere"""
    q: Tensor
    """the same for q"""
    inner: Tensor
    """the same for all pieces except the first, the last and the padding"""


def of_targets(examples: Sequence[Targets]) -> list[Question]:
    """One question for each target of each sentence."""
    return [
        Question(one.words, None, (start, end), POLARITIES.index(label))
        for one in examples
        for start, end, label in one.targets
    ]


def of_pairs(examples: Sequence[Pair]) -> list[Question]:
    """One question for each pair; p is the one named first in the text."""
    questions = []
    for one in examples:
        gold = RELATIONS.index(one.relation)
        if one.p[0] <= one.q[0]:
            questions.append(Question(one.words, one.p, one.q, gold))
        else:
            questions.append(Question(one.words, one.q, one.p, MIRRORED[gold]))
    return questions


def turned(question: Question) -> Question:
    """The same question with p and q exchanged, and its answer mirrored."""
    if question.p is None:
        return question
    gold = MIRRORED[question.gold] if question.gold >= 0 else -1
    soft = tuple(question.soft[index] for index in MIRRORED) if question.soft else ()
    return Question(question.words, question.q, question.p, gold, soft)


class Questions:
    """Questions with their pieces, tokenised once."""

    def __init__(self, questions: Sequence[Question], tokenizer: Tokenizer) -> None:
        self.questions = list(questions)
        distinct = {" ".join(one.words): one.words for one in self.questions}
        encoded = dict(zip(distinct, pieces_of(tokenizer, list(distinct.values())), strict=True))
        self.pieces = [encoded[" ".join(one.words)] for one in self.questions]
        self.lengths = [len(one.ids) + 2 for one in self.pieces]

    def batch(
        self,
        indices: Sequence[int],
        special: tuple[int, int, int],
        draw: random.Random | None = None,
    ) -> tuple[Asked, list[Question]]:
        """Pad some questions into one batch.

        Args:
            indices: which questions.
            special: ids of the first piece, the last piece and the padding.
            draw: randomness for exchanging p and q in half of the pairs; None exchanges none.

        Returns:
            The batch, and its questions as they were asked.

        """
        chosen = [self.questions[index] for index in indices]
        if draw is not None:
            chosen = [turned(one) if draw.random() < 1 / 2 else one for one in chosen]
        return asked(chosen, [self.pieces[index] for index in indices], special), chosen


def asked(
    questions: Sequence[Question], pieces: Sequence[Pieces], special: tuple[int, int, int]
) -> Asked:
    """Pad questions into one batch; see `Questions.batch`."""
    first, last, padding = special
    length = max(len(one.ids) for one in pieces) + 2
    shape = (len(questions), length)
    ids = np.full(shape, padding, dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    marks = np.zeros((3, *shape), dtype=np.float32)
    for row, (question, one) in enumerate(zip(questions, pieces, strict=True)):
        end = len(one.ids) + 1
        ids[row, 0], ids[row, 1:end], ids[row, end] = first, one.ids, last
        mask[row, : end + 1] = True
        marks[2, row, 1:end] = 1
        owners = np.asarray(one.owners)
        for mark, span in zip(marks[:2], (question.p, question.q), strict=True):
            if span is not None:
                mark[row, 1:end] = (owners >= span[0]) & (owners < span[1])
    assert length <= MAX_PIECES + 2
    return Asked(*(torch.from_numpy(array) for array in (ids, mask, *marks)))


def mean_over(hidden: Tensor, marks: Tensor) -> Tensor:
    """The mean of the marked hidden states, (questions, width)."""
    total = torch.einsum("bl,blh->bh", marks, hidden)
    return total / marks.sum(1, keepdim=True).clamp(min=1)
