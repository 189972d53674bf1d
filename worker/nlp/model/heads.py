"""Small heads over the encoder's vectors, in numpy: tags, polarity, relation, topics.

Every head is one or two matrix products, trained together with the encoder (see `training/`).
Probabilities are calibrated with a temperature and, if the training set was reweighted, a bias for
each class. Both were fitted on text held out of training and are kept in model.json.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from worker.nlp.english.shapes import shape_features
from worker.nlp.model.attribution_confidence import AttributionConfidence, PartScores, Signals
from worker.nlp.model.decoding import Legal, Span, spans_of
from worker.nlp.model.encoder import WEIGHTS, EncoderError

FloatArray: TypeAlias = npt.NDArray[np.float32]
IntArray: TypeAlias = npt.NDArray[np.int64]
Words: TypeAlias = tuple[FloatArray, Sequence[str]]
"""A sentence: the vectors of its words, and the words."""

HEADS_FILE: Final = "heads.npz"
MODEL_FILE: Final = "model.json"

_READER: Final = "reader."
_VERIFIER: Final = "verifier."

REMEMBERED: Final = 256
"""Sentences whose shapes are cached; most articles have fewer."""


class Heads:
    """All heads of one model, with its labels, calibration and thresholds."""

    model: str
    """Name and version of the weights, such as "e5s6-joint-1"."""

    thresholds: Mapping[str, float]
    """The least score that is emitted, for "stance", "attribution", "polarity" and "topic:<code>";
    chosen on the dev sets."""

    def __init__(
        self, description: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[np.float32]]
    ) -> None:
        self.model = str(description["model"])
        self.thresholds = MappingProxyType(
            {str(name): float(value) for name, value in description["thresholds"].items()}
        )
        self._heads = {
            name: _Head(name, head, arrays) for name, head in description["heads"].items()
        }
        self.roles: FloatArray = arrays["tower.roles"]
        """(2, width): the vectors that mark a holder and a target for the tower."""
        self.reader: Mapping[str, FloatArray] = MappingProxyType(
            {
                name.removeprefix(_READER): value
                for name, value in arrays.items()
                if name.startswith(_READER)
            }
        )
        """The arrays of the reader's own heads; see `worker.nlp.model.reader`."""
        self.verifier: Mapping[str, FloatArray] = MappingProxyType(
            {
                name.removeprefix(_VERIFIER): value
                for name, value in arrays.items()
                if name.startswith(_VERIFIER)
            }
        )
        """The arrays of the verifier; none if the weights have no verifier."""
        self.confidence: Mapping[str, Any] = MappingProxyType(dict(description["read"]))
        """How the confidence of a stance follows from its signals: their "weights", and where there
        is a verifier, "unverified" and "asked_from"; see `worker.nlp.stance.confidence`."""
        self._attributed = AttributionConfidence(description["attributed"])
        self._rarity = arrays["topics.rarity"]
        self._words = arrays["topics.words"]

    @classmethod
    def load(cls, directory: Path | None = None) -> "Heads":
        """Load heads.npz and model.json.

        Args:
            directory: holds both files; the packaged weights if None.

        Raises:
            EncoderError: a file is missing, or the two files are of different models.

        """
        folder = WEIGHTS if directory is None else directory
        for name in (HEADS_FILE, MODEL_FILE):
            if not (folder / name).is_file():
                raise EncoderError(f"no {name} in {folder}: the weights are part of the package")
        description = json.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))
        with np.load(folder / HEADS_FILE, allow_pickle=False) as archive:
            arrays = {name: np.asarray(archive[name], dtype=np.float32) for name in archive.files}
        try:
            return cls(description, arrays)
        except (KeyError, ValueError) as error:
            raise EncoderError(
                f"{MODEL_FILE} and {HEADS_FILE} in {folder} disagree: {error}"
            ) from (error)

    def tagged(self, name: str, sentences: Sequence[Words]) -> list[list[Span]]:
        """Find names, or who said what, in each sentence of a text.

        Args:
            name: "entities" or "attribution".
            sentences: vectors of the words, (n, 384), from `Encoder.encode`, and the words
                themselves for their shapes.

        Returns:
            Of each sentence, spans in order and without overlaps. The label of a name is one of
            person, organization, location, facility, norp, product, misc; that of an attribution is
            source, cue or content. The confidence is that of the least certain token.

        """
        head = self._heads[name]
        ends = np.cumsum([len(words) for _, words in sentences])
        if not sentences or not ends[-1]:
            return [[] for _ in sentences]
        # One product for all would change the last bits, so that a sentence depended on others.
        logits = [
            head.logits(np.concatenate([vectors, _shapes(tuple(words))], axis=1))
            for vectors, words in sentences
            if len(words)
        ]
        every = _softmax(head.calibrated(np.concatenate(logits)))
        scores = np.log(np.maximum(every, np.float32(1e-12)))
        paths = head.legal.best_paths(np.split(scores, ends[:-1]))
        path = [label for one in paths for label in one]
        certainty = np.split(every[np.arange(len(path)), path], ends[:-1])
        return [
            spans_of([head.labels[label] for label in one], sure.tolist())
            for one, sure in zip(paths, certainty, strict=True)
        ]

    def entities(self, tokens: FloatArray, words: Sequence[str]) -> list[Span]:
        """The names in one sentence; see `tagged`."""
        return self.tagged("entities", [(tokens, words)])[0]

    def attribution(self, tokens: FloatArray, words: Sequence[str]) -> list[Span]:
        """Who said what in one sentence; see `tagged`."""
        return self.tagged("attribution", [(tokens, words)])[0]

    def attributed(self, parts: PartScores, cue: Sequence[str]) -> tuple[Signals, float]:
        """Say how probable an attribution is.

        Args:
            parts: the tagger's score of each part.
            cue: the words of the cue, in lower case.

        Returns:
            The signals, and the calibrated probability that they give.

        """
        signals = self._attributed.signals(parts, cue)
        return signals, self._attributed.probability(signals)

    def labels(self, name: str) -> list[str]:
        """The labels of one head, in the order of its columns."""
        return list(self._heads[name].labels)

    def judged(self, name: str, features: FloatArray) -> dict[str, float]:
        """Answer one question of stance.

        Args:
            name: "polarity" or "relation", or either with "_glance".
            features: the input of that head; see `worker.nlp.model.judge`.

        Returns:
            A calibrated probability for each label; they sum to 1.

        """
        head = self._heads[name]
        logits = head.calibrated(head.logits(features[None, :])[0])
        powers = np.exp(logits - np.maximum.reduce(logits))
        return head.named(powers / np.add.reduce(powers))

    def topics(self, cls: FloatArray, mean: FloatArray, pieces: IntArray) -> dict[str, float]:
        """Score the 17 top-level IPTC Media Topics.

        Args:
            cls: (384,), averaged over the sentences of the article.
            mean: (384,), averaged in the same way.
            pieces: the vocabulary ids of all word pieces of the text, in any order.

        Returns:
            A calibrated probability for each code; any number of them may be high.

        """
        head = self._heads["topics"]
        logits = head.logits(np.concatenate([cls, mean])[None, :])[0]
        known, scores = word_scores(pieces, self._rarity)
        logits = logits + scores @ self._words[known]
        return head.named(_sigmoid(head.calibrated(logits)))


