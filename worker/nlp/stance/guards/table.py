"""Reasons not to believe a stance that the heads propose.

Each guard knows one hard class of news language, sees only words and mentions, and gives the
reason under which the abstention is counted. A guard may be wrong towards silence, never towards
a stance: nothing is emitted because of one.
"""

from typing import Literal

from spacy.tokens import Doc

from worker.nlp.entities.mentions import Mention, MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.guards.holder import in_aside, proxy, seat
from worker.nlp.stance.guards.pair import (
    denied,
    gap_between,
    same_phrase,
    side_by_side,
    third_party,
)
from worker.nlp.stance.guards.target import bystander, location, modifier, requested, victim
from worker.nlp.stance.guards.words import contradicted, defended, hypothetical, ironic, negated

Reason = Literal[
    "hypothetical",
    "negated",
    "denied",
    "irony",
    "side_by_side",
    "third_party",
    "victim",
    "location",
    "same_phrase",
    "same_side",
    "contradicted",
    "modifier",
    "defended",
    "seat",
    "proxy",
    "bystander",
    "requested",
]


def objection(doc: Doc, index: MentionIndex, claim: Claim) -> Reason | None:
    """The first reason to abstain from the claim, or None."""
    objections: tuple[tuple[Reason, bool], ...] = (
        ("hypothetical", hypothetical(doc, claim)),
        ("negated", negated(doc, claim)),
        ("irony", ironic(doc, claim)),
        ("contradicted", contradicted(doc, claim)),
        ("location", location(doc, index, claim)),
        ("modifier", modifier(doc, index, claim)),
        ("victim", victim(doc, index, claim)),
        ("bystander", bystander(doc, claim)),
        ("requested", requested(doc, claim)),
        ("defended", defended(doc, claim)),
    )
    first = next((reason for reason, holds in objections if holds), None)
    if first is not None or claim.holder is None:
        return first
    return _between(doc, index, claim, claim.holder)


def _between(doc: Doc, index: MentionIndex, claim: Claim, holder: Mention) -> Reason | None:
    """Objections that hang on what stands between the two names."""
    gap = gap_between(holder, claim.target)
    against = claim.polarity == "against"
    ahead = holder.start < claim.target.start
    objections: tuple[tuple[Reason, bool], ...] = (
        ("same_phrase", same_phrase(doc, gap)),
        ("same_side", against and index.same_side(holder.entity, claim.target.entity)),
        ("seat", seat(doc, index, claim, holder)),
        ("proxy", proxy(doc, index, claim, holder) or in_aside(doc, claim, holder)),
        ("side_by_side", side_by_side(doc, claim, gap)),
        ("denied", denied(doc, gap)),
        ("third_party", ahead and third_party(doc, index, claim, gap)),
    )
    return next((reason for reason, holds in objections if holds), None)
