"""Fits the guess at a given name's gender from its spelling.

It learns from the list of given names, from the gazetteer's people, and from the marks: who is "he"
or "she" in one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.names import parts
from worker.nlp.entities.references.given_names import pieces

LEAST: Final = 5
"""Names that a piece has to be in."""

_STEPS: Final = 400
_RATE: Final = 4.0
_DECAY: Final = 3e-4


_OF_MEN: Final = frozenset({"he", "him", "his", "himself"})
_OF_WOMEN: Final = frozenset({"she", "her", "hers", "herself"})


def given_names(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Each given name with the share of men among those who have it.

    Args:
        rows: articles of ``train.jsonl``, as read.

    """
    people: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        for mark in row["stances"]:
            for words, name in ((mark["hw"], mark["h"]), (mark["tw"], mark["t"])):
                word = words.rpartition(":")[2].lower()
                if word in _OF_MEN | _OF_WOMEN and len(parts(name)) > 1:
                    people[parts(name)[0]][name] = float(word in _OF_MEN)
    for record in gazetteer().people():
        if record.gender is not None and len(parts(record.name)) > 1:
            people[parts(record.name)[0]][record.name] = float(record.gender == "m")
    shares = {first: sum(those.values()) / len(those) for first, those in people.items()}
    men, women = word_list("given_m"), word_list("given_f")
    return (
        shares | dict.fromkeys(sorted(men - women), 1.0) | dict.fromkeys(sorted(women - men), 0.0)
    )


def spelling(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The weight of each piece, and of the empty piece the bias, by logistic regression."""
    known = given_names(rows)
    names = sorted(known)
    count = Counter(piece for name in names for piece in pieces(name))
    kept = sorted(piece for piece, number in count.items() if number >= LEAST or piece in known)
    column = {piece: number for number, piece in enumerate(kept)}
    inputs = np.zeros((len(names), len(kept)), dtype=np.float32)
    for number, name in enumerate(names):
        for piece in pieces(name):
            if piece in column:
                inputs[number, column[piece]] = 1.0
    right = np.array([known[name] for name in names], dtype=np.float32)
    weights, bias = np.zeros(len(kept), dtype=np.float32), 0.0
    for _ in range(_STEPS):
        errors = 1 / (1 + np.exp(-(inputs @ weights + bias))) - right
        weights -= _RATE * (inputs.T @ errors / len(names) + _DECAY * weights)
        bias -= _RATE * float(errors.mean())
    found = {piece: round(float(weights[column[piece]]), 2) for piece in kept}
    return {"": round(bias, 2)} | {piece: weight for piece, weight in found.items() if weight}
