"""Builds the events of an article, and the records that carry them: key, value and headers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from topics.catalogue import Catalogue, TopicSpec
from topics.envelope import Envelope, Headers, time_of, to_headers
from topics.events import (
    Article,
    ArticleReference,
    Enriched,
    Enrichment,
    EntityTagged,
    Pipeline,
    PublishedArticle,
    Stance,
    StanceTaken,
    Tags,
    TopicAssigned,
)
from topics.fingerprint import fingerprint
from topics.identity import content_sha256, event_id
from worker.cpu import cpu_kind
from worker.records import OutgoingRecord

EVENT_SOURCE = "/stancewire/worker"
_SEPARATOR = "\x1e"


def enriched_event(
    article: Article,
    enrichment: Enrichment,
    pipeline: Pipeline,
    dropped_fields: tuple[str, ...] = (),
) -> Enriched:
    """The enriched event of an article; the same input always gives the same bytes and id.

    ``dropped_fields`` names what the record had but what could not be read.
    """
    published = PublishedArticle(
        **{**dict(article), "language": enrichment.language},
        sha256=content_sha256(article.title, article.body),
        dropped_fields=dropped_fields,
    )
    tags = {name: getattr(enrichment, name) for name in Tags.model_fields}
    abstentions = dict(enrichment.abstentions)
    if dropped_fields:
        abstentions["field_dropped"] = len(dropped_fields)
    # The reasons in one order, so that the same input gives the same bytes.
    tags["abstentions"] = dict(sorted(abstentions.items()))
    return Enriched(
        id=_identity("enriched", article, pipeline, "", dropped_fields),
        article=published,
        pipeline=pipeline,
        **tags,
        fingerprint=fingerprint(article.title, article.body),
    )


def outgoing_records(
    article: Article,
    event: Enriched,
    catalogue: Catalogue,
    timestamp_ms: int,
    trace: Headers = (),
) -> list[OutgoingRecord]:
    """The records of one article: the enriched event first, then the fan-out.

    ``timestamp_ms`` is the input record's timestamp, and becomes every event's ``ce_time``.
    ``trace`` holds the headers of the trace that the article belongs to.
    """
    return [
        _record(
            spec,
            key,
            id_=fact.id,
            subject=article.id,
            timestamp_ms=timestamp_ms,
            value=fact.model_dump_json().encode(),
            trace=trace,
        )
        for spec, key, fact in _facts(article, event, catalogue)
    ]


def _record(
    spec: TopicSpec,
    key: str,
    *,
    id_: str,
    subject: str,
    timestamp_ms: int,
    value: bytes,
    trace: Headers,
) -> OutgoingRecord:
    assert spec.event_type is not None
    envelope = Envelope(
        id=id_,
        type=spec.event_type,
        source=EVENT_SOURCE,
        time=time_of(timestamp_ms),
        subject=subject,
        cpu=cpu_kind(),
    )
    return OutgoingRecord(spec.name, key.encode(), value, [*to_headers(envelope), *trace])


def _facts(
    article: Article, event: Enriched, catalogue: Catalogue
) -> Iterator[tuple[TopicSpec, str, Enriched | EntityTagged | StanceTaken | TopicAssigned]]:
    yield catalogue.enriched, article.id, event
    reference = ArticleReference(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published_at=article.published_at,
        sha256=event.article.sha256,
    )

    def identity(kind: str, discriminator: str) -> str:
        dropped = event.article.dropped_fields
        return _identity(kind, article, event.pipeline, discriminator, dropped)

    for entity in event.entities:
        yield (
            catalogue.entities,
            entity.id,
            EntityTagged(
                id=identity("entity", entity.id),
                enriched_id=event.id,
                article=reference,
                pipeline=event.pipeline,
                entity=entity,
            ),
        )
    for stance, parties in _with_parties(event.stances):
        yield (
            catalogue.stances,
            stance.target.id,
            StanceTaken(
                id=identity("stance", parties),
                enriched_id=event.id,
                article=reference,
                pipeline=event.pipeline,
                stance=stance,
            ),
        )
    for topic in event.topics:
        yield (
            catalogue.topics,
            topic.code,
            TopicAssigned(
                id=identity("topic", topic.code),
                enriched_id=event.id,
                article=reference,
                pipeline=event.pipeline,
                topic=topic,
            ),
        )


def _with_parties(stances: Iterable[Stance]) -> Iterator[tuple[Stance, str]]:
    """Each stance with what tells it from the article's others.

    That is not its place: another kind of CPU may find one stance more before it.
    """
    told: Counter[tuple[str, ...]] = Counter()
    for stance in stances:
        parties = (stance.holder.kind, stance.holder.id or "", stance.target.id)
        told[parties] += 1
        yield stance, _SEPARATOR.join((*parties, str(told[parties])))


def _identity(
    kind: str,
    article: Article,
    pipeline: Pipeline,
    discriminator: str,
    dropped_fields: tuple[str, ...],
) -> str:
    """The event's id. Every event says what was dropped, or names one that does."""
    return event_id(kind, article, pipeline, _SEPARATOR.join((discriminator, *dropped_fields)))
