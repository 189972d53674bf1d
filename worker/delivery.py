"""Confirmed sends, then acknowledgement in offset order; no other module acknowledges.

A send is confirmed when the broker says so, not when the record is handed to the producer. A
batch's confirmations are awaited together: one by one would cost several times the throughput.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from worker.fatal import FatalError
from worker.records import OutgoingRecord

Send = Callable[[OutgoingRecord], Awaitable[Awaitable[Any]]]
Acknowledge = Callable[[], Awaitable[None]]


class DeliveryError(FatalError):
    """The broker did not confirm a batch; the worker must stop with nothing acknowledged."""


@dataclass(frozen=True)
class Parcel:
    """What one input record becomes, and how to acknowledge it once all of that is safe."""

    records: Sequence[OutgoingRecord]
    acknowledge: Acknowledge


class Delivery:
    """Sends batches and acknowledges them.

    ``send`` hands a record to the producer and returns an awaitable for the broker's confirmation.
    ``timeout`` is in seconds, for a whole batch; until then the producer retries by itself.
    """

    def __init__(self, send: Send, timeout: float) -> None:
        self._send = send
        self._timeout = timeout

    async def deliver(self, parcels: Sequence[Parcel]) -> None:
        """Send everything, wait for the broker, then acknowledge in the given order.

        Raises DeliveryError, with nothing acknowledged, if a send fails or is not confirmed in
        time.
        """
        try:
            async with asyncio.timeout(self._timeout):
                await self._send_all(parcels)
        except TimeoutError:
            topics = sorted({record.topic for parcel in parcels for record in parcel.records})
            raise DeliveryError(
                f"the broker did not confirm a batch within {self._timeout:g} s (topics: "
                f"{', '.join(topics)}); check that it is up, and run 'stancewire topics check'"
            ) from None
        for parcel in parcels:
            await parcel.acknowledge()

    async def _send_all(self, parcels: Sequence[Parcel]) -> None:
        confirmations, topics = [], []
        topic = ""
        try:
            for parcel in parcels:
                for record in parcel.records:
                    topic = record.topic
                    confirmations.append(await self._send(record))
                    topics.append(topic)
            results = await asyncio.gather(*confirmations, return_exceptions=True)
        except TimeoutError:
            raise
        except Exception as error:
            raise DeliveryError(f"a record could not be sent to {topic}: {_told(error)}") from error
        for topic, result in zip(topics, results, strict=True):
            if isinstance(result, BaseException):
                raise DeliveryError(
                    f"the broker refused a record for {topic}: {_told(result)}; "
                    "'stancewire topics check' compares the topics with what they should be"
                ) from result


def _told(error: BaseException) -> str:
    """The error in one line; some have no text but their kind."""
    return " ".join(str(error).split()) or type(error).__name__
