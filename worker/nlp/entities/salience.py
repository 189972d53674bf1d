"""How central an entity is: how often and how early it is named, and whether in the headline."""

import math
from typing import Final

from worker.nlp.entities.grouping.clusters import Cluster

_OFTEN: Final = 0.5
_TITLE: Final = 0.3
_EARLY: Final = 0.2
_FEW: Final = 4
"""So many mentions earn the whole share for being named often, where nobody is named more."""


def saliences(clusters: list[Cluster], title_chars: int, tokens: int) -> list[float]:
    """The salience of each cluster, from 0 to 1; counts are relative to the most named one."""
    most = max([_FEW, *(len(cluster.names) for cluster in clusters)])
    return [_salience(cluster, title_chars, tokens, most) for cluster in clusters]


def _salience(cluster: Cluster, title_chars: int, tokens: int, most: int) -> float:
    often = math.log1p(len(cluster.names)) / math.log1p(most)
    in_title = any(name.span.start_char < title_chars for name in cluster.names)
    early = 1.0 - cluster.first() / max(tokens, 1)
    return _OFTEN * often + _TITLE * in_title + _EARLY * early
