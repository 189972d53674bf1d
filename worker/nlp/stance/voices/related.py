"""The related voice: of two who are named in one sentence, one is for or against the other."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from topics.events import Polarity
from worker.nlp.english.verbs import sign
from worker.nlp.english.windows import end_of_run, start_of_run
from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.kinds import HOLDER_TYPES, NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence, has_verb
from worker.nlp.stance.reading import OPINIONS, Heard, Reading, Vote

MAX_REACH: Final = 40
"""Most tokens between two mentions that are compared."""

_EACH_OTHER: Final = frozenset(word_pairs("each_other").items())
_BETWEEN_TWO: Final = word_list("between_two")
"""What can be between the two names of "Peru and Chile accused each other"."""


def related_votes(reading: Reading, _: Sequence[Vote]) -> Heard:
    """What any two who are named in one sentence think of each other."""
    votes: list[Vote] = []
    for number, (start, end) in enumerate(reading.sentences):
        for one, other in _nearest_pairs(reading.mentions(start, end)):
            either = _able(reading, one, other) or _able(reading, other, one)
            if either and reading.may_read():
                votes += _pair_votes(reading, number, one, other)
    return Heard(votes)


def _nearest_pairs(mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """For any two entities, the two mentions that are nearest to each other, in text order."""
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
            # The head has to choose a direction, so it splits the score of what goes both ways.
            there = back = there + back
        for holder, target, confidence in ((p, q, there), (q, p, back)):
            if confidence > scores["neutral"]:
                vote = _vote(reading, number, (holder, target), polarity, confidence)
                votes += [] if vote is None else [vote]
    return votes


def _able(reading: Reading, holder: Mention, target: Mention) -> bool:
    """Whether an entity of the first type can take a stance, and the second be a target."""
    entities = reading.index.entities
    return (
        entities[holder.entity].type in HOLDER_TYPES
        and entities[target.entity].type not in NO_TARGETS
    )


def _each_other(reading: Reading, p: Mention, q: Mention) -> bool:
    """Whether the two are named together, and "each other" follows."""
    doc = reading.doc
    if any(doc[token].lower_ not in _BETWEEN_TWO for token in range(p.end, q.start)):
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
        # A holder inside quoted words does not act on a target outside of them.
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
    """The part of the sentence that shows the stance, and the evidence in it.

    Where the holder speaks about the target, that is what the holder says. But in "praised Peru's
    miners" the cue shows the stance, so the evidence has to contain it.
    """
    sentence = reading.sentences[number]
    both = (min(holder.start, target.start), max(holder.end, target.end))
    share = _content_around(reading, sentence, target)
    if share is None:
        return sentence, evidence(reading.doc, sentence, both)
    if share[0] <= holder.start < share[1]:
        return share, evidence(reading.doc, share, both)
    span = evidence(reading.doc, share, (target.start, target.end))
    if _has_plain_cue(reading, sentence, share) and has_verb(span):
        return share, span
    return sentence, evidence(reading.doc, sentence, both)


def _has_plain_cue(reading: Reading, sentence: tuple[int, int], share: tuple[int, int]) -> bool:
    """Whether there are cues around the share, and all of them only say that somebody speaks."""
    outside = (*range(sentence[0], share[0]), *range(share[1], sentence[1]))
    cues = [token for token in outside if reading.reported.has_cue(token, token + 1)]
    return bool(cues) and not any(sign(reading.doc[token]) for token in cues)


def _content_around(
    reading: Reading, sentence: tuple[int, int], target: Mention
) -> tuple[int, int] | None:
    """The attributed words around the target, within its sentence; None where it is in none."""
    doc, reported = reading.doc, reading.reported
    if not reported.is_content(target.start, target.end):
        return None

    def attributed(token: Token) -> bool:
        return reported.is_content(token.i, token.i + 1)

    return (
        start_of_run(doc, sentence[0], target.start, attributed),
        end_of_run(doc, target.end, sentence[1], attributed),
    )
