"""The stances that the reader found, with the entities that hold them and that they are toward."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import DocTarget, overlaps
from worker.nlp.english.verbs import REPORTING_VERBS
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import NO_TARGETS
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import has_verb
from worker.nlp.stance.holders import Held, holders_of, speaking
from worker.nlp.stance.reading import Reading

_GOVERNMENTS: Final = frozenset({"country", "organization"})
"""What the reader takes a capital for that stands for its government."""

_DEEDS: Final = word_list("state_deeds")
_MODIFIERS: Final = word_list("state_modifiers")
_POSSESSIVES: Final = word_list("possessives")


@dataclass(frozen=True)
class Proposal:
    """A stance in one sentence, with both parties known."""

    target: DocTarget
    entity: int
    """the target's number among the entities"""
    held: Held
    rank: int
    """0 for the most probable holder of this target"""
    claim: Claim
    deed: bool = False
    """whether the target is the country whose deed the words are"""

    @property
    def pair(self) -> tuple[object, ...]:
        """Holder and target, which all stances of the same pair share."""
        return (self.held.kind, self.held.entity, self.entity)


def proposals(reading: Reading) -> Iterator[Proposal]:
    """What the reader found, in text order; what has no known party is counted and left out."""
    for target in reading.targets:
        entity = _meant(reading, target)
        if entity is None:
            reading.abstentions["target_unknown"] += 1
            continue
        if reading.index.entities[entity].type in NO_TARGETS:
            continue
        held = holders_of(reading, target)
        if not held:
            reading.abstentions["holder_unknown"] += 1
        doer = state_behind(reading, target)
        for rank, one in enumerate(held):
            if one.entity != entity:
                yield Proposal(target, entity, one, rank, _claim(reading, target, entity, one))
            if doer is not None and doer not in (entity, one.entity):
                claim = _claim(reading, target, doer, one)
                yield Proposal(target, doer, one, rank, claim, deed=True)


def _meant(reading: Reading, target: DocTarget) -> int | None:
    """The entity that a target is; a capital that is read as a government is its country."""
    entity = reading.index.meant_by(target.span)
    if entity is None or target.kind not in _GOVERNMENTS:
        return entity
    country = reading.capitals.country_of(entity)
    return entity if country is None else country


def state_behind(reading: Reading, target: DocTarget) -> int | None:
    """The country whose deed a target is: who is against “the Russian strikes” is against Russia.

    None for what is no deed of a state, and where somebody is for it.
    """
    doc, end = reading.doc, int(target.span.end)
    if target.polarity != "against":
        return None
    for mention in reading.index.inside(target.span.start, end):
        after = mention.end
        while after < end and (doc[after].text in _POSSESSIVES or doc[after].lower_ in _MODIFIERS):
            after += 1
        country = reading.index.entities[mention.entity].type == "country"
        if country and after < end and doc[after].lower_ in _DEEDS:
            return mention.entity
    return None


def _claim(reading: Reading, target: DocTarget, entity: int, held: Held) -> Claim:
    bounds = reading.sentences[target.sentence]
    words, holder, unnamed = held.words, None, None
    if words is not None and _within(words, bounds):
        if held.entity is not None:
            holder = Mention(held.entity, words)
        elif held.kind == "unnamed":
            unnamed = (int(words.start), int(words.end))
    span = _evidence(reading, target, held)
    return Claim(
        holder=holder,
        target=Mention(entity, target.span),
        polarity=target.polarity,
        clause=(span.start, span.end),
        bounds=bounds,
        unnamed=unnamed,
    )


def _evidence(reading: Reading, target: DocTarget, held: Held) -> TokenSpan:
    """What shows the stance: of what the holder says, only the words said, if they have a verb.

    A cue that is more than a verb of saying belongs to it: "is worried that Iran gains".
    """
    must = (target.span.start, target.span.end)
    start, end = reading.sentences[target.sentence]
    if (words := _own_words(reading, target, held)) is not None:
        span = reading.evidence((max(start, words.start), min(end, words.end)), must)
        if has_verb(span):
            return span
    return reading.evidence((start, end), must)


def _own_words(reading: Reading, target: DocTarget, held: Held) -> TokenSpan | None:
    """The words around the target that the holder is said to have said."""
    said = speaking(reading, target.span)
    if said is None or said.source is None:
        return None
    if said.cue is not None and REPORTING_VERBS.isdisjoint(token.lower_ for token in said.cue):
        return None
    same = held.entity is not None and held.entity == reading.entity_number(said.source_entity)
    if not same and (held.words is None or not overlaps(held.words, said.source)):
        return None
    return next(
        one for one in said.content if one.start <= target.span.start and target.span.end <= one.end
    )


def _within(span: TokenSpan, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= span.start and int(span.end) <= bounds[1]
