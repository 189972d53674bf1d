"""Turns findings into the contract's Enrichment: spans by field, everything in a stable order.

What the contract has no room for is left out, and counted as ``over_limit``.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import (
    Attribution,
    AttributionSource,
    Enrichment,
    Entity,
    EntityPolarity,
    Holder,
    Mention,
    MentionKind,
    Span,
    Stance,
    StanceCount,
    StatedHolder,
    StatedTarget,
    Target,
    Topic,
)
from topics.limits import MAX_ID_CHARS, MAX_NAME_CHARS
from worker.nlp.documents import (
    DocAttribution,
    DocEntity,
    DocStance,
    Findings,
    contract_span,
    findings,
    published_at,
)

DIGITS: Final = 4
"""Decimal places of every score; the last bits of a float differ between machines."""

_OVER_LIMIT: Final = "over_limit"


def enrichment(doc: Doc) -> Enrichment:
    """Everything that the components found, in the form of the contract."""
    found = findings(doc)
    if found.skipped:
        return Enrichment(language=found.language, skipped="unsupported_language")
    return _Writer(found).enrichment()


if not Doc.has_extension("enrichment"):
    Doc.set_extension("enrichment", getter=enrichment)


class _Writer:
    def __init__(self, found: Findings) -> None:
        self._found = found
        self._abstentions = Counter(found.abstentions)
        self._names: dict[str, str] = {}

    def enrichment(self) -> Enrichment:
        entities = self._entities()
        attributions = tuple(self._attributions())
        stances = tuple(self._stances())
        matrix = tuple(self._matrix())
        return Enrichment(
            language=self._found.language,
            entities=entities,
            attributions=attributions,
            stances=stances,
            stance_matrix=matrix,
            topics=tuple(_topic(topic) for topic in self._found.topics),
            abstentions=dict(sorted(self._abstentions.items())),
        )

    def _entities(self) -> tuple[Entity, ...]:
        entities = []
        for entity in self._found.entities:
            kind: MentionKind = "name" if entity.named else "description"
            named = self._mentions((span, kind) for span in entity.mentions)
            meant = self._mentions((one.span, one.kind) for one in entity.references)
            if len(entity.id) > MAX_ID_CHARS or len(entity.name) > MAX_NAME_CHARS or not named:
                self._abstentions[_OVER_LIMIT] += 1
                continue
            self._names[entity.id] = entity.name
            entities.append(_entity(entity, _in_text_order((*named, *meant))))
        return tuple(sorted(entities, key=lambda entity: (-entity.salience, entity.id)))

    def _attributions(self) -> Iterable[Attribution]:
        for said in self._found.attributions:
            if not said.sure:
                self._abstentions["attribution_below_threshold"] += 1
                continue
            content = self._spans(said.content)
            if content:
                yield Attribution(
                    source=self._source(said),
                    cue=self._span(said.cue),
                    content=content,
                    kind=said.kind,
                    confidence=_score(said.confidence),
                )

    def _source(self, said: DocAttribution) -> AttributionSource:
        known = said.source_entity in self._names
        return AttributionSource(
            entity=said.source_entity if known else None, span=self._span(said.source)
        )

    def _stances(self) -> Iterable[Stance]:
        for stance in self._found.stances:
            evidence = self._spans(stance.evidence)
            ids = [stance.target_id, *([stance.holder_id] if stance.holder_id else [])]
            if evidence and all(identifier in self._names for identifier in ids):
                yield self._stance(stance, evidence)
            else:
                self._abstentions[_OVER_LIMIT] += 1

    def _stance(self, stance: DocStance, evidence: tuple[Span, ...]) -> Stance:
        return Stance(
            holder=StatedHolder(
                kind=stance.holder,
                id=stance.holder_id,
                name=self._name(stance.holder_id),
                words=self._span(stance.holder_words),
            ),
            target=StatedTarget(
                id=stance.target_id,
                name=self._names[stance.target_id],
                words=self._span(stance.target_words),
            ),
            polarity=stance.polarity,
            reporting=stance.reporting,
            confidence=_score(stance.confidence),
            evidence=evidence,
        )

    def _matrix(self) -> Iterable[StanceCount]:
        # The stances already count a pair that is left out here as over the limit.
        for count in self._found.stance_counts:
            if count.target_id in self._names and (
                count.holder_id is None or count.holder_id in self._names
            ):
                yield StanceCount(
                    holder=Holder(
                        kind=count.holder, id=count.holder_id, name=self._name(count.holder_id)
                    ),
                    target=Target(id=count.target_id, name=self._names[count.target_id]),
                    favor=count.favor,
                    against=count.against,
                )

    def _name(self, identifier: str | None) -> str | None:
        return None if identifier is None else self._names[identifier]

    def _spans(self, spans: Iterable[TokenSpan]) -> tuple[Span, ...]:
        found = (self._span(span) for span in spans)
        return tuple(span for span in found if span is not None)

    def _mentions(self, spans: Iterable[tuple[TokenSpan, MentionKind]]) -> tuple[Mention, ...]:
        found = (self._mention(span, kind) for span, kind in spans)
        return tuple(mention for mention in found if mention is not None)

    def _mention(self, span: TokenSpan, kind: MentionKind) -> Mention | None:
        try:
            return Mention(**published_at(span)._asdict(), kind=kind)
        except ValueError:
            self._abstentions[_OVER_LIMIT] += 1
            return None

    def _span(self, span: TokenSpan | None) -> Span | None:
        if span is None:
            return None
        try:
            return contract_span(span)
        except ValueError:
            self._abstentions[_OVER_LIMIT] += 1
            return None


def _in_text_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The title's mentions before the body's, each in text order."""
    return tuple(sorted(mentions, key=lambda one: (one.field != "title", one.start, one.end)))


def _entity(entity: DocEntity, mentions: tuple[Mention, ...]) -> Entity:
    polarity = entity.polarity
    return Entity(
        id=entity.id,
        name=entity.name,
        type=entity.type,
        country=entity.country,
        salience=_score(entity.salience),
        polarity=None
        if polarity is None
        else EntityPolarity(label=polarity.label, confidence=_score(polarity.confidence)),
        mentions=mentions,
    )


def _topic(topic: Topic) -> Topic:
    return topic.model_copy(update={"score": _score(topic.score)})


def _score(value: float) -> float:
    return min(1.0, max(0.0, round(value, DIGITS)))
