"""The three voices that may take a stance: somebody in the sentence, a source, the author."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final, Literal

from topics.events import HolderKind, Polarity
from worker.nlp.documents import DocAttribution
from worker.nlp.evidence import evidence
from worker.nlp.guards import Claim, objection
from worker.nlp.mentions import HOLDER_TYPES, Mention
from worker.nlp.predicates import sign
from worker.nlp.reporting import DENIALS, QUESTIONS
from worker.nlp.stance_reading import Reading, Vote
from worker.nlp.wordlists import wordlist

MAX_REACH: Final = 40
"""Tokens between two names of a sentence that can still have to do with each other."""

AUTHOR_THRESHOLD: Final = 0.9
"""Most sentences that sound bad for somebody only tell bad news; the author must be plain."""

MAX_AUTHOR_MENTIONS: Final = 8
_PRONOUNS: Final = wordlist("bare_pronouns")
_EACH_OTHER: Final = (("each", "other"), ("one", "another"))
_OPINIONS: Final[tuple[Polarity, Polarity]] = ("against", "favor")


def relation_votes(reading: Reading) -> list[Vote]:
    """Somebody in the sentence is for or against somebody else in it."""
    votes: list[Vote] = []
    for number, (start, end) in enumerate(reading.sentences):
        mentions = reading.mentions(start, end)
        for one, other in _nearest_pairs(mentions):
            if reading.may_read():
                votes += _pair_votes(reading, number, one, other)
    return votes


def _nearest_pairs(mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """For any two entities the two mentions that are nearest to each other, in text order."""
    nearest: dict[tuple[int, int], tuple[Mention, Mention]] = {}
    for one, other in combinations(mentions, 2):
        gap = other.start - one.end
        if one.entity == other.entity or not 0 <= gap <= MAX_REACH:
            continue
        first, second = sorted((one.entity, other.entity))
        held = nearest.get((first, second))
        if held is None or gap < held[1].start - held[0].end:
            nearest[first, second] = (one, other)
    return list(nearest.values())


def _pair_votes(reading: Reading, number: int, p: Mention, q: Mention) -> list[Vote]:
    scores = reading.heads.relation(reading.vector(p), reading.vector(q), reading.encoded(number))
    votes = []
    each_other = _each_other(reading, p, q)
    for polarity in _OPINIONS:
        there, back = scores[f"p_{polarity}_q"], scores[f"q_{polarity}_p"]
        if each_other:
            # The head must choose one direction, so it splits what is true of both.
            there = back = there + back
        for holder, target, confidence in ((p, q, there), (q, p, back)):
            if confidence <= scores["neutral"] and not each_other:
                continue
            if reading.index.entities[holder.entity].type not in HOLDER_TYPES:
                continue
            vote = _vote(reading, number, confidence, polarity, (holder, target))
            if vote is not None:
                votes.append(vote)
    return votes


def _each_other(reading: Reading, p: Mention, q: Mention) -> bool:
    doc = reading.doc
    if any(doc[token].lower_ not in ("and", ",", "the") for token in range(p.end, q.start)):
        return False
    _, end = reading.sentences[reading.sentence_of(q.start)]
    words = [doc[token].lower_ for token in range(q.end, end)]
    return any(pair in _EACH_OTHER for pair in pairwise(words))


def _vote(
    reading: Reading,
    number: int,
    confidence: float,
    polarity: Polarity,
    pair: tuple[Mention, Mention],
) -> Vote | None:
    holder, target = pair
    bounds = _bounds(reading, number, holder, target)
    must = (min(holder.start, target.start), max(holder.end, target.end))
    if not (bounds[0] <= must[0] and must[1] <= bounds[1]):
        must = (target.start, target.end)
    span = evidence(reading.doc, bounds, must)
    claim = Claim(holder, target, polarity, (span.start, span.end), bounds)
    if not _passes(reading, claim, confidence, "stance"):
        return None
    return Vote("entity", holder.entity, target.entity, polarity, confidence, span, number)


def _bounds(reading: Reading, number: int, holder: Mention, target: Mention) -> tuple[int, int]:
    """The sentence; or, where the target stands in attributed content, as much as is content."""
    start, end = reading.sentences[number]
    reported = reading.reported
    if not reported.is_content(target.start, target.end):
        return start, end
    first, last = target.start, target.end
    while first > start and reported.is_content(first - 1, first):
        first -= 1
    while last < end and reported.is_content(last, last + 1):
        last += 1
    outside = not first <= holder.start < last
    between = range(*sorted((holder.start, target.start)))
    spoken = outside and reported.has_cue(between.start, between.stop)
    return (first, last) if spoken or not outside else (start, end)


def _passes(
    reading: Reading, claim: Claim, confidence: float, *thresholds: Literal["stance", "polarity"]
) -> bool:
    """Whether no guard objects and the head is sure enough; an abstention is counted."""
    reason = objection(reading.doc, reading.index, claim)
    if reason is None and all(
        confidence >= reading.heads.thresholds.get(name, 1.0) for name in thresholds
    ):
        return True
    reading.abstentions[reason or "stance_below_threshold"] += 1
    return False


def content_votes(
    reading: Reading, attributions: Sequence[DocAttribution], related: Sequence[Vote]
) -> list[Vote]:
    """A source is for or against those that it speaks of."""
    thirds = {(vote.sentence, vote.target, vote.polarity): vote.holder_entity for vote in related}
    numbers = {entity.id: index for index, entity in enumerate(reading.index.entities)}
    votes: list[Vote] = []
    for said in attributions:
        holder_entity = numbers.get(said.source_entity) if said.source_entity else None
        kind: HolderKind = "entity" if holder_entity is not None else "unnamed"
        if holder_entity is None and (said.source is None or said.source.text.lower() in _PRONOUNS):
            reading.abstentions["holder_unknown"] += 1
            continue
        for number, start, end in _sentences_within(reading, said):
            for target in _first_mentions(reading, start, end):
                if target.entity == holder_entity or not reading.may_read():
                    continue
                polarity, confidence = _opinion(reading, number, target)
                if polarity is None:
                    continue
                if (
                    _open(reading, said)
                    or thirds.get((number, target.entity, polarity), holder_entity) != holder_entity
                ):
                    continue
                span = evidence(reading.doc, (start, end), (target.start, target.end))
                claim = Claim(None, target, polarity, (span.start, span.end), (start, end))
                if _passes(reading, claim, confidence, "stance", "polarity"):
                    votes.append(
                        Vote(kind, holder_entity, target.entity, polarity, confidence, span, number)
                    )
    return votes


def _open(reading: Reading, said: DocAttribution) -> bool:
    """Whether the cue says that the source does not stand behind the content."""
    words = [token.lower_ for token in said.cue] if said.cue is not None else []
    for refusing, reason in ((DENIALS, "denied"), (QUESTIONS, "hypothetical")):
        if any(word in refusing for word in words):
            reading.abstentions[reason] += 1
            return True
    return False


def _sentences_within(reading: Reading, said: DocAttribution) -> list[tuple[int, int, int]]:
    """Number, start and end of each sentence's share in the content."""
    shares = []
    for content in said.content:
        number = reading.sentence_of(content.start)
        while number < len(reading.sentences) and reading.sentences[number][0] < content.end:
            start, end = reading.sentences[number]
            shares.append((number, max(start, content.start), min(end, content.end)))
            number += 1
    return shares


