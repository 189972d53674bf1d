"""The mutual voice: a noun says how two get on, as in "the warming ties between A and B".

No verb says who does what to whom, so the heads find nothing here. The phrase says that both are
for, or against, each other. Inside what a source says, the source's voice is asked instead.
"""

from collections.abc import Sequence
from typing import Final

from topics.events import Polarity
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import HOLDER_TYPES
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.reading import Heard, Reading, Vote

CONFIDENCE: Final = 0.8
"""Not calibrated: no data set labels both directions of a pair."""

PHRASE: Final = 4
"""Tokens before "between" in which the relation is named."""

_TIES: Final = word_list("ties")
_WARM: Final = word_list("warm_ties")
_COLD: Final = word_list("cold_ties")
_FRIENDLY: Final = word_list("friendly_relations")
_HOSTILE: Final = word_list("hostile_relations")
_UNDOING: Final = word_list("undoing_relations")
_PARTS: Final = word_list("possessives") | word_list("parts_of_peoples")


def mutual_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """Both directions of each relation that the article names in its own words."""
    votes: list[Vote] = []
    for number, (start, end) in enumerate(reading.sentences):
        for token in range(start, end):
            if reading.doc[token].lower_ == "between":
                votes += _votes(reading, number, token)
    return Heard(votes)


def _votes(reading: Reading, number: int, between: int) -> list[Vote]:
    start, end = reading.sentences[number]
    pair = _pair(reading, reading.mentions(between, end), between)
    words = [reading.doc[token].lower_ for token in range(max(start, between - PHRASE), between)]
    polarity = _polarity(words)
    if pair is None or polarity is None or reading.reported.is_content(between, between + 1):
        return []
    one, other = pair
    span = evidence(reading.doc, (start, end), (max(start, between - PHRASE), other.end))
    votes = []
    for holder, target in ((one, other), (other, one)):
        claim = Claim(None, target, polarity, (span.start, span.end), (start, end))
        if reading.phrase_passes(claim):
            votes.append(
                Vote("entity", holder.entity, target.entity, polarity, CONFIDENCE, span, number)
            )
    return votes


def _pair(
    reading: Reading, mentions: Sequence[Mention], between: int
) -> tuple[Mention, Mention] | None:
    """The two of "between A and B" or "between the A and the B", if both can take a stance."""
    if not mentions[1:] or mentions[0].entity == mentions[1].entity:
        return None
    one, other = mentions[:2]
    doc, types = reading.doc, {reading.index.entities[each.entity].type for each in (one, other)}
    first = [token.lower_ for token in doc[between + 1 : one.start]]
    second = [token.lower_ for token in doc[one.end : other.start]]
    phrased = first in ([], ["the"]) and second in (["and"], ["and", "the"])
    # "between Peru and Chile's miners": Chile is not the second of the two.
    part = any(token.lower_ in _PARTS for token in doc[other.end : other.end + 1])
    return (one, other) if phrased and not part and types <= HOLDER_TYPES else None


def _polarity(words: Sequence[str]) -> Polarity | None:
    """What the words before "between" say about the two, or None where they do not say."""
    if not _UNDOING.isdisjoint(words):
        return None
    if not _HOSTILE.isdisjoint(words):
        return "against"
    if _TIES.isdisjoint(words):
        return None if _FRIENDLY.isdisjoint(words) else "favor"
    warm, cold = (not some.isdisjoint(words) for some in (_WARM, _COLD))
    if warm == cold:
        return None
    return "favor" if warm else "against"
