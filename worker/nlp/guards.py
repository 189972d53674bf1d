"""Reasons not to believe a stance that the heads propose.

Each guard knows one hard class of news language, sees only words and mentions, and gives the
reason under which the abstention is counted. A guard may be wrong towards silence, never towards
a stance: nothing is emitted because of one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Doc

from topics.events import Polarity
from worker.nlp.mentions import Mention, MentionIndex
from worker.nlp.predicates import harms, predicates, sign
from worker.nlp.reporting import DENIALS
from worker.nlp.wordlists import wordlist

Reason = Literal[
    "hypothetical", "negated", "denied", "irony", "side_by_side", "third_party", "victim",
    "location", "same_phrase", "contradicted", "modifier",
]  # fmt: skip

_CONDITIONALS: Final = wordlist("conditionals")
_MODALS: Final = wordlist("modals")
_NEGATIONS: Final = wordlist("negations")
_NEGATION_REACH: Final = 5
_IRONY: Final = wordlist("irony")
_IRONIC_PHRASES: Final = ("so - called", "so called", "self - styled", "so much for")
_PLACE_PREPOSITIONS: Final = wordlist("place_prepositions")
_PLACE_TYPES: Final = frozenset({"country", "place", "facility"})
_PEOPLES: Final = frozenset({"country", "group"})
_ACTORS: Final = wordlist("offices") | wordlist("actors")
_JOINT: Final = wordlist("joint")
_RECIPROCAL: Final = wordlist("reciprocal")
_CLAIMS: Final = wordlist("claims")
_STOPS: Final = wordlist("pauses")
_LINKS: Final = wordlist("possessives") | {"of", "the"}
_VICTIM_REACH: Final = 6
_ARTICLES: Final = wordlist("place_modifiers")
_FIRM: Final = wordlist("firm_after_modal")


@dataclass(frozen=True)
class Claim:
    """A stance that a head proposes; ``holder`` is None where the holder stands elsewhere.

    ``clause`` is the evidence, ``bounds`` the sentence or the one speaker's part of it, both in
    tokens.
    """

    holder: Mention | None
    target: Mention
    polarity: Polarity
    clause: tuple[int, int]
    bounds: tuple[int, int]

    @property
    def direction(self) -> int:
        """1 for favor, -1 for against."""
        return 1 if self.polarity == "favor" else -1


def objection(doc: Doc, index: MentionIndex, claim: Claim) -> Reason | None:
    """The first reason to abstain from the claim, or None."""
    objections: tuple[tuple[Reason, bool], ...] = (
        ("hypothetical", _hypothetical(doc, claim)),
        ("negated", _negated(doc, claim)),
        ("irony", _ironic(doc, claim)),
        ("contradicted", _contradicted(doc, claim)),
        ("location", _location(doc, index, claim)),
        ("modifier", _modifier(doc, index, claim)),
        ("victim", _victim(doc, index, claim)),
    )
    for reason, holds in objections:
        if holds:
            return reason
    return None if claim.holder is None else _between(doc, index, claim, claim.holder)


def _between(doc: Doc, index: MentionIndex, claim: Claim, holder: Mention) -> Reason | None:
    """Objections that hang on what stands between the two names."""
    gap = _gap(holder, claim.target)
    if _same_phrase(doc, gap):
        return "same_phrase"
    if _side_by_side(doc, claim, gap):
        return "side_by_side"
    if _denied(doc, gap):
        return "denied"
    if holder.start < claim.target.start and _third_party(doc, index, claim, gap):
        return "third_party"
    return None


def _gap(one: Mention, other: Mention) -> tuple[int, int]:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return first.end, max(first.end, second.start)


def _hypothetical(doc: Doc, claim: Claim) -> bool:
    start, end = claim.bounds
    last = end - 1
    while last > start and not doc[last].text[0].isalnum() and doc[last].text != "?":
        last -= 1
    if doc[last].text == "?":
        return True
    for token in range(start, end):
        word = doc[token].lower_
        if word in _CONDITIONALS and (
            token == start or doc[token - 1].lower_ not in ("as", "even")
        ):
            return True
    return any(_uncertain(doc, token) for token in range(*claim.clause))


def _uncertain(doc: Doc, token: int) -> bool:
    if doc[token].lower_ not in _MODALS or doc[token].text == "May":
        return False
    following = doc[token + 1].lower_ if token + 1 < len(doc) else ""
    return following not in _FIRM


def _signed(doc: Doc, start: int, end: int, direction: int) -> Iterator[int]:
    return (token for token in range(start, end) if sign(doc[token]) == direction)


def _negated(doc: Doc, claim: Claim) -> bool:
    """Every word that speaks for the stance stands under a negation."""
    start, end = claim.clause
    speaking = list(_signed(doc, start, end, claim.direction))
    return bool(speaking) and all(_under_negation(doc, claim, token) for token in speaking)


def _contradicted(doc: Doc, claim: Claim) -> bool:
    """The clause has only words for the opposite; a fight against a third counts for nothing."""
    opposite = same = False
    for token in range(*claim.clause):
        direction = sign(doc[token])
        if direction == 0 or _against_third(doc, claim, token):
            continue
        if _under_negation(doc, claim, token):
            direction = -direction
        same = same or direction == claim.direction
        opposite = opposite or direction != claim.direction
    return opposite and not same


def _against_third(doc: Doc, claim: Claim, token: int) -> bool:
    """Part of "the war against terror", where the target is not what is fought."""
    start, end = claim.clause
    for at in range(max(start, token - 3), min(end, token + 3)):
        if doc[at].lower_ == "against":
            after = claim.target.start - at
            return not 0 < after <= _NEGATION_REACH
    return False


def _under_negation(doc: Doc, claim: Claim, token: int) -> bool:
    for before in range(token - 1, max(claim.bounds[0], token - _NEGATION_REACH) - 1, -1):
        word = doc[before].lower_
        if word in _STOPS:
            return False
        if word in _NEGATIONS:
            # "not only" denies nothing.
            return doc[before + 1].lower_ != "only"
    return False


def _ironic(doc: Doc, claim: Claim) -> bool:
    if claim.polarity != "favor":
        return False
    words = [doc[token].lower_ for token in range(*claim.clause)]
    text = " ".join(words)
    return any(phrase in text for phrase in _IRONIC_PHRASES) or not _IRONY.isdisjoint(words)


def _location(doc: Doc, index: MentionIndex, claim: Claim) -> bool:
    """The target is only where something happens: "a fight against corruption in Ukraine"."""
    if index.entities[claim.target.entity].type not in _PLACE_TYPES:
        return False
    before = claim.target.start - 1
    while before > claim.bounds[0] and doc[before].lower_ in _ARTICLES:
        before -= 1
    if before < claim.bounds[0]:
        return False
    trusting = before > claim.bounds[0] and sign(doc[before - 1]) != 0
    return doc[before].lower_ in _PLACE_PREPOSITIONS and not (
        trusting
        and doc[before].lower_ == "in"
        and doc[before - 1].lower_.startswith(("trust", "confid"))
    )


def _modifier(doc: Doc, index: MentionIndex, claim: Claim) -> bool:
    """The target only says which: "the Syrian conflict", "warm Russian-Israeli ties"."""
    entity = index.entities[claim.target.entity]
    if entity.type not in _PEOPLES or claim.target.span.text == entity.name:
        return False
    if claim.target.end >= claim.bounds[1]:
        return False
    following = doc[claim.target.end]
    if following.text == "-":
        return not doc[claim.target.end - 1].whitespace_
    return (
        following.is_lower
        and following.is_alpha
        and not (following.is_stop or predicates(following) or following.lower_ in _ACTORS)
    )


def _victim(doc: Doc, index: MentionIndex, claim: Claim) -> bool:
    """The target is harmed by a third: whoever tells it is hardly against the one who suffers."""
    if claim.polarity != "against":
        return False
    target = claim.target
    start, end = claim.bounds
    for token in range(target.start - 1, max(start, target.start - _VICTIM_REACH) - 1, -1):
        mention = index.at(token)
        if doc[token].text in _STOPS or (mention and mention.entity != target.entity):
            break
        if harms(doc[token]):
            return _harmed_by_third(index, claim, start, token)
    for token in range(target.end, min(end - 1, target.end + 4)):
        passive = doc[token].lower_ in {"was", "were", "been", "being", "is", "are"}
        if passive and harms(doc[token + 1]) and doc[token + 1].lower_.endswith("ed"):
            return claim.holder is None or claim.holder.start < target.start
    return False


def _harmed_by_third(index: MentionIndex, claim: Claim, start: int, harm: int) -> bool:
    for token in range(harm - 1, start - 1, -1):
        actor = index.at(token)
        if actor is not None:
            return claim.holder is None or actor.entity != claim.holder.entity
    return False


def _same_phrase(doc: Doc, gap: tuple[int, int]) -> bool:
    """Two names in one noun phrase: "Russian President Vladimir Putin", "Peru's Luis Rojas"."""
    words = [doc[token] for token in range(*gap)]
    return all((word.is_title or word.lower_ in _LINKS) and not predicates(word) for word in words)


def _side_by_side(doc: Doc, claim: Claim, gap: tuple[int, int]) -> bool:
    """Two who do something together are not against each other for what they do it against."""
    if claim.polarity != "against":
        return False
    words = [doc[token].lower_ for token in range(*gap)]
    joined = (
        bool(words)
        and words[-1] in _JOINT
        and not any(sign(doc[token]) < 0 for token in range(*gap))
    )
    if not joined:
        return False
    sentence = (doc[token].lower_ for token in range(*claim.bounds))
    return not any(word in _RECIPROCAL for word in sentence)


def _denied(doc: Doc, gap: tuple[int, int]) -> bool:
    """A denial that has a claim for its object: what follows it is not the holder's view."""
    for token in range(*gap):
        if doc[token].lower_ in DENIALS:
            following = [doc[after].lower_ for after in range(token + 1, min(token + 4, gap[1]))]
            return any(word in _CLAIMS or word.endswith("ing") for word in following)
    return False


def _third_party(doc: Doc, index: MentionIndex, claim: Claim, gap: tuple[int, int]) -> bool:
    """Somebody between holder and target does it: "A praised B for condemning C"."""
    holder = claim.holder
    assert holder is not None
    listed, previous = True, holder.end
    for mention in index.within(*gap):
        listed = listed and _list_only(doc, previous, mention.start)
        previous = mention.end
        if listed or mention.entity in (holder.entity, claim.target.entity):
            continue
        for token in range(mention.end, gap[1]):
            if doc[token].text in _STOPS:
                break
            if sign(doc[token]) != 0 or harms(doc[token]):
                return True
    return False


def _list_only(doc: Doc, start: int, end: int) -> bool:
    return all(doc[token].lower_ in (",", "and", "or", "&", "the") for token in range(start, end))
