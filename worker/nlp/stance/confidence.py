"""How probable it is that a stance which the reader found is right.

A logistic regression over what is known of it: how sure the reader is of target and holder, how
both were found, how often the article shows the same, and what the verifier says. Only what may be
right is verified, so there is a second regression for all else. See ``training.stance_confidence``.
"""

import math
from collections.abc import Mapping
from typing import Any, Final, Self

VERIFIED: Final = "verified"
"""The signal that only a stance has which the verifier was asked about."""

_SUREST: Final = 0.999


def log_odds(probability: float) -> float:
    """The log-odds of a probability, bounded."""
    kept = min(max(probability, 1.0 - _SUREST), _SUREST)
    return math.log(kept / (1.0 - kept))


class StanceConfidence:
    """Turns the signals of a stance into a calibrated probability."""

    def __init__(
        self,
        weights: Mapping[str, float],
        unverified: Mapping[str, float] | None = None,
        asked_from: float = 0.0,
    ) -> None:
        """Take the weight of each signal; signals without a weight count for nothing.

        Args:
            weights: of the signals of a stance that was verified.
            unverified: of those of one that was not; the same if None.
            asked_from: how probable a stance has to be before it is verified.

        """
        self._weights = dict(weights)
        self._unverified = self._weights if unverified is None else dict(unverified)
        self.asked_from = asked_from

    @classmethod
    def described(cls, description: Mapping[str, Any]) -> Self:
        """Take it from what model.json has under "read"."""
        return cls(
            description["weights"],
            description.get("unverified"),
            float(description.get("asked_from", 0.0)),
        )

    def probability(self, signals: Mapping[str, float]) -> float:
        """The calibrated probability: of those at 0.8, eight in ten are right."""
        weights = self._weights if VERIFIED in signals else self._unverified
        weighed = sum(weights.get(name, 0.0) * value for name, value in sorted(signals.items()))
        return 1.0 / (1.0 + math.exp(-weighed))
