"""A source, for or against those that it speaks of."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind
from worker.nlp.attribution.reporting import DENIALS, QUESTIONS
from worker.nlp.documents import DocAttribution, overlaps
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import NEGATIONS, Claim
from worker.nlp.stance.evidence import evidence, has_verb
from worker.nlp.stance.guards.words import MODALS
from worker.nlp.stance.reading import Heard, Reading, Vote, leading

ALONE_SLOPE: Final = 0.54
ALONE_BIAS: Final = -0.97
"""Fitted on what sources say of targets in the development set of directed sentiment."""

OPEN_CUES: Final = (
    ("denied", DENIALS),
    ("hypothetical", QUESTIONS | MODALS),
    ("negated", NEGATIONS),
)
"""Words of a cue whose source does not stand behind the content, by the reason to count."""

_PRONOUNS: Final = word_list("bare_pronouns")
_OWNERS: Final = frozenset({"his", "her", "its", "their", "our", "my"})
_ROLES: Final = word_list("roles")
_NAMELESS: Final = word_list("nameless")


def source_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """What sources think of those that they speak of.

    In the sentence that names the source, the relation head is asked: here of a source that is no
    entity, of all others where every pair is. What a quotation says in its other sentences shows
    the stance by itself.
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
    """Whether the article keeps the name back: "critics", "a senior official".

    A pronoun, "the president" and "her lawyer" are somebody whom the article names elsewhere, and
    a name that is no entity is not unnamed; and
    where somebody's people speak, the pair with the one who is named was asked already.
    """
    if source.text.lower() in _PRONOUNS or reading.index.within(source.start, source.end):
        return False
    sentence = reading.sentences[reading.sentence_of(source.start)]
    role = source[0].lower_ == "the" and source[-1].lower_ in _ROLES
    if role or any(token.lower_ in _OWNERS for token in source):
        return False
    first = source.start == sentence[0] or not source.doc[source.start - 1].text[0].isalnum()
    if first and len(source) == 1:
        return source.text.lower() in _NAMELESS
    return not any(token.is_title for token in (source[1:] if first else source))


def _spoken_of(
    reading: Reading, said: DocAttribution, source: TokenSpan, holder: int | None
) -> Iterator[tuple[tuple[int, int, int], Mention]]:
    """Each share of the content in one sentence, with each entity that it speaks of."""
    home = reading.sentence_of(source.start)
    for number, start, end in _shares(reading, said):
        if number == home and holder is not None:
            continue
        for target in _first_mentions(reading, start, end):
            own = target.entity == holder or overlaps(target.span, source)
            own = own or reading.index.entities[target.entity].type in NO_TARGETS
            quoted = reading.reported.is_quoted(target.start, target.end)
            if not own and (number == home or quoted) and reading.may_read():
                yield (number, start, end), target


def _shares(reading: Reading, said: DocAttribution) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each sentence's share in the content."""
    for content in said.content:
        number = reading.sentence_of(content.start)
        while number < len(reading.sentences) and reading.sentences[number][0] < content.end:
            start, end = reading.sentences[number]
            yield number, max(start, content.start), min(end, content.end)
            number += 1


def _first_mentions(reading: Reading, start: int, end: int) -> list[Mention]:
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
    own = holder is not None and reading.index.same_side(holder, target.entity)
    if own and polarity == "against":
        reading.abstentions["same_side"] += 1
        return None
    if polarity is None or _open(reading, said):
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


def _toward(reading: Reading, number: int, source: TokenSpan, target: Mention) -> dict[str, float]:
    """How a source that is no entity stands toward a target in the same sentence."""
    scores = reading.relation(number, source, target.span)
    return {
        "against": scores["p_against_q"],
        "favor": scores["p_favor_q"],
        "neutral": scores["neutral"],
    }


def _alone(reading: Reading, number: int, target: Mention) -> dict[str, float]:
    """How a sentence of a quotation stands toward a target, as its speaker's opinion of it."""
    scores = reading.polarity(number, target.span)
    return {label: discounted(score) for label, score in scores.items()}


def discounted(score: float) -> float:
    """A sentence's tone as the probability that its speaker takes the stance.

    Bad news in somebody's mouth is not always their opinion.
    """
    odds = math.log(max(score, 1e-6) / max(1.0 - score, 1e-6))
    return 1.0 / (1.0 + math.exp(-(ALONE_SLOPE * odds + ALONE_BIAS)))


def _open(reading: Reading, said: DocAttribution) -> bool:
    """Whether the cue says that the source does not stand behind the content."""
    if said.cue is None:
        return False
    # An auxiliary may stand outside of the cue: "some may criticise".
    around = reading.doc[max(said.cue.sent.start, said.cue.start - 1) : said.cue.end]
    words = [token.lower_ for token in around]
    for reason, distancing in OPEN_CUES:
        if any(word in distancing for word in words):
            reading.abstentions[reason] += 1
            return True
    return False
