"""The broker's settings: its ``server.properties``, with the reason for each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local_kafka.errors import LocalKafkaError
from local_kafka.ports import LOOPBACK

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Node:
    """One node of a cluster: its number, and the controller port of every node by its number.

    Without ``controllers`` it is a cluster by itself. ``cluster_id`` is the same for all nodes;
    empty for a new one.
    """

    number: int = 1
    controllers: Mapping[int, int] = field(default_factory=dict)
    cluster_id: str = ""


ALONE = Node()


def server_properties(
    port: int, controller_port: int, log_directory: Path, node: Node = ALONE
) -> dict[str, str]:
    """Settings for one node, broker and controller in one, that listens on loopback only.

    Raises ``LocalKafkaError`` for a folder that Kafka's settings cannot express.
    """
    if "," in str(log_directory):
        # Kafka splits log.dirs at commas and has no way to escape one.
        raise LocalKafkaError(
            f"Kafka cannot use a folder with a comma in its name: {log_directory}; choose another"
        )
    controllers = node.controllers or {node.number: controller_port}
    replicas = min(3, len(controllers))
    # A majority, as in production: one of three may be away.
    in_sync = replicas // 2 + 1
    return {
        "process.roles": "broker,controller",
        "node.id": str(node.number),
        "controller.quorum.voters": ",".join(
            f"{number}@{LOOPBACK}:{voter}" for number, voter in controllers.items()
        ),
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{port}",
        "log.dirs": str(log_directory),
        # `stancewire topics create` creates the topics, with their own settings. A topic created
        # automatically after a typing error would only hide the error.
        "auto.create.topics.enable": "false",
        # For topics without their own limit: well above what the catalogue allows, so that a
        # forgotten setting there does not lose a message here.
        "message.max.bytes": str(8 * _MIB),
        "log.retention.hours": "168",
        # One node can hold one replica.
        "default.replication.factor": str(replicas),
        "min.insync.replicas": str(in_sync),
        "offsets.topic.replication.factor": str(replicas),
        "transaction.state.log.replication.factor": str(replicas),
        "transaction.state.log.min.isr": str(in_sync),
        "share.coordinator.state.topic.replication.factor": str(replicas),
        "share.coordinator.state.topic.min.isr": str(in_sync),
        # Kafka's default of 50 partitions for each costs files and start-up time, for one client.
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.num.partitions": "1",
        "share.coordinator.state.topic.num.partitions": "1",
        # Kafka waits 3 s for more members of a new group; the tests start them one by one.
        "group.initial.rebalance.delay.ms": "0",
        # Chaos tests need a killed worker's partitions to be reassigned within seconds.
        "group.min.session.timeout.ms": "1000",
        # After a SIGKILL, the new broker is accepted only when the old one's session has expired.
        "broker.session.timeout.ms": "4000",
        "broker.heartbeat.interval.ms": "1000",
        # By default the cleaner takes 128 MiB at once, a third of the heap; compacted topics here
        # are tiny.
        "log.cleaner.dedupe.buffer.size": str(8 * _MIB),
        "num.network.threads": "2",
        "num.io.threads": "4",
    }


def render(properties: Mapping[str, str]) -> str:
    """The text of a Java properties file, in ASCII whatever the values contain."""
    return "".join(f"{key}={_escape(value)}\n" for key, value in properties.items())


def _escape(value: str) -> str:
    # Java reads the file as Latin-1 and treats a backslash as an escape, so Windows paths and
    # folder names in other scripts must be escaped.
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    if escaped.startswith(" "):
        escaped = "\\" + escaped
    units = escaped.encode("utf-16-be", "surrogatepass")
    characters = (int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2))
    return "".join(chr(c) if ord(" ") <= c <= ord("~") else f"\\u{c:04x}" for c in characters)
