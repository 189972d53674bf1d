"""The reader's voice: whoever the reader points to is for or against the targets that it tags."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from worker.nlp.documents import DocTarget
from worker.nlp.entities.kinds import NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.confidence import log_odds
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.holders import Held, holders_of
from worker.nlp.stance.reading import Heard, Reading, Vote


@dataclass(frozen=True)
class _Proposal:
    """A stance that the reader found in one sentence, with both parties known."""

    target: DocTarget
    entity: int
    mention: Mention | None
    held: Held
    rank: int
    """0 for the most probable holder of this target"""

    @property
    def pair(self) -> tuple[object, ...]:
        return (self.held.kind, self.held.entity, self.entity)


def read_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """What the reader found, with the probability that it is right."""
    proposals = list(_proposals(reading))
    counts: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for one in proposals:
        counts[one.pair][one.target.polarity] += 1
    votes = []
    for one in proposals:
        signals = _signals(reading, one, counts[one.pair])
        confidence = reading.confidence.probability(signals)
        if confidence >= reading.thresholds.get("read", 0.0):
            votes.append(_vote(reading, one, confidence, signals))
        else:
            reading.abstentions["stance_below_threshold"] += 1
    return Heard(votes)


def _proposals(reading: Reading) -> Iterator[_Proposal]:
    for target in reading.targets:
        entity = reading.index.meant_by(target.span)
        if entity is None:
            reading.abstentions["target_unknown"] += 1
            continue
        if reading.index.entities[entity].type in NO_TARGETS:
            continue
        held = holders_of(reading, target)
        if not held:
            reading.abstentions["holder_unknown"] += 1
        mention = reading.index.at(target.span.end - 1)
        for rank, one in enumerate(held):
            if one.entity != entity:
                yield _Proposal(target, entity, mention, one, rank)


def _signals(reading: Reading, one: _Proposal, counts: Counter[str]) -> Mapping[str, float]:
    target, held = one.target, one.held
    entity = reading.index.entities[one.entity]
    agreeing = counts[target.polarity]
    kind: str = "name" if one.mention is None else one.mention.kind
    if entity.type == "issue":
        kind = "vague issue" if entity.vague else "issue"
    return {
        "bias": 1.0,
        "target": log_odds(target.probability),
        "opposite": math.log(max(target.opposite, 1e-3)),
        "not first": float(one.rank > 0),
        "plain": log_odds(target.plain),
        "holder": log_odds(held.share),
        f"holder is {held.found}": 1.0,
        f"target is {kind}": 1.0,
        f"type {entity.type}": 1.0,
        "agreeing": math.log(agreeing),
        "opposing": (counts.total() - agreeing) / counts.total(),
        "quoted": float(reading.reported.is_quoted(target.span.start, target.span.end)),
        "against": float(target.polarity == "against"),
        "title": float(target.sentence == 0 and reading.has_title),
    }


def _vote(
    reading: Reading, one: _Proposal, confidence: float, signals: Mapping[str, float]
) -> Vote:
    target, held = one.target, one.held
    bounds = reading.sentences[target.sentence]
    return Vote(
        holder=held.kind,
        holder_entity=held.entity,
        target=one.entity,
        polarity=target.polarity,
        confidence=confidence,
        evidence=evidence(reading.doc, bounds, (target.span.start, target.span.end)),
        sentence=target.sentence,
        holder_words=held.words,
        target_words=target.span,
        signals=signals,
    )
