"""The sources' voice: whoever is quoted or reported is for or against those they speak of."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind, Polarity
from worker.nlp.attribution.reporting import DENIALS, QUESTIONS
from worker.nlp.documents import DocAttribution, overlaps
from worker.nlp.english.windows import begins_word
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import NEGATIONS, Claim
from worker.nlp.stance.evidence import evidence, has_verb
from worker.nlp.stance.guards.words import MODALS
from worker.nlp.stance.reading import Heard, Reading, Vote, leading

ALONE_SLOPE: Final = 0.54
ALONE_BIAS: Final = -0.97
"""Fitted on what sources say about targets in the development set of directed sentiment."""

OPEN_CUES: Final = (
    ("denied", DENIALS),
    ("hypothetical", QUESTIONS | MODALS),
    ("negated", NEGATIONS),
)
"""By reason: words of a cue that say that the content is not the source's own opinion."""

_PRONOUNS: Final = word_list("bare_pronouns")
_OWNERS: Final = word_list("possessive_pronouns")
_ROLES: Final = word_list("roles")
_NAMELESS: Final = word_list("nameless")


def source_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """What sources think of those that they speak of.

    In the sentence that names the source, the relation head decides. Sources that are entities
    were asked about there by the related voice, so here only the others are. In the other
    sentences of a quotation, the tone toward the target decides.
    """
    votes: list[Vote] = []
    for said in reading.attributions:
        holder = reading.entity_number(said.source_entity)
        if said.source is None or (holder is None and not _unnamed(reading, said.source)):
            reading.abstentions["holder_unknown"] += 1
            continue
        for share, target in _spoken_of(reading, said, said.source, holder):
            vote = _vote(reading, said, holder, share, target)
            votes += [] if vote is None else [vote]
    return Heard(votes)


def _unnamed(reading: Reading, source: TokenSpan) -> bool:
    """Whether the article gives the source no name: "critics", "a senior official".

    A pronoun, "the president" and "her lawyer" are people whom the article names elsewhere. A name
    that is no entity is a name all the same. Where an entity is part of the source, as in "Peru's
    miners", the related voice has asked about it.
    """
    if source.text.lower() in _PRONOUNS or reading.index.within(source.start, source.end):
        return False
    role = source[0].lower_ == "the" and source[-1].lower_ in _ROLES
    if role or any(token.lower_ in _OWNERS for token in source):
        return False
    # A capital says nothing at the start of a sentence or a quotation.
    if not _starts(reading, source):
        return not any(token.is_title for token in source)
    if len(source) == 1:
        return source.text.lower() in _NAMELESS
    return not any(token.is_title for token in source[1:])


def _starts(reading: Reading, source: TokenSpan) -> bool:
    """Whether the source begins its sentence, or follows a mark."""
    start = reading.sentences[reading.sentence_of(source.start)][0]
    return source.start == start or not begins_word(source.doc[source.start - 1])


def _spoken_of(
    reading: Reading, said: DocAttribution, source: TokenSpan, holder: int | None
) -> Iterator[tuple[tuple[int, int, int], Mention]]:
    """Each sentence's share of the content, with each entity in it that can be a target."""
    home = reading.sentence_of(source.start)
    for number, start, end in _shares(reading, said):
        if number == home and holder is not None:
            continue
        for target in _first_mentions(reading, start, end):
            if target.entity == holder or overlaps(target.span, source):
                continue
            able = reading.index.entities[target.entity].type not in NO_TARGETS
            heard = number == home or reading.reported.is_quoted(target.start, target.end)
            if able and heard and reading.may_read():
                yield (number, start, end), target


def _shares(reading: Reading, said: DocAttribution) -> Iterator[tuple[int, int, int]]:
    """Number, first token and end of each sentence's share of the content."""
    for content in said.content:
        first, last = reading.sentence_of(content.start), reading.sentence_of(content.end - 1)
        for number in range(first, last + 1):
            start, end = reading.sentences[number]
            yield number, max(start, content.start), min(end, content.end)


def _first_mentions(reading: Reading, start: int, end: int) -> list[Mention]:
    """The first mention of each entity that is whole between the two tokens."""
    first: dict[int, Mention] = {}
    for mention in reading.mentions(start, end):
        if mention.end <= end:
            first.setdefault(mention.entity, mention)
    return list(first.values())


def _vote(
    reading: Reading,
    said: DocAttribution,
    holder: int | None,
    share: tuple[int, int, int],
    target: Mention,
) -> Vote | None:
    number, start, end = share
    source = said.source
    assert source is not None
    at_home = number == reading.sentence_of(source.start)
    scores = (
        _toward(reading, number, source, target) if at_home else _alone(reading, number, target)
    )
    polarity, confidence = leading(scores)
    if polarity is None or _own_side(reading, holder, target, polarity) or _open(reading, said):
        return None
    span = evidence(reading.doc, (start, end), (target.start, target.end))
    bounds = (start, end)
    if at_home and not has_verb(span):
        low, high = min(source.start, target.start), max(source.end, target.end)
        bounds = reading.sentences[number]
        span = evidence(reading.doc, bounds, (low, high))
    claim = Claim(None, target, polarity, (span.start, span.end), bounds)
    if not reading.passes(claim, confidence):
        return None
    kind: HolderKind = "unnamed" if holder is None else "entity"
    return Vote(kind, holder, target.entity, polarity, confidence, span, number)


def _own_side(reading: Reading, holder: int | None, target: Mention, polarity: Polarity) -> bool:
    """Whether the source would be against those it speaks for."""
    if polarity == "favor" or holder is None:
        return False
    own = reading.index.same_side(holder, target.entity)
    if own:
        reading.abstentions["same_side"] += 1
    return own


def _toward(reading: Reading, number: int, source: TokenSpan, target: Mention) -> dict[str, float]:
    """What a source that is no entity thinks of a target in the same sentence."""
    scores = reading.relation(number, source, target.span)
    return {
        "against": scores["p_against_q"],
        "favor": scores["p_favor_q"],
        "neutral": scores["neutral"],
    }


def _alone(reading: Reading, number: int, target: Mention) -> dict[str, float]:
    """What the speaker thinks of a target in a sentence of a quotation that names no speaker."""
    scores = reading.polarity(number, target.span)
    return {label: discounted(score) for label, score in scores.items()}


def discounted(score: float) -> float:
    """The probability that a speaker takes a stance, from the score of the sentence's tone.

    Who tells bad news does not always hold it against those it is about.
    """
    odds = math.log(max(score, 1e-6) / max(1.0 - score, 1e-6))
    return 1.0 / (1.0 + math.exp(-(ALONE_SLOPE * odds + ALONE_BIAS)))


def _open(reading: Reading, said: DocAttribution) -> bool:
    """Whether the cue says that the content is not the source's own opinion."""
    if said.cue is None:
        return False
    # An auxiliary can be outside of the cue: "some may criticise".
    around = reading.doc[max(said.cue.sent.start, said.cue.start - 1) : said.cue.end]
    words = [token.lower_ for token in around]
    for reason, distancing in OPEN_CUES:
        if any(word in distancing for word in words):
            reading.abstentions[reason] += 1
            return True
    return False
