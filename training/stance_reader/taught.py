"""What the teacher finds in articles that nobody has marked, and how a reader learns from it.

Everything is by characters of sentences, since teacher and reader cut words into other pieces.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from training.stance_reader.examples import TAGS, Row, Soft, SoftGoal

LEAST_SHARE: Final = 0.02
"""A tag or a holder's place that is less probable than this is not kept."""

Chars: TypeAlias = tuple[int, int, int]
"""A sentence, and characters of it."""


class TaughtTarget(NamedTuple):
    """A target that the teacher names, and whom it takes for the holder."""

    at: Chars
    share: float
    """mean probability that its pieces are part of a target"""
    holders: list[tuple[int, int, int, float]]
    """pieces that may be the holder's, with their probability"""
    author: float
    kind: int
    plain: float


class Taught(NamedTuple):
    """What the teacher says of one article."""

    tags: Mapping[int, tuple[list[int], npt.NDArray[np.float32]]]
    """of each sentence where its pieces begin, and the probabilities of their TAGS"""
    targets: list[TaughtTarget]

    def soft(self, row: Row) -> Soft:
        """The same about the pieces of a row."""
        places: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for place, at in enumerate(row.chars):
            if at is not None:
                places[at[0]].append((at[1], at[2], place))

        def covering(sentence: int, start: int, end: int) -> list[int]:
            return [
                place for left, right, place in places[sentence] if left < end and right > start
            ]

        goals = []
        for one in self.targets:
            target = [at for at in covering(*one.at) if at >= row.base]
            if not target:
                continue
            holder = np.zeros(len(row.pieces) + 2, dtype=np.float32)
            for sentence, start, end, share in one.holders:
                found_at = covering(sentence, start, end)
                for place in found_at:
                    holder[place] += share / len(found_at)
            holder[-2] = one.author
            holder[-1] = max(0.0, 1.0 - float(holder.sum()))
            goals.append(SoftGoal(tuple(target), one.share, holder, one.kind, one.plain))
        return Soft(self._tags(row), goals)

    def _tags(self, row: Row) -> npt.NDArray[np.float32]:
        tags = np.zeros((len(row.pieces), len(TAGS)), dtype=np.float32)
        tags[:, 0] = 1.0
        for place, at in enumerate(row.chars):
            if at is None or place < row.base or at[0] not in self.tags:
                continue
            starts, shares = self.tags[at[0]]
            found = bisect_right(starts, at[1]) - 1
            if found >= 0:
                tags[place] = shares[found]
                if starts[found] != at[1]:
                    _inside(tags[place])
        return tags


def _inside(shares: npt.NDArray[np.float32]) -> None:
    shares[2] += shares[1]
    shares[4] += shares[3]
    shares[1] = shares[3] = 0.0


def write(found: Mapping[str, Taught], path: Path) -> None:
    """Add articles to a file, a line each; probabilities have two digits."""
    with path.open("a", encoding="utf-8") as file:
        for identifier, taught in found.items():
            tags = {
                number: [starts, [[round(100 * float(one)) for one in row] for row in shares]]
                for number, (starts, shares) in taught.tags.items()
                if max(1 - row[0] for row in shares) >= LEAST_SHARE
            }
            targets = [
                [
                    one.at,
                    round(one.share, 2),
                    one.holders,
                    one.author,
                    one.kind,
                    round(one.plain, 2),
                ]
                for one in taught.targets
            ]
            row = {"id": identifier, "tags": tags, "targets": targets}
            file.write(json.dumps(row, separators=(",", ":")) + "\n")


def read(path: Path) -> dict[str, Taught]:
    """The articles of a file that `write` wrote."""
    found = {}
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        tags = {
            int(number): (starts, np.array(shares, dtype=np.float32) * np.float32(0.01))
            for number, (starts, shares) in row["tags"].items()
        }
        targets = [
            TaughtTarget(tuple(at), share, [tuple(one) for one in holders], author, kind, plain)
            for at, share, holders, author, kind, plain in row["targets"]
        ]
        found[row["id"]] = Taught(tags, targets)
    return found
