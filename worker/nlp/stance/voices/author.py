"""The author's voice: what the article says without attributing it to anybody."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.verbs import sign
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention
from worker.nlp.model.judge import Scores
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.reading import Heard, Reading, Vote, leading

AUTHOR_THRESHOLD: Final = 0.9
"""Most sentences that sound bad for somebody only tell bad news, so this is high."""

AUTHOR_CONTRARY: Final = 0.5
"""A vote is dropped where the author sounds this much the other way on the whole."""

_COPULAS: Final = word_list("copulas")

MAX_MENTIONS_OF_ONE: Final = 8
"""Most mentions of one entity that are asked about."""

_VERB_REACH: Final = 2
"""Words after "is" in which a participle makes a passive: "is widely condemned"."""


def author_votes(reading: Reading, others: Sequence[Vote]) -> Heard:
    """What the author thinks of the entities in the article.

    A vote needs a plain sentence, in which no other voice has a vote on the same target. The tones
    are the mean scores toward each entity that the author mentions.
    """
    taken = {(vote.sentence, vote.target) for vote in others}
    heard: dict[int, list[Scores]] = {}
    votes: list[Vote] = []
    for mention in reading.index.all:
        scores = heard.setdefault(mention.entity, [])
        if (
            len(scores) >= MAX_MENTIONS_OF_ONE
            or reading.reported.is_content(mention.start, mention.end)
            or not reading.may_read()
        ):
            continue
        tone, vote = _hear(reading, mention)
        scores.append(tone)
        if vote is not None and (vote.sentence, vote.target) not in taken:
            votes.append(vote)
    means = {entity: _mean(scores) for entity, scores in heard.items() if scores}
    plainly = [vote for vote in votes if _contrary(means[vote.target], vote) < AUTHOR_CONTRARY]
    return Heard(plainly, means)


def _hear(reading: Reading, mention: Mention) -> tuple[Scores, Vote | None]:
    """How the author sounds toward one mention, and the vote if that is plain."""
    number = reading.sentence_of(mention.start)
    plain = _plain(reading, number, mention)
    if plain is None:
        # There can be no vote here, so a glance is enough for the mean.
        return reading.tone(number, mention.span), None
    scores = reading.polarity(number, mention.span)
    return scores, _vote(reading, number, mention, plain, scores)


def _contrary(mean: Scores, vote: Vote) -> float:
    return mean["against" if vote.polarity == "favor" else "favor"]


def _mean(scores: Sequence[Scores]) -> Scores:
    return {label: sum(one[label] for one in scores) / len(scores) for label in scores[0]}


def _plain(reading: Reading, number: int, target: Mention) -> TokenSpan | None:
    """The words "TARGET is …" of a sentence that mentions nobody else, or None."""
    start, end = reading.sentences[number]
    if reading.reported.has_cue(start, end):
        return None
    if any(mention.entity != target.entity for mention in reading.index.within(start, end)):
        return None
    span = evidence(reading.doc, (start, end), (target.start, target.end))
    says = [token for token in span if token.i >= target.end]
    if span.start != target.start or not says or says[0].lower_ not in _COPULAS:
        return None
    passive = any(token.lower_.endswith("ed") for token in says[1 : 1 + _VERB_REACH])
    return span if not passive and any(sign(token) for token in says) else None


def _vote(
    reading: Reading, number: int, target: Mention, span: TokenSpan, scores: Scores
) -> Vote | None:
    polarity, confidence = leading(scores)
    if polarity is None or confidence < AUTHOR_THRESHOLD:
        return None
    claim = Claim(None, target, polarity, (span.start, span.end), reading.sentences[number])
    agreed = any(sign(token) == claim.direction for token in span if token.i >= target.end)
    if not (agreed and reading.passes(claim, confidence)):
        return None
    return Vote("author", None, target.entity, polarity, confidence, span, number)
