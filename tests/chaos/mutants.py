"""Workers with one fault each, which a run must find: ``STANCEWIRE_TEST_MUTANT=name``.

Run as a worker; ``MUTANTS`` says what each does wrong.
"""

import asyncio
import itertools
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from typing import Any, cast

import faust
from faust.streams import Stream

import worker.outgoing
import worker.processor
from worker.cli.main import main
from worker.delivery import Delivery, DeliveryError, Parcel
from worker.engine import committed, read_on, refusals, streaming, transport
from worker.engine.in_hand import InHand
from worker.engine.positions import BeyondEnd, Move, Span
from worker.pool.pool import Pool
from worker.records import OutgoingRecord

DEAD_LETTERS = "news.articles.dlq"
ENRICHED = "news.enriched"


def _ack_first() -> None:
    async def deliver(self: Delivery, parcels: Sequence[Parcel]) -> None:
        for parcel in parcels:
            await parcel.acknowledge()
        await self._send_all(parcels)

    Delivery.deliver = deliver  # type: ignore[method-assign]


def _take() -> None:
    plain: Any = Stream.noack_take

    async def take(self: Any, *args: Any, **options: Any) -> AsyncIterator[list[Any]]:
        async for events in plain(self, *args, **options):
            try:
                yield events
            finally:
                for event in events:
                    await self.ack(event)

    Stream.noack_take = take


def _two_at_once() -> None:
    plain: Any = faust.App.agent
    ready = Pool.ready
    model: list[asyncio.Future[str]] = []

    def agent(self: faust.App, *args: Any, **options: Any) -> Any:
        return plain(self, *args, concurrency=2, **options)

    async def once(self: Pool) -> str:
        if not model:
            model.append(asyncio.ensure_future(ready(self)))
        return await asyncio.shield(model[0])

    faust.App.agent = agent
    Pool.ready = once  # type: ignore[method-assign]


def _unconfirmed(part: Callable[[str], bool]) -> Callable[[], None]:
    """Records of these topics are sent, and nobody waits for what Kafka says."""

    def mutate() -> None:
        plain = Delivery._send_all

        async def send_all(self: Delivery, parcels: Sequence[Parcel]) -> None:
            waited = []
            for parcel in parcels:
                for record in parcel.records:
                    if part(record.topic):
                        _forget(await self._send(record))
                kept = [record for record in parcel.records if not part(record.topic)]
                waited.append(Parcel(kept, parcel.acknowledge))
            await plain(self, waited)

        Delivery._send_all = send_all  # type: ignore[method-assign]

    return mutate


def _forget(confirmation: Any) -> None:
    future = asyncio.ensure_future(confirmation)
    future.add_done_callback(lambda done: done.cancelled() or done.exception())


def _refusals_ignored() -> None:
    plain = Delivery._send_all

    async def send_all(self: Delivery, parcels: Sequence[Parcel]) -> None:
        try:
            await plain(self, parcels)
        except DeliveryError as error:
            sys.stderr.write(f"ignored: {error}\n")

    Delivery._send_all = send_all  # type: ignore[method-assign]


def _no_drain() -> None:
    def committable(self: InHand, place: Hashable) -> int | None:
        partition = self._partitions.get(place)
        if partition is None or not (partition.open or partition.finished):
            return None
        return max((*partition.open, partition.finished or 0)) + 1

    InHand.committable = committable  # type: ignore[method-assign]


def _last_acknowledged() -> None:
    def committable(self: InHand, place: Hashable) -> int | None:
        partition = self._partitions.get(place)
        return None if partition is None or partition.finished is None else partition.finished + 1

    InHand.committable = committable  # type: ignore[method-assign]


def _clock() -> None:
    plain = worker.outgoing.event_id

    def by_clock(kind: str, article: Any, pipeline: Any, discriminator: str = "") -> str:
        return plain(kind, article, pipeline, f"{discriminator}{time.time_ns()}")

    worker.outgoing.event_id = by_clock


