"""Read a partition on where Kafka has no record at the group's offset: asked, told, committed."""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from worker.engine.committed import Notes, committed
from worker.engine.positions import BeyondEnd, Move, OffsetsBeyondEndError, Span, move
from worker.metrics.definitions import EXPIRED_UNREAD

log = logging.getLogger(__name__)


async def read_on(
    consumer: AIOKafkaConsumer,
    place: TopicPartition,
    offset: int | None,
    *,
    notes: Notes,
    beyond_end: BeyondEnd,
    in_hand: bool,
) -> Move:
    """Find the place for a group that has reached ``offset``, and have the consumer read there.

    ``in_hand`` says whether records of the partition are read and not acknowledged. Raises
    OffsetsBeyondEndError.
    """
    span = (await _spans(consumer, [place]))[place]
    # What is still in hand would be taken for the same offsets of the log that is there now.
    found = move(offset, span, "stop" if in_hand else beyond_end)
    if found is None:
        raise OffsetsBeyondEndError(place.topic, await _beyond_end(consumer, {place: offset or 0}))
    if found.expired or found.back:
        note = notes.of(place)
        if found.expired:
            note = note.with_expired(found.expired, datetime.now(UTC))
        if not in_hand:
            # Else a restart before the next commit finds the old offset, which may exist then.
            await consumer.commit({place: OffsetAndMetadata(found.offset, note.text())})
        notes.replace(place, note)
        _tell(place, offset or 0, span, found)
    consumer.seek(place, found.offset)
    return found


async def _spans(
    consumer: AIOKafkaConsumer, places: Iterable[TopicPartition]
) -> dict[TopicPartition, Span]:
    begins = await consumer.beginning_offsets(list(places))
    ends = await consumer.end_offsets(list(places))
    return {place: Span(begins[place], ends[place]) for place in begins}


async def _beyond_end(
    consumer: AIOKafkaConsumer, known: Mapping[TopicPartition, int]
) -> dict[int, tuple[int, Span]]:
    """All of the consumer's partitions whose offset is beyond their end, not only the known one."""
    found = await committed(consumer, consumer.assignment())
    offsets = {place: at.offset for place, at in found.items()} | dict(known)
    spans = await _spans(consumer, offsets)
    return {
        place.partition: (offset, spans[place])
        for place, offset in offsets.items()
        if offset > spans[place].end
    }


def _tell(place: TopicPartition, offset: int, span: Span, found: Move) -> None:
    where = f"{place.topic}[{place.partition}]"
    if found.expired:
        EXPIRED_UNREAD.inc(found.expired)
        log.error(
            "%s: %d offsets expired unread: the group had reached %d, and retention has deleted "
            "everything before %d; reading on there. Read faster, or keep the articles for longer",
            where,
            found.expired,
            offset,
            span.begin,
        )
    else:
        log.warning(
            "%s: the group's offset %d is beyond the end, %d; reading on at %d, as "
            "STANCEWIRE_OFFSET_BEYOND_END says",
            where,
            offset,
            span.end,
            found.offset,
        )
