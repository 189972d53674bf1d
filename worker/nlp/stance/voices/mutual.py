"""A relation between two that the article names by a noun: "the warming ties between A and B".

No verb says who does what to whom, so the heads see nothing; the phrase itself says that both are
for, or against, each other. What a source says of such a relation is left to the source's voice.
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
"""Not fitted: the sets that it could be fitted on label one direction of a pair, or none."""

PHRASE: Final = 4
"""Words before "between" in which the relation is named."""

_TIES: Final = word_list("ties")
_WARM: Final = word_list("warm_ties")
_COLD: Final = word_list("cold_ties")
_FRIENDLY: Final = word_list("friendly_relations")
_HOSTILE: Final = word_list("hostile_relations")
_UNDOING: Final = word_list("undoing_relations")
_PARTS: Final = word_list("possessives") | word_list("parts_of_peoples")


def mutual_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """Both directions of every relation that the article's own words name."""
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
    before = [token.lower_ for token in doc[between + 1 : one.start]]
    joined = [token.lower_ for token in doc[one.end : other.start]]
    # "Between Peru and Chile's miners": the second is only part of who is meant.
    part = any(token.lower_ in _PARTS for token in doc[other.end : other.end + 1])
    phrased = before in ([], ["the"]) and joined in (["and"], ["and", "the"]) and not part
    return (one, other) if phrased and types <= HOLDER_TYPES else None


def _polarity(words: Sequence[str]) -> Polarity | None:
    """What the words before "between" say of the two, or None where they do not say."""
    if any(word in _UNDOING for word in words):
        return None
    if any(word in _HOSTILE for word in words):
        return "against"
    if any(word in _TIES for word in words):
        warm, cold = (any(word in some for word in words) for some in (_WARM, _COLD))
        if warm != cold:
            return "favor" if warm else "against"
        return None
    return "favor" if any(word in _FRIENDLY for word in words) else None
