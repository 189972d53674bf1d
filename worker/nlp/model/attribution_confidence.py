"""The probability that an attribution is real: that somebody says, thinks or feels something.

The tagger scores every part by itself. It mistakes an action for a cue if a source and something
like a content are next to it: "voters chose Kolb because …". Two things tell such cases apart: the
scores of all three parts together, and how often the words of the cue report something.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

BY_RULE: Final = 0.9
"""The score of a part that was found by quotation marks or a rule, and not by the tagger."""

_SUREST: Final = 0.99


class PartScores(NamedTuple):
    """The tagger's score of each part, in 0..1; ``source`` is None if there is none."""

    source: float | None
    cue: float
    content: float


class Signals(NamedTuple):
    """What the confidence is computed from: log-odds; ``no_source`` is 1 without a source."""

    cue: float
    source: float
    no_source: float
    content: float
    reporting: float
    """the log-odds of being part of a cue, for the cue's most telling word"""


class AttributionConfidence:
    """A logistic regression on a few signals; see ``training.attribution_confidence``."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._weights = [float(weight) for weight in description["weights"]]
        self._bias = float(description["bias"])
        self._words = {str(word): float(odds) for word, odds in description["words"].items()}
        self._rare = float(description["rare"])
        if len(self._weights) != len(Signals._fields):
            raise ValueError(f"an attribution has {len(self._weights)} weights")

    def signals(self, parts: PartScores, cue: Sequence[str]) -> Signals:
        """What the confidence is computed from.

        Args:
            parts: the tagger's scores.
            cue: the words of the cue, in lower case.

        """
        return Signals(
            cue=_log_odds(parts.cue),
            source=0.0 if parts.source is None else _log_odds(parts.source),
            no_source=float(parts.source is None),
            content=_log_odds(parts.content),
            reporting=max((self._words.get(word, self._rare) for word in cue), default=self._rare),
        )

    def probability(self, signals: Signals) -> float:
        """The calibrated probability: of those at 0.8, eight in ten are attributions."""
        weighed = sum(
            weight * signal for weight, signal in zip(self._weights, signals, strict=True)
        )
        return 1.0 / (1.0 + math.exp(-(weighed + self._bias)))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1.0 - _SUREST), _SUREST)
    return math.log(kept / (1.0 - kept))
