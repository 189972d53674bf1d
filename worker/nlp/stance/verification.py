"""Asks the verifier about the stances of an article that may be right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind, Polarity
from worker.nlp.documents import DocEntity
from worker.nlp.model.verifier import Answer, Question
from worker.nlp.read_passage import ReadPassage
from worker.nlp.stance.confidence import VERIFIED, log_odds
from worker.nlp.stance.proposals import Proposal
from worker.nlp.stance.reading import Reading

MOST: Final = 60
"""Stances of an article that are verified, the most probable ones; hardly any has more."""

OPPOSITE: Final = "verified opposite"
PAIR: Final = "verified pair"
AGAINST_PAIR: Final = "verified against pair"
VERIFIER_SIGNALS: Final = frozenset({VERIFIED, OPPOSITE, PAIR, AGAINST_PAIR})
"""What the verifier says of a stance, and of all sentences of its pair."""

_OTHER: Final[Mapping[Polarity, Polarity]] = {"favor": "against", "against": "favor"}

Signals: TypeAlias = Mapping[str, float]


def verified(
    reading: Reading, proposals: Sequence[Proposal], signals: Sequence[Signals]
) -> list[Signals]:
    """The signals of each stance, with what the verifier says of those that it is asked about."""
    found = list(signals)
    verifier, confidence = reading.verifier, reading.confidence
    if verifier is None:
        return found
    likely = [(confidence.probability(one), at) for at, one in enumerate(signals)]
    asked = sorted((one for one in likely if one[0] >= confidence.asked_from), reverse=True)
    entities = reading.index.entities
    answers: dict[int, Answer] = {}
    for _, at in asked[:MOST]:
        target, held = proposals[at].target, proposals[at].held
        if target.passage is not None:
            asked_about = question(
                target.passage,
                target.polarity,
                (target.span, entities[proposals[at].entity]),
                held.kind,
                (held.words, None if held.entity is None else entities[held.entity]),
            )
            # Words that were not read have no place to ask about.
            if asked_about.target:
                answers[at] = verifier.answer(target.passage, asked_about)
    doubts: dict[tuple[object, ...], float] = defaultdict(lambda: 1.0)
    for at, answer in answers.items():
        doubts[proposals[at].pair, proposals[at].target.polarity] *= 1 - answer.agreed
    for at, answer in answers.items():
        one = proposals[at]
        found[at] = {
            **found[at],
            VERIFIED: log_odds(answer.agreed),
            OPPOSITE: log_odds(answer.opposite),
            PAIR: log_odds(1 - doubts[one.pair, one.target.polarity]),
            AGAINST_PAIR: log_odds(1 - doubts[one.pair, _OTHER[one.target.polarity]]),
        }
    return found


def question(
    passage: ReadPassage,
    polarity: Polarity,
    target: tuple[TokenSpan, DocEntity],
    kind: HolderKind,
    holder: tuple[TokenSpan | None, DocEntity | None],
) -> Question:
    """What the verifier is asked about a stance.

    Args:
        passage: the one with the target's words.
        polarity: of the stance.
        target: its words, and what they mean.
        kind: of holder.
        holder: the words, if there are any, and whom they mean.

    """
    target_places = _places(passage, target[0])
    holder_places = _places(passage, holder[0])
    return Question(
        target=target_places,
        holder=holder_places,
        target_again=_again(passage, target[1], target_places),
        holder_again=_again(passage, holder[1], holder_places),
        kind=kind,
        polarity=polarity,
    )


def _places(passage: ReadPassage, words: TokenSpan | None) -> Sequence[int]:
    return () if words is None else passage.places(words.start, words.end)


def _again(passage: ReadPassage, entity: DocEntity | None, known: Sequence[int]) -> Sequence[int]:
    """Where else a passage speaks of an entity."""
    if entity is None:
        return ()
    spans = [*entity.mentions, *(reference.span for reference in entity.references)]
    first, last = passage.bounds
    near = [span for span in spans if span.end > first and span.start <= last]
    places = {place for span in near for place in _places(passage, span)}
    return sorted(places.difference(known))
