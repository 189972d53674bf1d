"""Scores of BIO labels to spans: the best sequence that is legal, and the spans it has."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
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
    return Legal(labels, learned).best_paths([scores])[0]


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
        self._from = np.ascontiguousarray(self._to.T)

    def best_paths(self, sentences: Sequence[npt.NDArray[np.float32]]) -> list[list[int]]:
        """The best legal sequence of labels for the rows of each sentence.

        All sentences take a step at once: a step of one alone is nothing but overhead. Each gets
        what it gets alone.
        """
        lengths = np.array([len(scores) for scores in sentences], dtype=np.int64)
        order = np.argsort(-lengths, kind="stable")
        if not lengths.any():
            return [[] for _ in sentences]
        # The longest come first, so that those with another row are a shorter and shorter part.
        # All first rows come first, then all second ones, so that each step reads one slice.
        longer = np.searchsorted(-lengths[order], -np.arange(int(lengths.max())), side="left")
        going: list[int] = longer.tolist()
        firsts = (np.cumsum(lengths) - lengths)[order]
        rows = np.concatenate([firsts[:count] + row for row, count in enumerate(going)])
        best = np.concatenate(sentences)[rows]
        best[: going[0]] += self._start
        ends = [*accumulate(going)]
        before = best[: going[0]]
        for count, end in zip(going[1:], ends[1:], strict=True):
            here = best[end - count : end]
            # The label before comes first, so that the maximum is taken over long rows.
            through = self._from[:, None, :] + before[:count].T[:, :, None]
            here += np.maximum.reduce(through, axis=0)
            before = here
        # This is the last label where a sentence ends here, and is written over where it goes on.
        path = best.argmax(axis=1)
        for row in range(len(going) - 1, 0, -1):
            count, end, start = going[row], ends[row], ends[row - 1] - going[row - 1]
            follows = path[end - count : end]
            path[start : start + count] = (self._to[follows] + best[start : start + count]).argmax(
                axis=1
            )
        ordered = np.empty_like(path)
        ordered[rows] = path
        labels, stops = ordered.tolist(), [*accumulate(lengths.tolist(), initial=0)]
        return [labels[start:stop] for start, stop in pairwise(stops)]


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
    for index, tag in enumerate([*tags, "O"]):
        if start is None and tag == "O":
            continue
        if start is not None and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
            label = tags[start][2:].lower()
            spans.append((start, index, label, float(min(certainty[start:index]))))
            start = None
        if start is None and tag != "O":
            start = index
    return spans
