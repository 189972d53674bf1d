"""What the reader says of a reference, added to what the scorer of features says."""

import numpy as np

from worker.nlp.documents import Pointer
from worker.nlp.entities.references.scene import FloatArray, Scene

LEAST: float = 0.02
"""Is added to every share, so that the reader alone rules nobody out."""


def pointed(scene: Scene, pointer: Pointer) -> FloatArray:
    """The reader's share of each entity and, last, of none.

    An entity that is named nowhere in what the reader saw has the share of *nowhere*, as has none.
    """
    count = len(scene.entities)
    shares = np.zeros(count + 1, dtype=np.float32)
    seen = np.zeros(count + 1, dtype=bool)
    named = (
        (place, entity, pointer.names[token])
        for token in pointer.names.keys() & scene.named_by.keys()
        for place, entity in scene.named_by[token]
    )
    for _, entity, share in sorted(named):
        shares[entity] += share
        seen[entity] = True
    return np.where(seen, shares, np.float32(pointer.nowhere)) + np.float32(LEAST)


def agreed(scored: FloatArray, pointed_at: FloatArray, weight: float) -> FloatArray:
    """Probabilities of each entity and of none, from the scorer's and the reader's.

    Args:
        scored: probabilities by the scorer.
        pointed_at: shares by the reader, of the same shape.
        weight: how much the reader counts beside the scorer.

    """
    both = scored * pointed_at**weight
    return np.asarray(both / np.add.reduce(both), dtype=np.float32)
