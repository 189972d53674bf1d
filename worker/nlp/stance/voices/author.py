"""The article's own voice, outside of what it attributes to anybody."""

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
"""Most sentences that sound bad for somebody only tell bad news; the author must be plain."""

AUTHOR_CONTRARY: Final = 0.5
"""And must not sound the other way wherever else the same entity stands."""

_COPULAS: Final = word_list("copulas")

MAX_MENTIONS_OF_ONE: Final = 8


def author_votes(reading: Reading, others: Sequence[Vote]) -> Heard:
    """What the author thinks of those that the article is about.

    Gives the votes where it is plain, and the mean scores of each entity that the author speaks
    of, by the entity's number.
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
        number = reading.sentence_of(mention.start)
        plain = _plain(reading, number, mention)
        if plain is None:
            # Nothing can be shown here: what a glance sees is enough for the mean.
            scores.append(reading.tone(number, mention.span))
            continue
        scores.append(reading.polarity(number, mention.span))
        vote = _vote(reading, number, mention, plain, scores[-1])
        if vote is not None and (number, mention.entity) not in taken:
            votes.append(vote)
    means = {entity: _mean(scores) for entity, scores in heard.items() if scores}
    plainly = [vote for vote in votes if _contrary(means[vote.target], vote) < AUTHOR_CONTRARY]
    return Heard(plainly, means)


def _contrary(mean: Scores, vote: Vote) -> float:
    return mean["against" if vote.polarity == "favor" else "favor"]


def _mean(scores: Sequence[Scores]) -> Scores:
    return {label: sum(one[label] for one in scores) / len(scores) for label in scores[0]}


def _plain(reading: Reading, number: int, target: Mention) -> TokenSpan | None:
    """The words "TARGET is …" of a sentence that speaks of nobody else, or None."""
    start, end = reading.sentences[number]
    if reading.reported.has_cue(start, end):
        return None
    span = evidence(reading.doc, (start, end), (target.start, target.end))
    rest = [token for token in span if token.i >= target.end]
    plain = (
        span.start == target.start
        and bool(rest)
        and rest[0].lower_ in _COPULAS
        and not any(token.lower_.endswith("ed") for token in rest[1:3])
        and any(sign(token) for token in rest)
    )
    alone = all(mention.entity == target.entity for mention in reading.index.within(start, end))
    return span if plain and alone else None


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
