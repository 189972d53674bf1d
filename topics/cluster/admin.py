"""The catalogue's topics on a cluster: create, describe, check. Every call blocks.

``options`` are keyword arguments for kafka-python's clients: ``bootstrap_servers`` and what
security needs. Whatever goes wrong is raised as an AdminError of one line.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import (
    InvalidReplicationFactorError,
    KafkaTimeoutError,
    NodeNotReadyError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
    for_code,
)

from topics.catalogue import Catalogue, TopicSpec
from topics.cluster.checks import REPLICATION_SETTING, Difference, Tools, TopicState, differences
from topics.cluster.connection import connect, wait_for_broker
from topics.cluster.errors import (
    AdminError,
    AuthenticationFailed,
    BrokersFenced,
    BrokerUnavailable,
    NotAuthorised,
    Options,
    address,
    explain,
    fenced,
)
from topics.cluster.lag import PartitionLag, lag

__all__ = [
    "AdminError",
    "AuthenticationFailed",
    "BrokerUnavailable",
    "BrokersFenced",
    "Created",
    "Difference",
    "NotAuthorised",
    "PartitionLag",
    "TopicState",
    "check",
    "connect",
    "create",
    "describe",
    "lag",
    "require_creatable",
    "wait_for_broker",
]


_RETRY_SECONDS = 0.5


@dataclass(frozen=True)
class Created:
    """What ``create`` did: the topics' Kafka names, in the catalogue's order."""

    created: tuple[str, ...]
    existing: tuple[str, ...]


def create(options: Options, catalogue: Catalogue, timeout_s: float = 30.0) -> Created:
    """Create what is missing and wait until every partition has a leader; never change a topic.

    ``timeout_s`` is for both. Raises AdminError.
    """
    deadline = time.monotonic() + timeout_s
    with connect(options) as client:
        there = set(client.list_topics())
        missing = [spec for spec in catalogue.all if spec.name not in there]
        created = tuple(
            spec.name for spec in missing if _create_by(deadline, client, spec, options)
        )
        _wait_for_leaders(deadline, client, [spec.name for spec in catalogue.all], options)
    existing = tuple(spec.name for spec in catalogue.all if spec.name not in created)
    return Created(created, existing)


def require_creatable(options: Options, catalogue: Catalogue) -> None:
    """Raises AdminError if ``create`` could not create what is missing; changes nothing."""
    with connect(options) as client:
        there = set(client.list_topics())
        for spec in catalogue.all:
            if spec.name not in there:
                _create_one(client, spec, options, only_try=True)


def _create_by(
    deadline: float, client: KafkaAdminClient, spec: TopicSpec, options: Options
) -> bool:
    """Create it as soon as brokers take it: one that has just started is fenced for a moment."""
    while True:
        try:
            return _create_one(client, spec, options)
        except BrokersFenced:
            if time.monotonic() >= deadline:
                raise
        time.sleep(_RETRY_SECONDS)


def _wait_for_leaders(
    deadline: float, client: KafkaAdminClient, names: Sequence[str], options: Options
) -> None:
    left = max(1.0, deadline - time.monotonic())
    try:
        client.wait_for_topics(names, timeout_ms=left * 1000)
    except KafkaTimeoutError as error:
        raise BrokerUnavailable(
            f"the cluster at {address(options)} has the topics, but not every partition has a "
            "leader: start all its brokers, then run 'stancewire topics check'"
        ) from error


def _create_one(
    client: KafkaAdminClient, spec: TopicSpec, options: Options, *, only_try: bool = False
) -> bool:
    layout = {
        "num_partitions": spec.partitions,
        "replication_factor": spec.replication_factor,
        "configs": dict(spec.configs),
    }
    try:
        answer = client.create_topics(
            {spec.name: layout}, raise_errors=False, validate_only=only_try
        )["topics"][0]
    except NodeNotReadyError as no_controller:
        raise fenced(f"{spec.name} cannot be created now", options) from no_controller
    error = for_code(answer["error_code"])
    if error is TopicAlreadyExistsError:
        return False  # somebody else was faster
    if error is InvalidReplicationFactorError:
        if len(client.describe_cluster()["brokers"]) >= spec.replication_factor:
            raise fenced(f"{spec.name} cannot be created now", options)
        raise AdminError(
            f"{spec.name} needs {spec.replication_factor} brokers for its copies, and the cluster "
            f"at {address(options)} has fewer: set {REPLICATION_SETTING}"
        )
    if answer["error_code"]:
        raise explain(error(f"{spec.name}: {answer.get('error_message') or ''}"), options)
    return True


def describe(options: Options, catalogue: Catalogue) -> list[TopicState]:
    """Each topic of the catalogue as the cluster has it. Raises AdminError."""
    with connect(options) as client:
        names = [spec.name for spec in catalogue.all]
        topics = {topic["name"]: topic for topic in client.describe_topics(names)}
        for name, topic in topics.items():
            error = for_code(topic["error_code"])
            if topic["error_code"] and error is not UnknownTopicOrPartitionError:
                raise explain(error(name), options)
        there = [name for name in names if not topics[name]["error_code"]]
        configs = _configs(client, there, options) if there else {}
        brokers = tuple(
            sorted(broker["broker_id"] for broker in client.describe_cluster()["brokers"])
        )
    return [
        _state(topics[name], configs[name], brokers)
        if name in configs
        else TopicState(name, exists=False, brokers=brokers)
        for name in names
    ]


def _configs(
    client: KafkaAdminClient, names: list[str], options: Options
) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    answer = client.describe_configs(resources, config_filter="all").get("topic", {})
    found = {
        name: {key: config["value"] or "" for key, config in answer.get(name, {}).items()}
        for name in names
    }
    for name, configs in found.items():
        # A refusal shows as an empty answer: the client drops the error code.
        if "max.message.bytes" not in configs:
            raise NotAuthorised(
                f"the broker at {address(options)} does not show the settings of {name}: "
                "the user needs DescribeConfigs on it"
            )
    return found


def _state(topic: Any, configs: dict[str, str], brokers: tuple[int, ...]) -> TopicState:
    partitions = sorted(topic["partitions"], key=lambda partition: partition["partition_index"])
    return TopicState(
        name=topic["name"],
        exists=True,
        replicas=tuple(tuple(partition["replica_nodes"]) for partition in partitions),
        leaderless=tuple(
            partition["partition_index"] for partition in partitions if partition["leader_id"] < 0
        ),
        configs=configs,
        brokers=brokers,
    )


def check(options: Options, catalogue: Catalogue) -> list[Difference]:
    """The differences between the cluster and the catalogue, the worst first. Raises AdminError."""
    states = {state.name: state for state in describe(options, catalogue)}
    secured = options.get("security_protocol", "PLAINTEXT") != "PLAINTEXT"
    return differences(catalogue, states, Tools(address(options), secured))
