"""Who is for or against whom and what: the reader proposes, guards withhold, each pair is one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from topics.events import EntityPolarity, Polarity, PolarityLabel
from worker.nlp.documents import DocStance, DocStanceCount, findings
from worker.nlp.model.judge import StanceJudge
from worker.nlp.model.verifier import StanceVerifier
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.guards.table import GUARDS, Guard
from worker.nlp.stance.reading import Reading, Vote, VoteKey
from worker.nlp.stance.tone import tones
from worker.nlp.stance.votes import votes

CONFLICT_MARGIN: Final = 0.15
"""A pair whose opposite votes are this close in confidence gets no stance."""

LABELS: Final[tuple[PolarityLabel, ...]] = ("against", "favor", "neutral")

_DIGITS: Final = 4


class StanceComponent:
    """Fills ``findings(doc).stances`` and the entities' polarity."""

    def __init__(
        self,
        judge: StanceJudge,
        confidence: StanceConfidence,
        guards: Sequence[Guard] = GUARDS,
        verifier: StanceVerifier | None = None,
    ) -> None:
        self._judge = judge
        self._confidence = confidence
        self._guards = guards
        self._verifier = verifier

    def __call__(self, doc: Doc) -> Doc:
        """Find who is for or against whom in an article that is not skipped."""
        found = findings(doc)
        if found.skipped:
            return doc
        described = {entity.id for entity in found.described}
        named = [entity for entity in found.entities if entity.id not in described]
        found.entities = [*named, *found.described]
        reading = Reading(doc, self._judge, self._confidence, self._guards, self._verifier)
        taken = votes(reading)
        found.stances = _aggregated(reading, taken)
        found.stance_counts = _counts(reading, taken)
        shown = {(vote.target, vote.polarity) for vote in taken if vote.holder == "author"}
        sounds = tones(reading)
        wanted = {vote.target for vote in taken}
        # What has no name is an entity only if somebody takes a side toward it after all.
        found.entities = [
            replace(entity, polarity=_author_toward(index, sounds.get(index), shown, reading))
            for index, entity in enumerate(found.entities)
            if entity.id not in described or index in wanted
        ]
        found.abstentions.update(_counted(reading.abstentions))
        return doc


def _aggregated(reading: Reading, votes: Sequence[Vote]) -> list[DocStance]:
    """The most confident polarity of each holder toward each target, in the order of evidence."""
    best: dict[VoteKey, dict[Polarity, Vote]] = {}
    for vote in votes:
        sides = best.setdefault(vote.key, {})
        if vote.polarity not in sides or vote.confidence > sides[vote.polarity].confidence:
            sides[vote.polarity] = vote
    chosen = []
    for sides in best.values():
        ranked = sorted(sides.values(), key=lambda vote: -vote.confidence)
        if len(ranked) > 1 and ranked[0].confidence - ranked[1].confidence < CONFLICT_MARGIN:
            reading.abstentions["stance_conflict"] += 1
        else:
            chosen.append(ranked[0])
    chosen.sort(key=lambda vote: (vote.evidence.start, vote.evidence.end, vote.order))
    return [_stance(reading, vote) for vote in chosen]


def _counts(reading: Reading, votes: Sequence[Vote]) -> list[DocStanceCount]:
    """How many sentences show each polarity of each pair, the most counted pair first."""
    sentences: dict[VoteKey, dict[Polarity, set[int]]] = {}
    for vote in votes:
        sides = sentences.setdefault(vote.key, {"favor": set(), "against": set()})
        sides[vote.polarity].add(vote.sentence)
    entities = reading.index.entities
    counts = [
        DocStanceCount(
            holder=holder,
            holder_id=None if number is None else entities[number].id,
            target_id=entities[target].id,
            favor=len(sides["favor"]),
            against=len(sides["against"]),
        )
        for (holder, number, target), sides in sentences.items()
    ]
    return sorted(
        counts,
        key=lambda one: (-one.favor - one.against, one.holder, one.holder_id or "", one.target_id),
    )


def _stance(reading: Reading, vote: Vote) -> DocStance:
    entities = reading.index.entities
    return DocStance(
        holder=vote.holder,
        holder_id=None if vote.holder_entity is None else entities[vote.holder_entity].id,
        target_id=entities[vote.target].id,
        polarity=vote.polarity,
        reporting=reading.reported.how(vote.evidence),
        confidence=round(vote.confidence, _DIGITS),
        evidence=(vote.evidence,),
        holder_words=vote.holder_words,
        target_words=vote.target_words,
        signals=vote.signals,
    )


def _author_toward(
    entity: int,
    scores: Mapping[str, float] | None,
    shown: AbstractSet[tuple[int, Polarity]],
    reading: Reading,
) -> EntityPolarity | None:
    """How the author sounds toward an entity; None where that is unknown or not clear.

    Bad news sounds as if it were against those it names. So the mean tone alone can only say that
    the author is neutral; for or against must also be shown by a vote.
    """
    if scores is None:
        return None
    label = max(LABELS, key=lambda one: scores[one])
    if label != "neutral" and (entity, label) not in shown:
        reading.abstentions["polarity_not_shown"] += 1
        return None
    if scores[label] < reading.thresholds.get("polarity", 0.5):
        reading.abstentions["polarity_below_threshold"] += 1
        return None
    return EntityPolarity(label=label, confidence=min(1.0, round(scores[label], _DIGITS)))


def _counted(abstentions: Counter[str]) -> Counter[str]:
    """The counts in alphabetical order, whichever reason was counted first."""
    return Counter({reason: abstentions[reason] for reason in sorted(abstentions)})
