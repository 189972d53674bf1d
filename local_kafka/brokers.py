"""A cluster of several nodes on loopback, each of which can be killed and restarted by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from local_kafka import ports, storage
from local_kafka.broker import START_TIMEOUT, Adapt, Broker
from local_kafka.server_properties import Node


class Brokers:
    """``count`` nodes, each broker and controller in one. Their data is in temporary folders.

    With three nodes a topic has three replicas by default, of which two must be in sync for a
    confirmation: one node may be away at any time.

        with Brokers(3) as cluster:
            cluster.nodes[0].kill()  # clients go on
    """

    def __init__(self, count: int, *, heap_mb: int = 384, adapt: Adapt = dict) -> None:
        """Start nothing yet, but choose the ports: each node must know those of the others."""
        with ExitStack() as held:
            reserved = []
            for _ in range(2 * count):
                reserved.append(ports.reserve())
                held.callback(reserved[-1].release)
            numbers = range(1, count + 1)
            controllers = {number: reserved[number - 1].port for number in numbers}
            cluster_id = storage.random_id()
            self.nodes = [
                Broker(
                    port=reserved[count + number - 1].port,
                    heap_mb=heap_mb,
                    node=Node(number, controllers, cluster_id),
                    adapt=adapt,
                )
                for number in numbers
            ]

    @property
    def bootstrap_servers(self) -> str:
        """The addresses of all nodes."""
        return ",".join(node.bootstrap_servers for node in self.nodes)

    def start(self, timeout: float = START_TIMEOUT) -> Self:
        """Start all nodes at once: none is ready before a majority of them runs.

        Raises ``LocalKafkaError`` if one does not start, and leaves nothing running.
        """
        try:
            with ThreadPoolExecutor(len(self.nodes)) as threads:
                for started in [threads.submit(node.start, timeout) for node in self.nodes]:
                    started.result()
        except BaseException:  # also on an interrupt: nothing that was started may keep running
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End all nodes and remove their data."""
        for node in self.nodes:
            # A node that stops in order waits for a majority, which the last ones do not have.
            node.kill()
            node.stop()

    def __enter__(self) -> Self:
        return self if any(node.running for node in self.nodes) else self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
