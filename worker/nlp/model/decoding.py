"""Scores of BIO labels to spans: the best sequence that is legal, and the spans it has."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Span: TypeAlias = tuple[int, int, str, float]
"""start token, end token (exclusive), label, confidence in 0..1"""

_FORBIDDEN: Final = -1e9


def best_legal_path(
    scores: npt.NDArray[np.float32],
    labels: Sequence[str],
    learned: npt.NDArray[np.float32] | None = None,
) -> list[int]:
    """The best sequence of BIO labels in which every I- continues a span of the same label.

    Args:
        scores: (n, len(labels)) log-probabilities.
        labels: "O", "B-x" and "I-x", in the order of the columns.
        learned: (len(labels), len(labels)) the score of the column's label after the row's; all
            zero if None.

    Returns:
        n indices into `labels`.

    """
    return Legal(labels, learned).best_path(scores)


class Legal:
    """Which BIO label may follow which, and how well it does; made once for each head."""

    def __init__(
        self, labels: Sequence[str], learned: npt.NDArray[np.float32] | None = None
    ) -> None:
        """Take labels and scores as `best_legal_path` does."""
        width = len(labels)
        # By the label that follows, so that the best one before it is found along a row.
        self._to = np.zeros((width, width), dtype=np.float32)
        if learned is not None:
            self._to[:] = learned.T
        self._start = np.zeros(width, dtype=np.float32)
        for here, label in enumerate(labels):
            if label.startswith("I-"):
                self._start[here] = _FORBIDDEN
                for before, previous in enumerate(labels):
                    if previous == "O" or previous[2:] != label[2:]:
                        self._to[here, before] = _FORBIDDEN

    def best_path(self, scores: npt.NDArray[np.float32]) -> list[int]:
        """The best legal sequence of labels for the rows of one sentence."""
        count, width = scores.shape
        if count == 0:
            return []
        best = scores[0] + self._start
        back = np.zeros((count, width), dtype=np.int64)
        through = np.empty((width, width), dtype=np.float32)
        for row in range(1, count):
            np.add(self._to, best, out=through)
            through.argmax(axis=1, out=back[row])
            best = through.max(axis=1) + scores[row]
        path = [int(best.argmax())]
        steps = back.tolist()
        for row in range(count - 1, 0, -1):
            path.append(steps[row][path[-1]])
        return path[::-1]


def spans_of(tags: Sequence[str], certainty: Sequence[float]) -> list[Span]:
    """Read spans from BIO tags; an I- that continues no span begins one.

    Args:
        tags: one tag per token.
        certainty: the probability of each token's tag.

    Returns:
        (start, end, label in lower case, certainty of the least certain token) in order.

    """
    spans: list[Span] = []
    start: int | None = None
    for index in range(len(tags) + 1):
        tag = tags[index] if index < len(tags) else "O"
        if start is not None and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
            label = tags[start][2:].lower()
            spans.append((start, index, label, float(min(certainty[start:index]))))
            start = None
        if start is None and tag != "O":
            start = index
    return spans
