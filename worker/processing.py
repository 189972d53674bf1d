"""A batch of records to the parcels that delivery sends: read, enrich, or dead-letter each."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from topics.catalogue import Catalogue, TopicSpec
from topics.events import Article, Enrichment, Pipeline
from worker.breaker import Breaker
from worker.dead_letters import OriginalRecord, dead_letter_record
from worker.events import OutgoingRecord, enriched_event, outgoing_records, record_bytes
from worker.intake import Rejected, read_record
from worker.metrics import ARTICLES, DEAD_LETTERS
from worker.pool import Outcome, PipelineFailure

log = logging.getLogger(__name__)


class Enrich(Protocol):
    """The pool, as far as this room needs it."""

    async def enrich(self, articles: Sequence[Article]) -> list[Outcome]:
        """The outcome of each article, in their order."""
        ...


@dataclass(frozen=True)
class Processor:
    """Gives, for each record of a batch, everything that must be published for it."""

    pool: Enrich
    catalogue: Catalogue
    pipeline: Pipeline
    breaker: Breaker

    async def process(self, records: Sequence[OriginalRecord]) -> list[list[OutgoingRecord]]:
        """Outgoing records of each input record, in their order; never empty for any.

        Raises BreakerTripped when too much is dead-lettered.
        """
        readings = [_read(record) for record in records]
        articles = [reading for reading in readings if isinstance(reading, Article)]
        outcomes = iter(await self.pool.enrich(articles))
        outgoing = []
        for record, reading in zip(records, readings, strict=True):
            if isinstance(reading, Rejected):
                outgoing.append(self._dead_letter(record, reading))
            else:
                outgoing.append(self._publish(record, reading, next(outcomes)))
        return outgoing

    def _publish(
        self, record: OriginalRecord, article: Article, outcome: Outcome
    ) -> list[OutgoingRecord]:
        if isinstance(outcome, PipelineFailure):
            return self._dead_letter(record, Rejected(outcome.reason, outcome.detail))
        outgoing = self._outgoing(record, article, outcome)
        for item in outgoing:
            limit = self._topic(item).max_message_bytes
            if (size := record_bytes(item)) > limit:
                detail = f"{size} bytes for {item.topic}, which takes {limit}"
                return self._dead_letter(record, Rejected("enriched_too_large", detail))
        self.breaker.enriched()
        ARTICLES.labels("skipped" if outcome.skipped else "enriched").inc()
        log.debug("enriched %s article %r", record.place, article.id)
        return outgoing

    def _outgoing(
        self, record: OriginalRecord, article: Article, enrichment: Enrichment
    ) -> list[OutgoingRecord]:
        event = enriched_event(article, enrichment, self.pipeline)
        return outgoing_records(article, event, self.catalogue, record.timestamp_ms)

    def _dead_letter(self, record: OriginalRecord, rejected: Rejected) -> list[OutgoingRecord]:
        log.warning("dead-lettered %s: %s", record.place, rejected)
        ARTICLES.labels("dead_lettered").inc()
        DEAD_LETTERS.labels(rejected.reason).inc()
        self.breaker.dead_lettered(rejected.reason)
        return [
            dead_letter_record(
                record,
                rejected.reason,
                rejected.detail,
                catalogue=self.catalogue,
                pipeline=f"{self.pipeline.name} {self.pipeline.version} {self.pipeline.model}",
            )
        ]

    def _topic(self, record: OutgoingRecord) -> TopicSpec:
        return self.catalogue.by_name(record.topic)


def _read(record: OriginalRecord) -> Article | Rejected:
    try:
        return read_record(record.key, record.value)
    except Rejected as rejected:
        return rejected
