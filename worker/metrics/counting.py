"""Counts what became of a batch, once Kafka has confirmed it."""

from collections.abc import Sequence

from topics.events import Article, Enrichment
from worker.metrics.definitions import (
    ABSTAINED,
    ARRIVAL_TO_ENRICHED,
    ARTICLE_LANGUAGES,
    ARTICLES,
    BATCH_ARTICLES,
    DEAD_LETTERS,
    ENTITIES,
    FIELDS_DROPPED,
    PUBLICATION_TO_ENRICHED,
    STAGE_SECONDS,
    STANCE_CONFIDENCE,
    STANCES,
    TOPIC_ASSIGNMENTS,
    WITHOUT_STANCE,
)
from worker.metrics.labels import ABSTENTIONS, FIELDS, LANGUAGES, TOPICS, UNKNOWN, among
from worker.records import OriginalRecord
from worker.results import Processed, Tagged


def count(batch: Sequence[Processed], delivery_seconds: float, now: float) -> None:
    """Count a confirmed batch and end its traces; ``now`` is in seconds since 1970."""
    BATCH_ARTICLES.observe(len(batch))
    for processed in batch:
        STAGE_SECONDS.labels("delivery").observe(delivery_seconds)
        ARTICLES.labels(processed.outcome).inc()
        if isinstance(processed.result, Tagged):
            _count_times(processed.original, processed.result.article, now)
            _count_dropped(processed.result.dropped_fields)
            _count_tags(processed.result.enrichment)
        else:
            DEAD_LETTERS.labels(processed.result).inc()
        processed.trace.end(processed.outcome, processed.reason)


def _count_times(original: OriginalRecord, article: Article, now: float) -> None:
    # A producer's clock may be ahead of ours, or may never have been set.
    if original.timestamp_ms > 0:
        ARRIVAL_TO_ENRICHED.observe(max(0.0, now - original.timestamp_ms / 1000))
    if article.published_at is not None:
        PUBLICATION_TO_ENRICHED.observe(max(0.0, now - article.published_at.timestamp()))


def _count_dropped(fields: Sequence[str]) -> None:
    for name in fields:
        FIELDS_DROPPED.labels(among(name, FIELDS)).inc()
        ABSTAINED.labels("field_dropped").inc()


def _count_tags(found: Enrichment) -> None:
    language = UNKNOWN if found.language is None else among(found.language, LANGUAGES)
    ARTICLE_LANGUAGES.labels(language).inc()
    for reason, number in found.abstentions.items():
        ABSTAINED.labels(among(reason, ABSTENTIONS)).inc(number)
    if found.skipped:
        return
    for entity in found.entities:
        ENTITIES.labels(entity.type).inc()
    for stance in found.stances:
        STANCES.labels(stance.polarity, stance.reporting).inc()
        STANCE_CONFIDENCE.observe(stance.confidence)
    if not found.stances:
        WITHOUT_STANCE.inc()
    for code in sorted({among(topic.path[0], TOPICS) for topic in found.topics}):
        TOPIC_ASSIGNMENTS.labels(code).inc()
