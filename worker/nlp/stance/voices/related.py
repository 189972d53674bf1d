"""One who is named in a sentence, for or against another who is named in it."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

from spacy.tokens import Span as TokenSpan

from topics.events import Polarity
from worker.nlp.english.verbs import sign
from worker.nlp.entities.kinds import HOLDER_TYPES, NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence, has_verb
from worker.nlp.stance.reading import OPINIONS, Heard, Reading, Vote

MAX_REACH: Final = 40
"""Tokens between two names of a sentence that can still have to do with each other."""

_EACH_OTHER: Final = (("each", "other"), ("one", "another"))
_BETWEEN_EACH_OTHER: Final = frozenset({"and", ",", "the", "&"})


def related_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """What every two who are named in one sentence think of each other."""
    votes: list[Vote] = []
    for number, (start, end) in enumerate(reading.sentences):
        for one, other in _nearest_pairs(reading.mentions(start, end)):
            either = _able(reading, one, other) or _able(reading, other, one)
            if either and reading.may_read():
                votes += _pair_votes(reading, number, one, other)
    return Heard(votes)


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
    scores = reading.relation(number, p.span, q.span)
    each_other = _each_other(reading, p, q)
    votes = []
    for polarity in OPINIONS:
        there, back = scores[f"p_{polarity}_q"], scores[f"q_{polarity}_p"]
        if each_other:
            # The head must choose one direction, so it splits what is true of both.
            there = back = there + back
        for holder, target, confidence in ((p, q, there), (q, p, back)):
            if confidence > scores["neutral"]:
                vote = _vote(reading, number, (holder, target), polarity, confidence)
                votes += [] if vote is None else [vote]
    return votes


def _able(reading: Reading, holder: Mention, target: Mention) -> bool:
    """Whether the one can take a stance at all, and the other be a target."""
    entities = reading.index.entities
    return (
        entities[holder.entity].type in HOLDER_TYPES
        and entities[target.entity].type not in NO_TARGETS
    )


def _each_other(reading: Reading, p: Mention, q: Mention) -> bool:
    doc = reading.doc
    if any(doc[token].lower_ not in _BETWEEN_EACH_OTHER for token in range(p.end, q.start)):
        return False
    _, end = reading.sentences[reading.sentence_of(q.start)]
    words = [doc[token].lower_ for token in range(q.end, end)]
    return any(pair in _EACH_OTHER for pair in pairwise(words))


def _vote(
    reading: Reading,
    number: int,
    pair: tuple[Mention, Mention],
    polarity: Polarity,
    confidence: float,
) -> Vote | None:
    holder, target = pair
    if not _able(reading, holder, target):
        return None
    reported = reading.reported
    if reported.is_quoted(holder.start, holder.end) and not reported.is_quoted(
        target.start, target.end
    ):
        # Who is named inside somebody's words does not act outside of them.
        reading.abstentions["quoted_holder"] += 1
        return None
    bounds, span = _shown(reading, number, holder, target)
    claim = Claim(holder, target, polarity, (span.start, span.end), bounds)
    if not reading.passes(claim, confidence):
        return None
    return Vote("entity", holder.entity, target.entity, polarity, confidence, span, number)


def _shown(
    reading: Reading, number: int, holder: Mention, target: Mention
) -> tuple[tuple[int, int], TokenSpan]:
    """The evidence, and the part of the sentence that it was cut from.

    Where the holder says it of the target, the content alone; but in "praised Peru's miners" the
    cue itself takes the stance.
    """
    sentence = reading.sentences[number]
    share = _content_around(reading, sentence, target)
    if share is not None and not share[0] <= holder.start < share[1]:
        outside = [*range(sentence[0], share[0]), *range(share[1], sentence[1])]
        cues = [token for token in outside if reading.reported.has_cue(token, token + 1)]
        span = evidence(reading.doc, share, (target.start, target.end))
        if cues and not any(sign(reading.doc[token]) for token in cues) and has_verb(span):
            return share, span
    inside = share is not None and share[0] <= holder.start < share[1]
    bounds = share if inside and share is not None else sentence
    must = (min(holder.start, target.start), max(holder.end, target.end))
    return bounds, evidence(reading.doc, bounds, must)


def _content_around(
    reading: Reading, sentence: tuple[int, int], target: Mention
) -> tuple[int, int] | None:
    """As much of the sentence around the target as is attributed to somebody, if it is."""
    reported = reading.reported
    if not reported.is_content(target.start, target.end):
        return None
    first, last = target.start, target.end
    while first > sentence[0] and reported.is_content(first - 1, first):
        first -= 1
    while last < sentence[1] and reported.is_content(last, last + 1):
        last += 1
    return first, last
