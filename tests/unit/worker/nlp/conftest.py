# ruff: noqa: ARG002 - the fakes have the signatures of what they replace
"""A pipeline without weights: its encoder hashes words; heads and reader look at capitals."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from types import MappingProxyType

import numpy as np
import pytest
import spacy
from spacy.language import Language

from worker.nlp.model.encoder import EncodedSentence, Window
from worker.nlp.model.model import Model
from worker.nlp.model.reader import ReadHolder, ReadName, ReadTarget
from worker.nlp.pipeline import build

WIDTH = 384
LABELS = {"NATO": "organization", "IMF": "organization", "Wembley": "facility"}
OPINIONS = ("against", "neutral", "favor")
CAPITAL = 1
"""The bit of a piece's number that says that its word begins with a capital."""


class HashingEncoder:
    """Each word has one vector and is one piece."""

    def count(self, words):
        return len(words)

    def encode_all(self, sentences):
        return [self.encode(words) for words in sentences]

    def encode(self, words: Sequence[str]) -> EncodedSentence:
        rows = np.zeros((len(words), WIDTH), dtype=np.float32)
        for row, word in enumerate(words):
            digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
            rows[row] = np.frombuffer(digest * (WIDTH // len(digest)), dtype=np.uint8) / 255
        mean = rows.mean(axis=0) if len(words) else np.zeros(WIDTH, dtype=np.float32)
        pieces = [2 * len(word) + CAPITAL * word[:1].isupper() for word in words]
        hidden = np.concatenate([mean[None, :], rows, mean[None, :]])
        owners = np.arange(len(words), dtype=np.int64)
        window = Window(hidden, hidden, owners, np.array(pieces, dtype=np.int64))
        return EncodedSentence(rows, mean, mean, (window,))


class CapitalReader:
    """In each sentence, the first run of capitals is against the second, for the third, …"""

    def read(self, row):
        return CapitalRow(row)


class CapitalRow:
    def __init__(self, row):
        self._row = row
        kinds = zip(row.sentences, (piece & CAPITAL for piece in row.own), strict=True)
        self._runs = defaultdict(list)
        """by sentence"""
        for (sentence, capital), some in groupby(enumerate(kinds, row.base), lambda one: one[1]):
            if capital:
                places = [at for at, _ in some]
                self._runs[sentence].append((places[0], places[-1] + 1))

    @property
    def middle(self):
        return np.zeros((len(self._row.tokens), 1), dtype=np.float32)

    def targets(self):
        return [
            ReadTarget(run, ("against", "favor")[number % 2], 0.9, 0.05)
            for runs in self._runs.values()
            for number, run in enumerate(runs[1:])
        ]

    def holder(self, places):
        sentence = self._row.sentences[places[0] - self._row.base]
        return ReadHolder(self._shares(self._runs[sentence][0]), 0.1, 0.1)

    def name(self, places):
        first = next((run for runs in self._runs.values() for run in runs), None)
        if first is None:
            return ReadName(np.zeros(len(self._row.tokens)), 1.0)
        return ReadName(self._shares(first), 0.2)

    def _shares(self, run):
        start, end = run
        shares = np.zeros(len(self._row.tokens))
        shares[start:end] = 0.8 / (end - start)
        return shares

    def plain(self, places):
        return 0.7

    def kind(self, places):
        return "policy"


class CapitalHeads:
    """Every run of capitals is a name; scores are a pure function of the vectors."""

    thresholds = MappingProxyType({"polarity": 0.4, "read": 0.3, "attribution": 0.5})
    confidence = MappingProxyType({"weights": {"bias": 1.0, "target": 0.1}})

    def tagged(self, name, sentences):
        tag = self.entities if name == "entities" else self.attribution
        return [tag(*one) for one in sentences]

    def entities(self, tokens, words):
        spans = []
        start = 0
        while start < len(words):
            end = start
            while end < len(words) and words[end][:1].isupper():
                end += 1
            if end > start:
                text = " ".join(words[start:end])
                label = LABELS.get(text, "person" if end - start > 1 else "location")
                spans.append((start, end, label, 0.9))
            start = max(end, start + 1)
        return spans

    def attribution(self, tokens, words):
        return [(at, at + 1, "cue", 0.9) for at, word in enumerate(words) if word == "said"]

    def attributed(self, parts, cue):
        return (), parts.cue

    def tone(self, sentence, target):
        return self.polarity(sentence, target)

    def polarity(self, sentence, target):
        return _shares(OPINIONS, _mean(sentence, target))

    def relation(self, sentence, p, q):
        labels = ("neutral", "p_favor_q", "p_against_q", "q_favor_p", "q_against_p")
        return _shares(labels, _mean(sentence, p) * _mean(sentence, q))

    def topics(self, cls, mean, pieces):
        return {"medtop:11000000": float(mean[0])}


def _mean(sentence, words):
    return sentence.tokens[slice(*words)].mean(axis=0)


def _shares(labels, vector):
    parts = np.abs(vector[: len(labels)]) + 1e-3
    return dict(zip(labels, (float(part) for part in parts / parts.sum()), strict=True))


class StandInModel(Model):
    """A model that needs no weights."""

    def __init__(self):
        super().__init__(HashingEncoder(), CapitalHeads(), tower=None)

    def judge(self):
        return self.heads

    def reader(self):
        return CapitalReader()


@pytest.fixture(scope="session")
def model() -> Model:
    return StandInModel()


@pytest.fixture(scope="session")
def nlp(model: Model) -> Language:
    return build(model)


@pytest.fixture(scope="session")
def blank() -> Language:
    """Only a tokeniser."""
    return spacy.blank("en")
