"""Whether the broker answers, and whether it is ours."""

from __future__ import annotations

import socket

from local_kafka.ports import LOOPBACK

_CONNECT_SECONDS = 0.5
_ANSWER_MS = 5_000


def is_ready(port: int, cluster_id: str) -> bool:
    """Whether the broker of the cluster ``cluster_id`` serves requests on ``port``, right now.

    An open port isn't enough: the broker opens it before the controller lets it in, and after a
    lost race another program may sit there, another Kafka too.
    """
    if not _is_open(port):
        # Spares the client's own retries, with pauses that grow, and the warnings that it logs.
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
        not broker.get("is_fenced") for broker in cluster["brokers"]
    )


def _is_open(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), _CONNECT_SECONDS).close()
    except OSError:
        return False
    return True
