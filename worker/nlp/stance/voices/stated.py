"""Stances that a set phrase states: who are allies, whose doors are open, from whom arms are kept.

The verbs in them say nothing of opinions, so the heads see little. In somebody's words a phrase
counts for the speaker, and only where the speaker stands on one of its two sides: what an envoy
says of two other countries is the envoy's report.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from topics.events import Polarity
from worker.nlp.english.marks import OPENING_MARKS
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import HOLDER_TYPES, NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import NEGATIONS, Claim, under_negation
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.reading import Heard, Reading, Vote
from worker.nlp.stance.voices.mutual import CONFIDENCE

DESCRIBED: Final = 4
"""Words between "are" and "allies" at most."""

ON_THE_WAY: Final = 24
"""Words between "prevent" and the arms at most."""

SENT: Final = 3
"""Words from the arms to "to" at most: "weapons from reaching"."""

_AND: Final = frozenset({"and", ",", "&", "the"})
_COPULAS: Final = word_list("present_copulas")
_QUOTES: Final = OPENING_MARKS
_ALLIES: Final = word_list("allies")
_FOES: Final = word_list("foes")
_ELSEWHERE: Final = word_list("bound_elsewhere")
_OWNERS: Final = word_list("owners")
_UNDOING: Final = word_list("undoing_relations")
_POSSESSIVES: Final = word_list("possessives")
_DOORS: Final = frozenset({"door", "doors"})
_HINDERING: Final = word_list("hindering")
_ARMS: Final = word_list("arms")
_REACHING: Final = word_list("reaching")
_FIRST_PERSON: Final = frozenset({"we", "i"})


class _Stated(NamedTuple):
    """Whom a phrase puts on which side; ``holder`` is None where the speaker says "we"."""

    holder: Mention | None
    target: Mention
    polarity: Polarity
    start: int
    end: int


def stated_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """A vote for each set phrase of an article, by whoever says it."""
    speakers: dict[int, int | None] = {}
    for said in reading.attributions:
        who = reading.entity_number(said.source_entity)
        for content in said.content:
            speakers.update(dict.fromkeys(range(content.start, content.end), who))
    votes: list[Vote] = []
    for number, sentence in enumerate(reading.sentences):
        for stated in _phrases(reading, *sentence):
            holder = _holder(reading, stated, speakers)
            if holder is not None:
                votes += _vote(reading, number, holder, stated)
    return Heard(votes)


def _phrases(reading: Reading, start: int, end: int) -> Iterator[_Stated]:
    mentions = [
        mention
        for mention in reading.index.within(start, end)
        if reading.index.entities[mention.entity].type not in NO_TARGETS
    ]
    for one, other in pairwise(mentions):
        yield from _allied(reading, one, other, end)
        yield from _open_doors(reading, one, other)
    for target in mentions:
        yield from _kept_arms(reading, target, start)


def _allied(reading: Reading, one: Mention, other: Mention, end: int) -> Iterator[_Stated]:
    """Both sides of "Peru and Chile are close allies", or of 'Peru, Chile "allies"'."""
    doc = reading.doc
    joined = all(doc[token].lower_ in _AND for token in range(one.end, other.start))
    if one.end == other.start or not joined or one.entity == other.entity or other.end >= end:
        return
    opening = doc[other.end]
    if opening.lower_ not in _COPULAS and opening.text not in _QUOTES:
        return
    for token in range(other.end + 1, min(end, other.end + 2 + DESCRIBED)):
        word = doc[token].lower_
        if word in _ALLIES or word in _FOES:
            if token + 1 < end and doc[token + 1].lower_ in _ELSEWHERE:
                return
            polarity: Polarity = "favor" if word in _ALLIES else "against"
            yield _Stated(one, other, polarity, one.start, token + 1)
            yield _Stated(other, one, polarity, one.start, token + 1)
            return
        barred = word in _OWNERS or word in NEGATIONS or word in _UNDOING
        if barred or not (word.isalpha() or word in _QUOTES):
            return


def _open_doors(reading: Reading, one: Mention, other: Mention) -> Iterator[_Stated]:
    """That "Peru's doors are open to Chile"."""
    words = [reading.doc[token].lower_ for token in range(one.end, other.start)]
    if words[:1] and words[0] in _POSSESSIVES and words[-2:] == ["open", "to"]:
        door, *rest = words[1:-2] or [""]
        said = bool(rest) and rest[0] in _COPULAS and not NEGATIONS.intersection(rest)
        if door in _DOORS and said and one.entity != other.entity:
            yield _Stated(one, other, "favor", one.start, other.end)


def _kept_arms(reading: Reading, target: Mention, start: int) -> Iterator[_Stated]:
    """Who is against Peru in "We have stopped missiles from reaching Peru"."""
    doc = reading.doc
    at = target.start - 1
    while at > start and doc[at].lower_ == "the":
        at -= 1
    if doc[at].lower_ not in _REACHING:
        return
    sent = range(max(start, at - SENT), at)
    arms = next((token for token in sent if doc[token].lower_ in _ARMS), None)
    if arms is None:
        return
    for token in range(arms, max(start, arms - ON_THE_WAY), -1):
        if doc[token].lower_ in _HINDERING:
            first = _beginning(reading, token, start)
            subject = reading.index.at(first)
            if doc[first].lower_ in _FIRST_PERSON and reading.reported.is_content(token, token + 1):
                yield _Stated(None, target, "against", token, target.end)
            elif (
                subject is not None
                and subject.end < token
                and doc[subject.end].text not in _POSSESSIVES
            ):
                yield _Stated(subject, target, "against", token, target.end)
            return


def _beginning(reading: Reading, token: int, start: int) -> int:
    """The first word of what the same voice says around a token of the sentence."""
    inside = reading.reported.is_content(token, token + 1)
    first = token
    while first > start and reading.reported.is_content(first - 1, first) == inside:
        first -= 1
    while first < token and not reading.doc[first].text[0].isalnum():
        first += 1
    return first


def _holder(reading: Reading, stated: _Stated, speakers: dict[int, int | None]) -> int | None:
    """Who takes the stance, or None where nobody does for sure."""
    own = None if stated.holder is None else stated.holder.entity
    if stated.target.start not in speakers:
        return own
    speaker = speakers[stated.target.start]
    if speaker is None or own is None or own == speaker:
        return speaker
    return speaker if reading.index.same_side(speaker, own) else None


def _vote(reading: Reading, number: int, holder: int, stated: _Stated) -> list[Vote]:
    sentence = reading.sentences[number]
    target, entities = stated.target, reading.index.entities
    if holder == target.entity or entities[holder].type not in HOLDER_TYPES:
        return []
    span = evidence(reading.doc, sentence, (stated.start, stated.end))
    claim = Claim(None, target, stated.polarity, (span.start, span.end), sentence)
    if not reading.phrase_passes(claim):
        return []
    if under_negation(reading.doc, claim, stated.start):
        reading.abstentions["negated"] += 1
        return []
    return [Vote("entity", holder, target.entity, stated.polarity, CONFIDENCE, span, number)]
