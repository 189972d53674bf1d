"""The HorizontalPodAutoscaler's decisions, by the algorithm that Kubernetes documents.

It implements only what these manifests use: one external metric with an average value as its
target, and behaviours with a stabilisation window and policies that count pods.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The controller's tolerance: closer to the target than this, nothing changes.
TOLERANCE = 0.1


@dataclass(frozen=True)
class Direction:
    """How fast replicas may change in one direction. Times are in seconds."""

    window: float
    policies: tuple[tuple[int, float], ...]

    @classmethod
    def read(cls, behavior: Mapping[str, Any]) -> "Direction":
        """Read ``scaleUp`` or ``scaleDown`` of a manifest."""
        assert all(policy["type"] == "Pods" for policy in behavior["policies"])
        return cls(
            behavior["stabilizationWindowSeconds"],
            tuple((policy["value"], policy["periodSeconds"]) for policy in behavior["policies"]),
        )


@dataclass
class Autoscaler:
    """Remembers its recommendations and changes, as the controller does."""

    minimum: int
    maximum: int
    target: int
    up: Direction
    down: Direction
    _recommended: list[tuple[float, int]] = field(default_factory=list)
    _changes: list[tuple[float, int]] = field(default_factory=list)

    def decide(self, now: float, metric: int, replicas: int) -> int:
        """How many replicas there should be from now on."""
        ratio = metric / (self.target * replicas)
        wanted = replicas if abs(1 - ratio) <= TOLERANCE else math.ceil(metric / self.target)
        wanted = self._bounded(wanted)
        stable = self._stable(now, wanted, replicas)
        self._recommended.append((now, wanted))
        decided = self._bounded(self._unhurried(now, stable, replicas))
        if decided != replicas:
            self._changes.append((now, decided - replicas))
        return decided

    def _bounded(self, replicas: int) -> int:
        return min(max(replicas, self.minimum), self.maximum)

    def _stable(self, now: float, wanted: int, replicas: int) -> int:
        """Scale up or down only as far as was recommended throughout that direction's window."""

        def through(window: float, choose: Callable[[Sequence[int]], int]) -> int:
            earlier = (then for when, then in self._recommended if when > now - window)
            return choose([wanted, *earlier])

        lowest, highest = through(self.up.window, min), through(self.down.window, max)
        return min(max(replicas, lowest), highest)

    def _unhurried(self, now: float, wanted: int, replicas: int) -> int:
        """Change no more pods per period than the most permissive policy allows."""

        def at_the_start(period: float) -> int:
            return replicas - sum(by for when, by in self._changes if when > now - period)

        if wanted > replicas:
            limit = max(at_the_start(period) + pods for pods, period in self.up.policies)
            return min(wanted, max(limit, replicas))
        limit = min(at_the_start(period) - pods for pods, period in self.down.policies)
        return max(wanted, min(limit, replicas))
