"""The one Faust agent: takes batches from the stream, has them processed and delivered."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, cast

import faust
from faust.types import EventT, StreamT
from mode import CrashingSupervisor

from worker.delivery import Delivery, Parcel
from worker.metrics.counting import count
from worker.metrics.definitions import BATCH_SECONDS
from worker.processor import Processor
from worker.progress import Progress
from worker.records import OriginalRecord


def attach_agent(
    app: faust.App,
    topic: faust.TopicT,
    prepare: Callable[[], Awaitable[tuple[Processor, Delivery]]],
    *,
    batch_size: int,
    batch_wait: float,
    progress: Progress,
    on_failure: Callable[[Exception], None],
) -> None:
    """Register the agent that turns articles into events.

    ``noack_take`` leaves acknowledgement to delivery; the ordinary ``take`` acknowledges a batch
    even when it failed. The crashing supervisor stops the worker on any error, so that whatever was
    not acknowledged is delivered again; a restarted agent would carry on after it.

    ``batch_wait`` is in seconds. ``progress`` is told of each acknowledgement. ``on_failure`` is
    called with the error before the worker stops.
    """

    @app.agent(topic, supervisor_strategy=CrashingSupervisor, name="stancewire.articles")
    async def articles(stream: StreamT[Any]) -> None:
        try:
            processor, delivery = await prepare()
            # Faust's type hints lack noack_take, and do not say that it yields events.
            batches: AsyncIterator[list[EventT[Any]]] = cast(Any, stream).noack_take(
                batch_size, within=batch_wait
            )
            async for events in batches:
                with BATCH_SECONDS.time():
                    batch = await processor.process([original_record(event) for event in events])
                    parcels = [
                        Parcel(processed.outgoing, _acknowledgement(stream, event, progress))
                        for event, processed in zip(events, batch, strict=True)
                    ]
                    began = time.perf_counter()
                    await delivery.deliver(parcels)
                    count(batch, time.perf_counter() - began, time.time())
        except Exception as error:
            on_failure(error)
            raise


def original_record(event: EventT[Any]) -> OriginalRecord:
    """The record behind an event, with its headers in order and none merged."""
    message = event.message
    # The event's own headers are a dict, which loses their order and merges repeated names.
    headers = cast(Iterable[tuple[str, bytes | None]], message.headers or ())
    return OriginalRecord(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp_ms=round((message.timestamp or 0) * 1000),
        key=message.key,
        value=message.value,
        headers=tuple((name, value) for name, value in headers),
    )


def _acknowledgement(
    stream: StreamT[Any], event: EventT[Any], progress: Progress
) -> Callable[[], Awaitable[None]]:
    async def acknowledge() -> None:
        await stream.ack(event)
        progress.acknowledge(event.message.partition, event.message.offset)

    return acknowledge
