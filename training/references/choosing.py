"""Fits the scorer, and its thresholds on articles that were left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from training.references.examples import Marked
from training.references.fitting import Example, fit
from worker.nlp.entities.references.features import table
from worker.nlp.entities.references.phrases import PhraseKind
from worker.nlp.entities.references.scene import Scene
from worker.nlp.entities.references.scorer import Network, person_genders

FOLDS: Final = 4
GOALS: Final[Mapping[PhraseKind, float]] = {"pronoun": 0.9, "description": 0.85}
"""How many of the resolved have to be right."""


@dataclass(frozen=True)
class Case:
    """One marked phrase: what the network learns from, and what its answer is judged by."""

    kind: PhraseKind
    example: Example
    entities: frozenset[int]
    measured: bool


@dataclass(frozen=True)
class Judged:
    """The answer for one marked phrase of an article that was left out."""

    kind: PhraseKind
    probability: float
    right: bool
    measured: bool


def cases(
    marked: Marked, nouns: Mapping[str, Mapping[str, float]], spelling: Mapping[str, float]
) -> list[Case]:
    """The marked phrases of a doc whose entities and attributions are found."""
    scene = Scene(marked.doc)
    genders = person_genders(scene, spelling)
    found = []
    for at, answer in sorted(marked.answers.items()):
        phrase = marked.phrases[at]
        rows = table(scene, phrase, nouns, genders)
        right = np.zeros(len(rows.rows), dtype=np.float32)
        right[[number for number in answer.entities if rows.allowed[number]]] = 1.0
        if not right.any():
            right[-1] = 1.0
        example = Example(rows.rows, rows.allowed, right)
        found.append(Case(phrase.kind, example, answer.entities, answer.measured))
    return found


def fitted(
    articles: Sequence[Sequence[Case]], *, networks: int = 3, folds: int = FOLDS
) -> tuple[Network, list[Judged]]:
    """The scorer's network, and what the same recipe says of each article when it is left out.

    Args:
        articles: the cases of each article.
        networks: how many are fitted from different beginnings and averaged.
        folds: into how many parts the articles are split to be left out in turn.

    """
    judged: list[Judged] = []
    for fold in range(folds):
        seen = [one for at, those in enumerate(articles) if at % folds != fold for one in those]
        network = _network(seen, 1)
        for at in range(fold, len(articles), folds):
            judged += [_judged(network, one) for one in articles[at]]
    return _network([one for those in articles for one in those], networks), judged


def thresholds(judged: Sequence[Judged]) -> dict[PhraseKind, float]:
    """The lowest probability from which on as many are right as ``GOALS`` asks."""
    found: dict[PhraseKind, float] = {}
    for kind, goal in GOALS.items():
        those = sorted(
            (one for one in judged if one.kind == kind and one.measured),
            key=lambda one: -one.probability,
        )
        right = np.cumsum([one.right for one in those]) / np.arange(1, len(those) + 1)
        good = np.flatnonzero(right >= goal)
        found[kind] = round(those[int(good[-1])].probability, 4) if len(good) else 1.0
    return found


def _judged(network: Network, case: Case) -> Judged:
    probable = network.probabilities(case.example.rows, case.example.allowed)[:-1]
    entity = int(probable.argmax())
    return Judged(case.kind, float(probable[entity]), entity in case.entities, case.measured)


def _network(seen: Sequence[Case], networks: int) -> Network:
    every = [fit([one.example for one in seen], seed=seed) for seed in range(networks)]
    return Network(
        every[0].mean,
        every[0].scale,
        np.concatenate([one.first for one in every]),
        np.concatenate([one.bias for one in every]),
        np.concatenate([one.second for one in every]),
    )
