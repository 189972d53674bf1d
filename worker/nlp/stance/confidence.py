"""How probable it is that a stance which the reader found is right.

A logistic regression over what is known of it: how sure the reader is of target and holder, how
both were found, and how often the article shows the same. See ``training.stance_confidence``.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

_SUREST: Final = 0.999


def log_odds(probability: float) -> float:
    """The log-odds of a probability, bounded."""
    kept = min(max(probability, 1.0 - _SUREST), _SUREST)
    return math.log(kept / (1.0 - kept))


class StanceConfidence:
    """Turns the signals of a stance into a calibrated probability."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        """Take the weight of each signal; signals without a weight count for nothing."""
        self._weights = {str(name): float(weight) for name, weight in weights.items()}

    def probability(self, signals: Mapping[str, float]) -> float:
        """The calibrated probability: of those at 0.8, eight in ten are right."""
        weighed = sum(
            self._weights.get(name, 0.0) * value for name, value in sorted(signals.items())
        )
        return 1.0 / (1.0 + math.exp(-weighed))
