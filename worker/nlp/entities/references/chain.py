"""What the answers for the other phrases of an article say about a phrase.

The scorer runs twice. The first round looks at each phrase alone. The second also sees the first
round's answers: "he" is mostly whoever the "he" before it was, and a person who was "she" three
times is not "he", whatever the name.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, Scene

CHAIN_WIDTH: Final = 9

_CLASSES: Final = {"he": "he", "his": "he", "she": "she", "her": "she", "they": "they",
                   "their": "they", "it": "it", "its": "it"}  # fmt: skip
_SENTENCES: Final = 2
_SMOOTHING: Final = 0.5


def chained(scene: Scene, phrases: Sequence[Phrase], first: FloatArray) -> FloatArray:
    """The second round's features.

    Args:
        scene: the article.
        phrases: its phrases in text order.
        first: of shape (phrases, entities + 1), the probabilities of the first round.

    Returns:
        Of shape (phrases, entities + 1, CHAIN_WIDTH); the last row is that of *none*.

    """
    every = np.zeros((*first.shape, CHAIN_WIDTH), dtype=np.float32)
    every[:, -1, -1] = first[:, -1]
    features, first = every[:, :-1], first[:, :-1]
    classes = [_class(phrase) for phrase in phrases]
    totals = {
        name: first[[number for number, other in enumerate(classes) if other == name]].sum(axis=0)
        for name in set(classes)
    }
    nothing = np.zeros(first.shape[1], dtype=np.float32)
    lean = np.log(
        (totals.get("he", nothing) + _SMOOTHING) / (totals.get("she", nothing) + _SMOOTHING)
    )
    before: dict[str, int] = {}
    for at, phrase in enumerate(phrases):
        own = features[at]
        name = classes[at]
        here = scene.sentence_of[phrase.start]
        last = before.get(name)
        if last is not None:
            other = phrases[last].start
            own[:, 0] = first[last]
            own[:, 1] = first[last] * (scene.sentence_of[other] == here)
            same = scene.speaker_of[other] == scene.speaker_of[phrase.start]
            own[:, 2] = first[last] * same
            features[last, :, 3] = first[at]
            own[:, 4] = 1.0
        before[name] = at
        back = at - 1
        while back >= 0 and here - scene.sentence_of[phrases[back].start] < _SENTENCES:
            own[:, 5] += first[back]
            back -= 1
        own[:, 5] = np.minimum(own[:, 5], 2.0) / 2.0
        others = totals[name] - first[at]
        own[:, 6] = others / max(1.0, float(others.sum()))
        own[:, 7] = lean * {"he": 1.0, "she": -1.0}.get(name, 0.0)
        own[:, 8] = first[at]
    return every


def _class(phrase: Phrase) -> str:
    if phrase.kind == "description":
        return f"the {phrase.group}"
    return _CLASSES.get(phrase.group, phrase.group)
