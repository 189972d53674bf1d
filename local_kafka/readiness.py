"""Check that the broker answers and that it is ours."""

from __future__ import annotations

import socket

from local_kafka.ports import LOOPBACK

_CONNECT_SECONDS = 0.5
_ANSWER_MS = 5_000


def is_ready(port: int, cluster_id: str, node: int) -> bool:
    """Whether this node of the cluster ``cluster_id`` serves requests on ``port`` now.

    An open port is not enough: the broker opens it before the controller accepts the broker, and
    another program, even another Kafka, may have taken the port first.
    """
    if not _is_open(port):
        # Avoids the client's own retries with growing pauses, and its warnings in the log.
        return False
    from kafka import KafkaAdminClient  # noqa: PLC0415 - 100 ms, while Java starts
    from kafka.errors import KafkaError  # noqa: PLC0415

    try:
        client = KafkaAdminClient(
            bootstrap_servers=f"{LOOPBACK}:{port}",
            client_id="stancewire-local-kafka",
            request_timeout_ms=_ANSWER_MS,
            bootstrap_timeout_ms=_ANSWER_MS,
        )
    except KafkaError:
        return False
    try:
        cluster = client.describe_cluster()
    except KafkaError:
        return False
    finally:
        client.close()
    return cluster["cluster_id"] == cluster_id and any(
        broker["broker_id"] == node and not broker.get("is_fenced") for broker in cluster["brokers"]
    )


def _is_open(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), _CONNECT_SECONDS).close()
    except OSError:
        return False
    return True
