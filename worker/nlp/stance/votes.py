"""What each sentence shows, with the probability that it is right."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

from topics.events import Polarity
from worker.nlp.stance.confidence import log_odds
from worker.nlp.stance.holders import Held, speaking
from worker.nlp.stance.proposals import Proposal, proposals
from worker.nlp.stance.reading import Reading, Vote
from worker.nlp.stance.verification import verified
from worker.nlp.tokens import span_of


@dataclass(frozen=True)
class Shown:
    """How often, and how surely, the sentences of an article show one polarity of a pair."""

    sentences: int = 0
    doubt: float = 1.0
    """how probable it is that none of them does"""

    def more(self, probability: float) -> "Shown":
        """The same with one more sentence."""
        return Shown(self.sentences + 1, self.doubt * (1 - probability))


Pair: TypeAlias = Mapping[Polarity, Shown]
"""What the article shows of a holder and a target."""


def votes(reading: Reading) -> list[Vote]:
    """The stances of every sentence that no guard objects to and that are probable enough."""
    allowed = [one for one in proposals(reading) if reading.allows(one.claim)]
    pairs: dict[tuple[object, ...], dict[Polarity, Shown]] = defaultdict(dict)
    for one in allowed:
        sides = pairs[one.pair]
        shown = sides.get(one.target.polarity, Shown())
        sides[one.target.polarity] = shown.more(one.target.probability * one.held.share)
    article = Article.of(reading)
    found = []
    every = [signals(reading, one, pairs[one.pair], article) for one in allowed]
    for one, given in zip(allowed, verified(reading, allowed, every), strict=True):
        confidence = reading.confidence.probability(given)
        if confidence >= reading.thresholds.get("read", 0.0):
            found.append(_vote(reading, one, confidence, given))
        else:
            reading.abstentions["stance_below_threshold"] += 1
    return found


@dataclass(frozen=True)
class Article:
    """What the reader finds in the article as a whole."""

    opinion: float
    """how much of what it finds is held by the author"""
    targets: Mapping[int, int]
    """of each sentence, how many targets it has"""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Take it from what the reader found."""
        found = reading.targets
        opinion = sum(one.author for one in found) / max(1, len(found))
        return cls(opinion, Counter(one.sentence for one in found))


def signals(reading: Reading, one: Proposal, pair: Pair, article: Article) -> Mapping[str, float]:
    """What the confidence of a stance is computed from.

    Args:
        reading: the article.
        one: the stance.
        pair: what all sentences show of its holder and target.
        article: what else is found in the article.

    """
    target, held = one.target, one.held
    entity = reading.index.entities[one.entity]
    agreeing = pair[target.polarity]
    opposing = pair.get("favor" if target.polarity == "against" else "against", Shown())
    mention = reading.index.headed(target.span)
    words: str = "name" if mention is None else mention.kind
    if one.deed:
        words = "deed"
    elif entity.vague:
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
        "opposing": opposing.sentences / (agreeing.sentences + opposing.sentences),
        "pair": log_odds(1 - agreeing.doubt),
        "quoted": float(reading.reported.is_quoted(target.span.start, target.span.end)),
        "against": float(target.polarity == "against"),
        "title": float(target.sentence == 0 and reading.has_title),
        "salient target": math.log(max(entity.salience, 1e-2)),
        "words": math.log(len(target.span)),
        "targets here": math.log(article.targets[target.sentence]),
        "author in opinion": article.opinion if held.kind == "author" else 0.0,
        "speaker": float(_is_speaking(reading, one)),
        f"holder type {_holder_type(reading, held)}": 1.0,
    }


def _is_speaking(reading: Reading, one: Proposal) -> bool:
    """Whether the words around the target are said by the holder."""
    said = speaking(reading, one.target.span)
    number = None if said is None else reading.entity_number(said.source_entity)
    return number is not None and number == one.held.entity


def _holder_type(reading: Reading, held: Held) -> str:
    return held.kind if held.entity is None else reading.index.entities[held.entity].type


def _vote(reading: Reading, one: Proposal, confidence: float, given: Mapping[str, float]) -> Vote:
    start, end = one.claim.clause
    return Vote(
        holder=one.held.kind,
        holder_entity=one.held.entity,
        target=one.entity,
        polarity=one.target.polarity,
        confidence=confidence,
        evidence=span_of(reading.doc, start, end),
        sentence=one.target.sentence,
        holder_words=one.held.words,
        target_words=one.target.span,
        signals=given,
    )
