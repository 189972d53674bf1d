"""How probable it is that a stance which the reader found is right.

Two logistic regressions. The first is over what the reader knows from one pass: how sure it is of
target and holder, how both were found, how often the article shows the same. Where that leaves it
open, the reader looks again, and the second regression is over what it sees then, too. See
``training.stance_confidence``.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

_SUREST: Final = 0.999

Signals = Mapping[str, float]


def log_odds(probability: float) -> float:
    """The log-odds of a probability, bounded."""
    kept = min(max(probability, 1.0 - _SUREST), _SUREST)
    return math.log(kept / (1.0 - kept))


class StanceConfidence:
    """Turns the signals of a stance into a calibrated probability."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        """Take what model.json says; signals without a weight count for nothing.

        Args:
            description: the weights of both regressions, "first" and "second", and "looked_at",
                the least probability by the first from which on the reader looks again.

        """
        self._first = _weights(description["first"])
        self._second = _weights(description["second"])
        self.looked_at = float(description["looked_at"])

    def first(self, signals: Signals) -> float:
        """The probability by the first regression."""
        return _probability(self._first, signals)

    def second(self, signals: Signals) -> float:
        """The calibrated probability after a second look: of those at 0.8, 8 in 10 are right."""
        return _probability(self._second, signals)


def _weights(given: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(weight) for name, weight in given.items()}


def _probability(weights: Mapping[str, float], signals: Signals) -> float:
    weighed = sum(weights.get(name, 0.0) * value for name, value in sorted(signals.items()))
    return 1.0 / (1.0 + math.exp(-weighed))