def _first_mentions(reading: Reading, start: int, end: int) -> list[Mention]:
    first: dict[int, Mention] = {}
    for mention in reading.mentions(start, end):
        if mention.entity not in first and mention.end <= end:
            first[mention.entity] = mention
    return list(first.values())


def _opinion(reading: Reading, number: int, target: Mention) -> tuple[Polarity | None, float]:
    scores = reading.heads.polarity(reading.vector(target), reading.encoded(number))
    return _leading(scores)


def _leading(scores: dict[str, float]) -> tuple[Polarity | None, float]:
    for polarity in _OPINIONS:
        if scores[polarity] == max(scores.values()):
            return polarity, scores[polarity]
    return None, scores["neutral"]


def author_votes(
    reading: Reading, others: Sequence[Vote]
) -> tuple[list[Vote], dict[int, dict[str, float]]]:
    """The article's own voice, outside of what it attributes to anybody.

    Gives the votes where it is plain, and the mean scores of each entity that the author speaks
    of, by the entity's number.
    """
    taken = {(vote.sentence, vote.target) for vote in others}
    sums: dict[int, dict[str, float]] = {}
    counts: dict[int, int] = {}
    votes: list[Vote] = []
    for mention in reading.index.all:
        number = reading.sentence_of(mention.start)
        if (
            counts.get(mention.entity, 0) >= MAX_AUTHOR_MENTIONS
            or reading.reported.is_content(mention.start, mention.end)
            or not reading.may_read()
        ):
            continue
        scores = reading.heads.polarity(reading.vector(mention), reading.encoded(number))
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
        total = sums.setdefault(mention.entity, dict.fromkeys(scores, 0.0))
        for label, score in scores.items():
            total[label] += score
        vote = _author_vote(reading, number, mention, scores)
        if vote is not None and (number, mention.entity) not in taken:
            votes.append(vote)
    means = {
        entity: {label: score / counts[entity] for label, score in total.items()}
        for entity, total in sums.items()
    }
    return [vote for vote in votes if _leading(means[vote.target])[0] == vote.polarity], means


def _author_vote(
    reading: Reading, number: int, target: Mention, scores: dict[str, float]
) -> Vote | None:
    polarity, confidence = _leading(scores)
    start, end = reading.sentences[number]
    if polarity is None or reading.reported.has_cue(start, end):
        return None
    span = evidence(reading.doc, (start, end), (target.start, target.end))
    claim = Claim(None, target, polarity, (span.start, span.end), (start, end))
    plain = any(sign(token) == claim.direction for token in span if token.i >= target.end) and all(
        mention.entity == target.entity for mention in reading.index.within(start, end)
    )
    if not plain or confidence < AUTHOR_THRESHOLD:
        return None
    if not _passes(reading, claim, confidence, "stance", "polarity"):
        return None
    return Vote("author", None, target.entity, polarity, confidence, span, number)
