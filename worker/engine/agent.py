"""The one Faust agent: batches from the stream, through the processor, to delivery."""

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

    ``noack_take`` leaves acknowledging to delivery: the ordinary ``take`` acknowledges a batch also
    when it failed. The crashing supervisor ends the worker on any error, so that what was not
    acknowledged is delivered again: a restarted agent would go on behind it. ``batch_wait`` is in
    seconds; ``progress`` hears of each acknowledgement, ``on_failure`` of the error before the
    worker ends of it.
    """

    @app.agent(topic, supervisor_strategy=CrashingSupervisor, name="stancewire.articles")
    async def articles(stream: StreamT[Any]) -> None:
        try:
            processor, delivery = await prepare()
            # Faust's types do not know noack_take, nor that it gives events.
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
    """The record behind an event, headers in their order and with their repetitions."""
    message = event.message
    # The event's own headers are a dict, which loses their order and repetitions.
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
