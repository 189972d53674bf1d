"""What each sentence shows, with the probability that it is right."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from worker.nlp.stance.confidence import log_odds
from worker.nlp.stance.proposals import Proposal, proposals
from worker.nlp.stance.reading import Reading, Vote


def votes(reading: Reading) -> list[Vote]:
    """The stances of every sentence that no guard objects to and that are probable enough."""
    allowed = [one for one in proposals(reading) if reading.allows(one.claim)]
    counts: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for one in allowed:
        counts[one.pair][one.target.polarity] += 1
    found = []
    for one in allowed:
        given = signals(reading, one, counts[one.pair])
        confidence = reading.confidence.probability(given)
        if confidence >= reading.thresholds.get("read", 0.0):
            found.append(_vote(reading, one, confidence, given))
        else:
            reading.abstentions["stance_below_threshold"] += 1
    return found


def signals(reading: Reading, one: Proposal, counts: Counter[str]) -> Mapping[str, float]:
    """What the confidence of a stance is computed from.

    Args:
        reading: the article.
        one: the stance.
        counts: how many sentences show each polarity of the pair.

    """
    target, held = one.target, one.held
    entity = reading.index.entities[one.entity]
    agreeing = counts[target.polarity]
    mention = reading.index.headed(target.span)
    words: str = "name" if mention is None else mention.kind
    if entity.vague:
        words = "vague"
    elif entity.type == "issue":
        words = "issue"
    return {
        "bias": 1.0,
        "target": log_odds(target.probability),
        "opposite": math.log(max(target.opposite, 1e-3)),
        "plain": log_odds(target.plain),
        "holder": log_odds(held.share),
        "joint holder": float(one.rank > 0),
        f"holder is {held.found}": 1.0,
        f"target is {words}": 1.0,
        f"type {entity.type}": 1.0,
        "agreeing": math.log(agreeing),
        "opposing": (counts.total() - agreeing) / counts.total(),
        "quoted": float(reading.reported.is_quoted(target.span.start, target.span.end)),
        "against": float(target.polarity == "against"),
        "title": float(target.sentence == 0 and reading.has_title),
    }


def _vote(reading: Reading, one: Proposal, confidence: float, given: Mapping[str, float]) -> Vote:
    start, end = one.claim.clause
    return Vote(
        holder=one.held.kind,
        holder_entity=one.held.entity,
        target=one.entity,
        polarity=one.target.polarity,
        confidence=confidence,
        evidence=reading.doc[start:end],
        sentence=one.target.sentence,
        holder_words=one.held.words,
        target_words=one.target.span,
        signals=given,
    )
