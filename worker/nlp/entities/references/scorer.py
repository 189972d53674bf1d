"""The trained scorer: for each phrase, how probable each entity is, and how probable none is.

A small network scores rows of features, and a softmax over a phrase's rows makes probabilities of
the scores. ``training.references`` fits it and writes the files.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from worker.nlp.entities.references.features import tables
from worker.nlp.entities.references.given_names import log_odds
from worker.nlp.entities.references.phrases import Phrase, PhraseKind
from worker.nlp.entities.references.scene import FloatArray, Scene

DATA: Final = Path(__file__).parent / "data"
WEIGHTS_FILE: Final = "scorer.npz"
WORDS_FILE: Final = "words.json"

PARTS: Final = ("mean", "scale", "first", "bias", "second")
"""The arrays of the network, by their names in the file."""

_TOGETHER: Final = 4_000
"""Pairs of a phrase and an entity that are scored at once."""

GUESSED: Final = 0.6
"""How much a gender counts at most that is only guessed; one that is known counts 1."""


@dataclass(frozen=True)
class Network:
    """One hidden layer of rectified units, several of them side by side that are averaged."""

    mean: FloatArray
    """of each feature, shape (features)"""

    scale: FloatArray
    first: FloatArray
    """of shape (networks, features, units)"""

    bias: FloatArray
    second: FloatArray
    """of shape (networks, units)"""

    def probabilities(self, rows: FloatArray, allowed: FloatArray) -> FloatArray:
        """The probability of each row of one phrase, or of several with the same number of rows.

        Args:
            rows: of shape (rows, features), or (phrases, rows, features).
            allowed: of shape (rows), or (phrases, rows).

        """
        inputs = (rows - self.mean) * self.scale
        # Each phrase has products of its own, so that it gets the same beside any others.
        hidden = np.maximum(inputs[..., None, :, :] @ self.first + self.bias[:, None, :], 0.0)
        scores = np.einsum("...nru,nu->...nr", hidden, self.second)
        return np.asarray(softmax(scores, allowed[..., None, :]).mean(axis=-2), dtype=np.float32)


class Scorer:
    """The network, the thresholds, the head nouns, and the guess at a person's gender."""

    def __init__(self, arrays: Mapping[str, FloatArray], words: Mapping[str, Any]) -> None:
        """Take what the two files hold.

        Raises:
            KeyError: something is missing in them.

        """
        self.nouns: Mapping[str, Mapping[str, float]] = words["nouns"]
        self.spelling: Mapping[str, float] = words["spelling"]
        self.thresholds: Mapping[PhraseKind, float] = words["thresholds"]
        self.pointing: Mapping[PhraseKind, float] = words["pointing"]
        self._network = Network(*(arrays[part] for part in PARTS))

    @classmethod
    def load(cls, folder: Path = DATA) -> "Scorer":
        """Read the two files of a folder.

        Raises:
            OSError: one of them is missing.

        """
        words = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as archive:
            arrays = {name: np.asarray(archive[name], np.float32) for name in archive.files}
        return cls(arrays, words)

    def answers(self, scene: Scene, phrases: Sequence[Phrase]) -> FloatArray:
        """The probability of each entity and, last, of none.

        Args:
            scene: an article with at least one entity.
            phrases: those to be resolved together, in text order.

        Returns:
            Of shape (phrases, entities + 1).

        """
        count = len(scene.entities)
        if not phrases:
            return np.zeros((0, count + 1), dtype=np.float32)
        genders = person_genders(scene, self.spelling)
        every = tables(scene, phrases, self.nouns, genders)
        step = max(1, _TOGETHER // (count + 1))
        found = []
        while some := list(islice(every, step)):
            rows, may = (
                np.stack([one.rows for one in some]),
                np.stack([one.allowed for one in some]),
            )
            found.append(self._network.probabilities(rows, may))
        return np.concatenate(found)


def person_genders(scene: Scene, spelling: Mapping[str, float]) -> FloatArray:
    """For each entity, from 1 for a man to -1 for a woman; 0 where nothing is known.

    Where neither the gazetteer nor a title nor the list of given names says it, how the name is
    spelt makes one of them more likely.
    """
    guesses = [
        0.0 if name is None else math.tanh(log_odds(name, spelling) / 2) * GUESSED
        for name in scene.first_names
    ]
    return np.where(scene.genders != 0, scene.genders, guesses).astype(np.float32)


def softmax(scores: FloatArray, allowed: FloatArray) -> FloatArray:
    """The scores of each row as probabilities; those that are not allowed get none."""
    masked = np.where(allowed > 0, scores, -np.inf)
    weights = np.exp(masked - masked.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float32)


@cache
def packaged_scorer() -> Scorer:
    """The scorer that comes with the package, read once."""
    return Scorer.load()
