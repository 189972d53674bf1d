import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError

from worker.delivery import Delivery, DeliveryError, Parcel
from worker.records import OutgoingRecord


class Broker:
    """Confirms on demand, and records the requests."""

    def __init__(self) -> None:
        self.confirmations: list[asyncio.Future[Any]] = []
        self.acked: list[str] = []
        self.refuse: Exception | None = None

    async def send(self, _: OutgoingRecord) -> Awaitable[Any]:
        if self.refuse:
            raise self.refuse
        self.confirmations.append(asyncio.get_running_loop().create_future())
        return self.confirmations[-1]

    def parcel(self, name: str, records: int = 1) -> Parcel:
        async def acknowledge() -> None:
            self.acked.append(name)

        return Parcel([OutgoingRecord("t", b"k", b"v", [])] * records, acknowledge)


async def test_nothing_is_acked_before_everything_is_confirmed() -> None:
    broker = Broker()
    parcels = [broker.parcel("a", 2), broker.parcel("b")]
    delivering = asyncio.ensure_future(Delivery(broker.send, 5).deliver(parcels))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for confirmation in broker.confirmations[:-1]:
        confirmation.set_result(None)
        await asyncio.sleep(0)
        assert broker.acked == []
    broker.confirmations[-1].set_result(None)
    await delivering
    assert broker.acked == ["a", "b"]
    assert len(broker.confirmations) == 3


async def test_one_refusal_leaves_the_whole_batch_unacked() -> None:
    broker = Broker()
    parcels = [broker.parcel("a"), broker.parcel("b")]
    delivering = asyncio.ensure_future(Delivery(broker.send, 5).deliver(parcels))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    broker.confirmations[0].set_result(None)
    broker.confirmations[1].set_exception(OSError("not leader"))
    with pytest.raises(DeliveryError, match="refused a record for t: not leader"):
        await delivering
    assert broker.acked == []


async def test_a_silent_broker_is_given_up_after_the_bound() -> None:
    broker = Broker()
    with pytest.raises(DeliveryError, match=r"within 0\.05 s"):
        await Delivery(broker.send, 0.05).deliver([broker.parcel("a")])
    assert broker.acked == []


async def test_a_send_that_raises_is_a_delivery_error() -> None:
    broker = Broker()
    broker.refuse = OSError("closed")
    with pytest.raises(DeliveryError, match="could not be sent to t: closed"):
        await Delivery(broker.send, 1).deliver([broker.parcel("a")])


async def test_a_refusal_names_the_topic_that_it_was_for() -> None:
    broker = Broker()
    parcels = [Parcel([OutgoingRecord(name, b"k", b"v", []) for name in ("one", "two")], _nothing)]
    delivering = asyncio.ensure_future(Delivery(broker.send, 5).deliver(parcels))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    broker.confirmations[0].set_result(None)
    broker.confirmations[1].set_exception(MessageSizeTooLargeError())
    with pytest.raises(
        DeliveryError,
        match=r"a record for two: .*MESSAGE_SIZE_TOO_LARGE|a record for two: .*MessageSizeTooLarge",
    ):
        await delivering


async def _nothing() -> None:
    pass
