"""How central an entity is: how often it is named, how early, and whether the headline names it."""

import math
from typing import Final

from worker.nlp.entities.grouping.clusters import Cluster

_OFTEN: Final = 0.5
_TITLE: Final = 0.3
_EARLY: Final = 0.2
_FEW: Final = 4
"""Being named most is worth all of its share only if it is this often."""


def saliences(clusters: list[Cluster], title_chars: int, tokens: int) -> list[float]:
    """A number between 0 and 1 for each; the counts are taken against the most named entity."""
    most = max([_FEW, *(len(cluster.names) for cluster in clusters)])
    return [_salience(cluster, title_chars, tokens, most) for cluster in clusters]


def _salience(cluster: Cluster, title_chars: int, tokens: int, most: int) -> float:
    often = math.log1p(len(cluster.names)) / math.log1p(most)
    in_title = any(name.span.start_char < title_chars for name in cluster.names)
    early = 1.0 - cluster.first() / max(tokens, 1)
    return _OFTEN * often + _TITLE * in_title + _EARLY * early
