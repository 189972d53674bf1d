"""Reads each record of a batch, and enriches or dead-letters it."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from topics.catalogue import Catalogue, TopicSpec
from topics.events import Article, Pipeline
from topics.limits import MAX_ID_CHARS
from worker.article_fields import Reading, Rejected
from worker.breaker import Breaker
from worker.dead_letters import dead_letter
from worker.intake import read_record
from worker.logs.context import about
from worker.metrics.definitions import STAGE_SECONDS
from worker.outgoing import enriched_event, outgoing_records
from worker.pool.slot import Outcome, PipelineFailure
from worker.records import OriginalRecord, OutgoingRecord, record_bytes
from worker.results import Processed, Tagged
from worker.tracing.trace import BeginTrace, Trace, pass_on

log = logging.getLogger(__name__)


class Enrich(Protocol):
    """The part of the pool that is needed here."""

    async def enrich(self, articles: Sequence[Article]) -> list[Outcome]:
        """The outcome of each article, in the same order."""
        ...


@dataclass(frozen=True)
class _Read:
    """A record, what was read from it, and the trace begun for it."""

    record: OriginalRecord
    reading: Reading | Rejected
    trace: Trace

    @property
    def article_id(self) -> str:
        """The article's id; if the article could not be read, the record's key."""
        if isinstance(self.reading, Reading):
            return self.reading.article.id
        return (self.record.key or b"")[:MAX_ID_CHARS].decode(errors="backslashreplace")


@dataclass(frozen=True)
class Processor:
    """Turns each record of a batch into everything that must be published for it."""

    pool: Enrich
    catalogue: Catalogue
    pipeline: Pipeline
    breaker: Breaker
    begin_trace: BeginTrace = pass_on

    async def process(self, records: Sequence[OriginalRecord]) -> list[Processed]:
        """The result of each record, in the same order; each has something to publish.

        Raises BreakerTripped if too much is dead-lettered.
        """
        batch = [_Read(record, _read(record), self.begin_trace(record)) for record in records]
        results = await asyncio.gather(*(self._result(item) for item in batch))
        processed = []
        for item, result in zip(batch, results, strict=True):
            with about(item.record, item.article_id):
                processed.append(self._processed(item, result))
        return processed

    async def _result(self, item: _Read) -> Tagged | Rejected:
        if isinstance(item.reading, Rejected):
            return item.reading
        with about(item.record, item.article_id):
            (outcome,) = await self.pool.enrich([item.reading.article])
        if isinstance(outcome, PipelineFailure):
            return Rejected(outcome.reason, outcome.detail)
        return Tagged(item.reading.article, outcome, item.reading.dropped)

    def _processed(self, item: _Read, result: Tagged | Rejected) -> Processed:
        if isinstance(result, Rejected):
            return self._dead_letter(item, result)
        outgoing = self._outgoing(item, result)
        for record in outgoing:
            limit = self._topic(record).max_message_bytes
            if (size := record_bytes(record)) > limit:
                detail = f"{size} bytes for {record.topic}, which takes {limit}"
                return self._dead_letter(item, Rejected("enriched_too_large", detail))
        self.breaker.enriched()
        log.debug("enriched")
        return Processed(item.record, outgoing, result, item.trace)

    def _outgoing(self, item: _Read, tagged: Tagged) -> list[OutgoingRecord]:
        event = enriched_event(
            tagged.article, tagged.enrichment, self.pipeline, tagged.dropped_fields
        )
        return outgoing_records(
            tagged.article, event, self.catalogue, item.record.timestamp_ms, item.trace.headers
        )

    def _dead_letter(self, item: _Read, rejected: Rejected) -> Processed:
        log.warning("dead-lettered: %s", rejected)
        self.breaker.dead_lettered(rejected.reason)
        letter = dead_letter(
            item.record,
            rejected.reason,
            rejected.detail,
            catalogue=self.catalogue,
            pipeline=f"{self.pipeline.name} {self.pipeline.version} {self.pipeline.model}",
        )
        # The letter's reason is the one to count: it differs when the record was too large to keep.
        return Processed(item.record, [letter.record], letter.reason, item.trace)

    def _topic(self, record: OutgoingRecord) -> TopicSpec:
        return self.catalogue.by_name(record.topic)


def _read(record: OriginalRecord) -> Reading | Rejected:
    with STAGE_SECONDS.labels("intake").time():
        try:
            return read_record(record.key, record.value)
        except Rejected as rejected:
            return rejected
