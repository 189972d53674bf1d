"""Reasons not to believe a stance that the heads propose.

Each guard knows one hard class of news language, sees only words and mentions, and gives the
reason under which the abstention is counted. A guard may be wrong towards silence, never towards
a stance: nothing is emitted because of one.
"""

from typing import Literal

from spacy.tokens import Doc

from worker.nlp.claims import Claim
from worker.nlp.guards_pair import denied, gap_between, same_phrase, seat, side_by_side, third_party
from worker.nlp.guards_target import location, modifier, victim
from worker.nlp.guards_words import contradicted, defended, hypothetical, ironic, negated
from worker.nlp.mentions import Mention, MentionIndex

Reason = Literal[
    "hypothetical", "negated", "denied", "irony", "side_by_side", "third_party", "victim",
    "location", "same_phrase", "contradicted", "modifier", "defended", "seat",
]  # fmt: skip


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
        ("defended", defended(doc, claim)),
    )
    for reason, holds in objections:
        if holds:
            return reason
    return None if claim.holder is None else _between(doc, index, claim, claim.holder)


def _between(doc: Doc, index: MentionIndex, claim: Claim, holder: Mention) -> Reason | None:
    """Objections that hang on what stands between the two names."""
    gap = gap_between(holder, claim.target)
    if same_phrase(doc, gap):
        return "same_phrase"
    if seat(doc, index, claim, holder):
        return "seat"
    if side_by_side(doc, claim, gap):
        return "side_by_side"
    if denied(doc, gap):
        return "denied"
    if holder.start < claim.target.start and third_party(doc, index, claim, gap):
        return "third_party"
    return None
