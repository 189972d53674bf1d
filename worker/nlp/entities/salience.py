"""How central an entity is: how often and how early it is named, and whether in the headline."""

import math
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.entities.grouping.clusters import Cluster

_OFTEN: Final = 0.5
_TITLE: Final = 0.3
_EARLY: Final = 0.2
_FEW: Final = 4
"""So many mentions earn the whole share for being named often, where nobody is named more."""


def saliences(clusters: list[Cluster], title_chars: int, tokens: int) -> list[float]:
    """The salience of each cluster, from 0 to 1; counts are relative to the most named one."""
    most = max([_FEW, *(len(cluster.names) for cluster in clusters)])
    return [
        salience([name.span for name in cluster.names], title_chars, tokens, most)
        for cluster in clusters
    ]


def salience(mentions: Sequence[TokenSpan], title_chars: int, tokens: int, most: int) -> float:
    """The salience of what has these mentions, from 0 to 1.

    Args:
        mentions: at least one.
        title_chars: length of the title.
        tokens: how many the article has.
        most: how often the most named thing is named.

    """
    often = min(1.0, math.log1p(len(mentions)) / math.log1p(max(most, _FEW)))
    in_title = any(span.start_char < title_chars for span in mentions)
    early = 1.0 - min(span.start for span in mentions) / max(tokens, 1)
    return _OFTEN * often + _TITLE * in_title + _EARLY * early