@lru_cache(maxsize=REMEMBERED)
def _shapes(words: tuple[str, ...]) -> FloatArray:
    """The shapes of one sentence; cached, because two heads read them."""
    return shape_features(words)


class _Head:
    """Affine layers with ReLU between them, and their calibration."""

    def __init__(
        self,
        name: str,
        description: Mapping[str, Any],
        arrays: Mapping[str, npt.NDArray[np.float32]],
    ) -> None:
        self.labels: list[str] = [str(label) for label in description["labels"]]
        self._temperature = np.float32(description["temperature"])
        self._bias = np.asarray(description["bias"], dtype=np.float32)
        self._layers = [
            (arrays[f"{name}.{index}.weight"], arrays[f"{name}.{index}.bias"])
            for index in range(int(description["layers"]))
        ]
        self.legal = Legal(self.labels, arrays.get(f"{name}.transition"))
        width = self._layers[-1][0].shape[1]
        if not width == len(self.labels) == len(self._bias):
            raise ValueError(f"{name} has {width} outputs for {len(self.labels)} labels")

    def logits(self, rows: FloatArray) -> FloatArray:
        hidden = rows
        for weight, bias in self._layers[:-1]:
            hidden = np.maximum(hidden @ weight + bias, np.float32(0))
        weight, bias = self._layers[-1]
        return np.asarray(hidden @ weight + bias, dtype=np.float32)

    def calibrated(self, logits: FloatArray) -> FloatArray:
        return np.asarray(logits / self._temperature + self._bias, dtype=np.float32)

    def named(self, values: FloatArray) -> dict[str, float]:
        return dict(zip(self.labels, values.tolist(), strict=True))


def word_scores(pieces: IntArray, rarity: FloatArray) -> tuple[IntArray, FloatArray]:
    """The weight of each word piece of a text: log count times rarity, scaled to a unit vector.

    Args:
        pieces: vocabulary ids, in any order.
        rarity: (vocabulary,): the inverse document frequency of each piece.

    Returns:
        The distinct pieces in ascending order, and the weight of each.

    """
    known, counts = np.unique(pieces, return_counts=True)
    scores = np.asarray((1 + np.log(counts)) * rarity[known], dtype=np.float32)
    return known, scores / np.float32(max(float(np.linalg.norm(scores)), 1e-6))


def _softmax(logits: FloatArray) -> FloatArray:
    # The maximum over a few columns is quicker found row by row of the other order.
    shifted = logits - np.ascontiguousarray(logits.T).max(axis=0)[..., None]
    powers = np.exp(shifted)
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True), dtype=np.float32)


def _sigmoid(logits: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -60, 60))), dtype=np.float32)
