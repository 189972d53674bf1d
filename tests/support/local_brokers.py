"""Start a local Kafka with as much time as this machine needs now."""

from typing import TypeVar

from local_kafka import Broker, Brokers
from local_kafka.broker import START_TIMEOUT
from tests.support.patience import patient

Local = TypeVar("Local", Broker, Brokers)


def started(kafka: Local) -> Local:
    """The same, started; as a context manager it stops at the end."""
    kafka.start(patient(START_TIMEOUT))
    return kafka
