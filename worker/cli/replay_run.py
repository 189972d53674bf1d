"""Enriches articles again with the worker's own pool and processor, into separate topics.

No group's offsets change: partitions are read without a group, and only our own marks are written.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kafka import TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from topics.catalogue import Catalogue
from topics.cluster import admin
from topics.cluster.errors import AdminError
from topics.envelope import rfc3339, time_of
from worker.breaker import Breaker
from worker.cli import replay_memory as memory
from worker.cli.failures import CommandError
from worker.cli.kafka_io import Publisher, Reader, require_topic, sendable
from worker.fatal import FatalError
from worker.limits import MAX_RECORD_BYTES
from worker.pipeline_info import pipeline_info
from worker.pool.pool import Pool
from worker.processor import Processor
from worker.records import OriginalRecord
from worker.settings import Settings

_SAVE_EVERY_SECONDS = 2.0

Show = Callable[[int, int], object]
"""Called with how many records are done, and how many there are."""


@dataclass(frozen=True)
class Window:
    """Records written at or after ``since_ms`` and before ``until_ms``; None for no bound."""

    since_ms: int | None = None
    until_ms: int | None = None

    def includes(self, timestamp_ms: int) -> bool:
        """Whether a record with this timestamp is to be read."""
        after = self.since_ms is None or timestamp_ms >= self.since_ms
        return after and (self.until_ms is None or timestamp_ms < self.until_ms)

    def __str__(self) -> str:
        ends = (("since", self.since_ms), ("until", self.until_ms))
        told = [f"{word} {rfc3339(time_of(end))}" for word, end in ends if end is not None]
        return " ".join(told) or "everything"


@dataclass
class Report:
    """What became of the articles; ``before`` counts the offsets that an earlier run handled."""

    outcomes: dict[str, int] = field(default_factory=dict)
    before: int = 0


def replay(settings: Settings, suffix: str, window: Window, show: Show) -> Report:
    """Read the window's articles again. Raises CommandError, AdminError."""
    require_topic(settings.kafka_client_options(), settings.catalogue().articles.name)
    side = settings.catalogue().beside(suffix)
    # Before the pipeline is loaded, which takes half a minute.
    admin.require_creatable(settings.kafka_client_options(), side)
    pool = Pool(
        settings.pipeline,
        {"entities": settings.entities} if settings.entities else {},
        settings.pool_processes,
        article_timeout=settings.article_timeout,
        start_timeout=settings.pool_start_timeout,
    )
    pool.spawn()
    try:
        with asyncio.Runner() as runner:
            pipeline = pipeline_info(runner.run(pool.ready()))
            breaker = Breaker(
                settings.breaker_consecutive, settings.breaker_window, settings.breaker_ratio
            )
            processor = Processor(pool, side, pipeline, breaker)
            task = f"{window}, {pipeline.name} {pipeline.version} {pipeline.model}"
            return _Replay(settings, suffix, side, window, task, processor, runner, show).run()
    except FatalError as error:
        raise CommandError(str(error)) from None
    finally:
        pool.kill()


@dataclass
class _Replay:
    settings: Settings
    suffix: str
    side: Catalogue
    window: Window
    task: str
    processor: Processor
    runner: asyncio.Runner
    show: Show

    def run(self) -> Report:
        self.options = self.settings.kafka_client_options()
        self.group = memory.group_of(self.settings.group, self.suffix)
        self.report = Report()
        fresh = self.side.enriched.name in admin.create(self.options, self.side).created
        with Reader(self.options, [self.side.articles.name]) as reader:
            known = memory.load(self.options, self.group, reader.end, self.task, fresh=fresh)
            first = (
                dict(reader.begin)
                if self.window.since_ms is None
                else reader.written_since(self.window.since_ms)
            )
            first = {place: max(offset, reader.begin[place]) for place, offset in first.items()}
            start = {place: max(offset, known.get(place, 0)) for place, offset in first.items()}
            self.report.before = sum(start[place] - first[place] for place in start)
            self.marks = dict(start)
            self._through(reader, start, sum(reader.end[place] - start[place] for place in start))
        return self.report

    def _through(self, reader: Reader, start: memory.Marks, total: int) -> None:
        done, saved = 0, time.monotonic()
        # At once, so that even after a kill another task can be told from ours.
        memory.save(self.options, self.group, self.marks, self.task)
        try:
            with Publisher(self.options, MAX_RECORD_BYTES, compression="gzip") as publisher:
                for batch in self._batches(reader.all(start)):
                    self._publish(batch, publisher)
                    done += len(batch)
                    self.show(done, total)
                    if time.monotonic() - saved > _SAVE_EVERY_SECONDS:
                        memory.save(self.options, self.group, self.marks, self.task)
                        saved = time.monotonic()
        except BaseException:
            with suppress(AdminError):
                memory.save(self.options, self.group, self.marks, self.task)
            raise
        memory.save(self.options, self.group, self.marks, self.task)
        self.show(total, total)

    def _batches(self, records: Iterator[ConsumerRecord]) -> Iterator[list[ConsumerRecord]]:
        batch: list[ConsumerRecord] = []
        for record in records:
            batch.append(record)
            if len(batch) == self.settings.batch_size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _publish(self, batch: list[ConsumerRecord], publisher: Publisher) -> None:
        chosen = [_original(record) for record in batch if self.window.includes(record.timestamp)]
        for processed in self.runner.run(self.processor.process(chosen)):
            for record in processed.outgoing:
                publisher.send(
                    processed.original.place,
                    record.topic,
                    key=record.key,
                    value=record.value,
                    headers=sendable(record.headers),
                )
            outcomes = self.report.outcomes
            outcomes[processed.outcome] = outcomes.get(processed.outcome, 0) + 1
        publisher.flush()
        for place, why in publisher.refused.items():
            raise CommandError(f"the broker refused an event of {place}: {why}")
        for record in batch:
            self.marks[TopicPartition(record.topic, record.partition)] = record.offset + 1


def _original(record: Any) -> OriginalRecord:
    return OriginalRecord(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp_ms=record.timestamp,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
    )