def _two_at_once_last() -> None:
    _two_at_once()
    _last_acknowledged()


def _own_number() -> None:
    """The enriched event has a number that the worker counts."""
    plain = worker.outgoing.outgoing_records
    count = itertools.count()

    def numbered(*args: Any, **options: Any) -> list[OutgoingRecord]:
        first, *rest = plain(*args, **options)
        headers = [*first.headers, ("worker-number", str(next(count)).encode())]
        return [OutgoingRecord(first.topic, first.key, first.value, headers), *rest]

    cast(Any, worker.processor).outgoing_records = numbered


def _skips_redelivered() -> None:
    """Only the enriched event is sent again after a restart: it takes the rest for sent.

    It commits often: what is between the two confirmations is short against a second.
    """
    streaming.COMMIT_INTERVAL_SECONDS = 0.1
    plain = Delivery._send_all

    async def send_all(self: Delivery, parcels: Sequence[Parcel]) -> None:
        enriched = [Parcel(parcel.records[:1], parcel.acknowledge) for parcel in parcels]
        await plain(self, enriched)
        for parcel in parcels:
            await parcel.acknowledge()
        await plain(self, [Parcel(parcel.records[1:], parcel.acknowledge) for parcel in parcels])

    Delivery._send_all = send_all  # type: ignore[method-assign]


def _offset_forgiven() -> None:
    plain = read_on.move

    def move(offset: int | None, span: Span, _: BeyondEnd) -> Move | None:
        return plain(offset, span, "end")

    cast(Any, read_on).move = move


def _commit_retried() -> None:
    def as_aiokafka_does(_: object) -> None:
        pass

    cast(Any, committed)._commit_once = as_aiokafka_does


def _silent_about_topic() -> None:
    def there(*_: object) -> bool:
        return False

    cast(Any, refusals).topic_is_gone = there
    cast(Any, transport).topic_is_gone = there


MUTANTS: dict[str, tuple[str, Callable[[], None]]] = {
    "ack-first": ("acknowledges before Kafka has confirmed", _ack_first),
    "take": ("`take` in place of `noack_take`: a batch that failed is acknowledged", _take),
    "two-at-once": ("two instances of the agent (`concurrency=2`)", _two_at_once),
    "two-at-once-last": (
        "two instances, and the last acknowledged offset is committed",
        _two_at_once_last,
    ),
    "letter-unconfirmed": (
        "nobody waits for the confirmation of a dead letter",
        _unconfirmed(lambda topic: DEAD_LETTERS in topic),
    ),
    "fan-out-unconfirmed": (
        "nobody waits for the confirmation of the fan-out",
        _unconfirmed(lambda topic: DEAD_LETTERS not in topic and ENRICHED not in topic),
    ),
    "refusals-ignored": ("a record that Kafka refused is passed over", _refusals_ignored),
    "no-drain": ("commits what was read, whatever is still in hand", _no_drain),
    "clock": ("an event's id comes from the clock", _clock),
    "own-number": ("a header of the enriched event counts articles", _own_number),
    "fan-out-after-ack": (
        "acknowledges when the enriched event is confirmed, and sends the rest then",
        _skips_redelivered,
    ),
}

# Only a run with mending by hand shows what these do.
MENDED_BY_HAND: dict[str, tuple[str, Callable[[], None]]] = {
    "offset-forgiven": (
        "reads on at the end where the group's offset is beyond it",
        _offset_forgiven,
    ),
    "commit-retried": (
        "tries a commit to a lost topic until there is one of that name again",
        _commit_retried,
    ),
    "silent-about-topic": ("does not say that its topic is gone", _silent_about_topic),
}


if __name__ == "__main__":
    {**MUTANTS, **MENDED_BY_HAND}[os.environ["STANCEWIRE_TEST_MUTANT"]][1]()
    sys.argv = ["stancewire", "run"]
    main()
