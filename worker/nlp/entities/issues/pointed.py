"""Joins targets that say too little, "it" and "the measure", to what the reader points to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, KeysView, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import DocTarget, Pointer, Reference, overlaps, text_order
from worker.nlp.entities.issues.clusters import IssueCluster
from worker.nlp.entities.references.phrases import PRONOUNS

ENOUGH: Final = 0.3
"""The share of the reader's pointer that must fall on the names of one thing."""

DEMONSTRATIVES: Final = frozenset({"this", "that", "these", "those"})

ADDRESSED: Final = frozenset({"you", "yourself", "yourselves"})
"""Whom a speaker turns to. Only targets are resolved: elsewhere "you" mostly means anyone."""


def stands_for(span: TokenSpan) -> bool:
    """Whether a phrase is a single word that stands for another phrase."""
    return len(span) == 1 and any(
        span[0].lower_ in words for words in (PRONOUNS, DEMONSTRATIVES, ADDRESSED)
    )


def references(
    targets: Iterable[DocTarget], things: Sequence[Sequence[TokenSpan]]
) -> Iterator[tuple[int, Reference]]:
    """Of each target that is a pronoun, which of some things it is, where the reader is sure.

    Args:
        targets: those that are nothing known yet.
        things: of each the spans of its names.

    """
    named = Named(things)
    for target in targets:
        if stands_for(target.span):
            found = pointed(target.span, target.name, named)
            if found is not None:
                number, share = found
                yield number, Reference(target.span, "pronoun", share)


def merged(
    clusters: Sequence[IssueCluster], targets: Iterable[DocTarget]
) -> Sequence[IssueCluster]:
    """The clusters, those without a clear wording joined to the one that the reader points to."""
    pointers = {one.span: one.name for one in targets}
    clear = [one for one in clusters if not one.vague]
    named = Named([one.mentions for one in clear])
    found = list(clear)
    for cluster in clusters:
        if not cluster.vague:
            continue
        meant = Counter(
            said[0]
            for span in cluster.mentions
            if (said := pointed(span, pointers[span], named)) is not None
        )
        if not meant:
            found.append(cluster)
            continue
        at = meant.most_common(1)[0][0]
        mentions = text_order([*found[at].mentions, *cluster.mentions])
        found[at] = replace(found[at], mentions=mentions)
    return sorted(found, key=lambda cluster: cluster.mentions[0].start)


class Named:
    """Which of some things the tokens of an article name."""

    def __init__(self, things: Sequence[Sequence[TokenSpan]]) -> None:
        """Take the spans of the names of each thing."""
        self._at: dict[int, list[tuple[int, int, TokenSpan]]] = defaultdict(list)
        place = 0
        for number, names in enumerate(things):
            for name in names:
                for token in range(name.start, name.end):
                    self._at[token].append((place, number, name))
                    place += 1

    @property
    def tokens(self) -> KeysView[int]:
        """Those that are part of a name."""
        return self._at.keys()

    def at(self, token: int) -> Sequence[tuple[int, int, TokenSpan]]:
        """The names that have a token: a place in the order of all, the thing, and the name."""
        return self._at.get(token, ())


def pointed(span: TokenSpan, pointer: Pointer, named: Named) -> tuple[int, float] | None:
    """Which of some things a pointer means, with its share; None if it is not sure."""
    found = [
        (place, number, pointer.names[token])
        for token in named.tokens & pointer.names.keys()
        for place, number, name in named.at(token)
        if not overlaps(name, span)
    ]
    shares: dict[int, float] = defaultdict(float)
    for _, number, share in sorted(found):
        shares[number] += share
    best = max(sorted(shares), key=lambda number: shares[number], default=None)
    if best is None or shares[best] < ENOUGH:
        return None
    return best, min(1.0, shares[best])
