"""One person is *he* or *she* throughout an article: the rarer of the two is somebody else."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, Scene

_HE, _SHE = 0, 1
_SIDES: Final = {"he": _HE, "his": _HE, "she": _SHE, "her": _SHE}

_CLEARLY: Final = 1.5
"""How many times as probable the commoner pronoun must be before the rarer one is ruled out."""


def with_one_gender(
    scene: Scene, phrases: Sequence[Phrase], shares: Sequence[FloatArray]
) -> list[FloatArray]:
    """The shares of each phrase, without persons who are clearly called by the other pronoun.

    Args:
        scene: the article.
        phrases: its pronouns and descriptions.
        shares: of each phrase how probable each entity is and, last, none.

    """
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for phrase, row in zip(phrases, shares, strict=True):
        side, entity = _SIDES.get(phrase.group), int(row[:-1].argmax())
        if phrase.kind == "pronoun" and side is not None and row[entity] > row[-1]:
            sums[entity][side] += float(row[entity])
    others: tuple[list[int], list[int]] = ([], [])
    for entity, (he, she) in sums.items():
        if min(he, she) > 0 and max(he, she) >= _CLEARLY * min(he, she) and scene.person[entity]:
            others[_HE if he < she else _SHE].append(entity)
    return [
        _without(row, others[_SIDES[phrase.group]])
        if phrase.kind == "pronoun" and phrase.group in _SIDES
        else row
        for phrase, row in zip(phrases, shares, strict=True)
    ]


def _without(row: FloatArray, entities: Sequence[int]) -> FloatArray:
    if not entities:
        return row
    left = row.copy()
    left[list(entities)] = 0.0
    total = float(left.sum())
    return np.asarray(left / total, dtype=np.float32) if total > 0 else left
