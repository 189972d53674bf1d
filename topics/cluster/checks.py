"""How the cluster differs from the catalogue: what each difference costs, and how to fix it.

Pure: it compares what ``topics.cluster.admin`` has read, and asks no broker.
"""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from topics.catalogue import Catalogue, TopicSpec

Severity = Literal["loses", "reorders", "harmless"]
SEVERITIES: tuple[Severity, ...] = ("loses", "reorders", "harmless")

PARTITIONS_SETTING = "STANCEWIRE_PARTITIONS"
REPLICATION_SETTING = "STANCEWIRE_REPLICATION_FACTOR"
_UNLIMITED = -1


@dataclass(frozen=True)
class TopicState:
    """One topic as the cluster has it.

    ``replicas`` are the ids of the brokers that hold each partition, ``configs`` the settings in
    force, whoever set them. ``brokers`` are all brokers of the cluster.
    """

    name: str
    exists: bool
    replicas: tuple[tuple[int, ...], ...] = ()
    leaderless: tuple[int, ...] = ()
    configs: Mapping[str, str] = field(default_factory=dict)
    brokers: tuple[int, ...] = ()

    @property
    def partitions(self) -> int:
        """How many partitions it has."""
        return len(self.replicas)

    @property
    def replication_factor(self) -> int:
        """The number of copies of the partition with the fewest."""
        return min((len(copies) for copies in self.replicas), default=0)


@dataclass(frozen=True)
class Difference:
    """Something on the cluster that is not as the catalogue says.

    ``loses``: messages can be lost, or can no longer be written. ``reorders``: messages with the
    same key can be in two partitions. ``mend`` is the command or the setting that fixes it.
    """

    topic: str
    what: str
    expected: str
    found: str
    severity: Severity
    mend: str

    def __str__(self) -> str:
        return (
            f"{self.topic}: {self.what} is {self.found}, not {self.expected} "
            f"({self.severity}); to fix it: {self.mend}"
        )

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Tools:
    """How Kafka's own commands reach the cluster."""

    bootstrap_servers: str
    secured: bool = False

    def command(self, name: str, arguments: str) -> str:
        """A shell command; ``client.properties`` is a placeholder for the user's own login file."""
        login = " --command-config client.properties" if self.secured else ""
        servers = shlex.quote(self.bootstrap_servers)
        return f"{name} --bootstrap-server {servers}{login} {arguments}"

    def set_config(self, topic: str, name: str, value: str) -> str:
        """The command that sets one setting of a topic."""
        setting = shlex.quote(f"{name}={value}")
        return self.command(
            "kafka-configs.sh",
            f"--entity-type topics --entity-name {shlex.quote(topic)} --alter "
            f"--add-config {setting}",
        )


def differences(
    catalogue: Catalogue, states: Mapping[str, TopicState], tools: Tools
) -> list[Difference]:
    """Every difference, the worst first, then in the catalogue's order."""
    found = [
        difference
        for spec in catalogue.all
        for difference in _of_topic(spec, catalogue, states, tools)
    ]
    return sorted(found, key=lambda difference: SEVERITIES.index(difference.severity))


def _of_topic(
    spec: TopicSpec, catalogue: Catalogue, states: Mapping[str, TopicState], tools: Tools
) -> Iterator[Difference]:
    state = states[spec.name]
    if not state.exists:
        yield Difference(
            spec.name, "topic", "present", "missing", "loses", "stancewire topics create"
        )
        return
    fewest = min(other.partitions for other in states.values() if other.exists)
    yield from _layout(spec, state, fewest, tools)
    yield from _settings(spec, state, tools)
    if spec is catalogue.dead_letters:
        mains = [
            states[topic.name]
            for topic in catalogue.all
            if topic.dead_letter_role == spec.role and states[topic.name].exists
        ]
        yield from _dead_letters_fit(spec, state, mains, tools)


def _layout(spec: TopicSpec, state: TopicState, fewest: int, tools: Tools) -> Iterator[Difference]:
    if state.partitions != spec.partitions:
        yield _other_partitions(spec, state, fewest, tools)
    if state.replication_factor != spec.replication_factor:
        fewer = state.replication_factor < spec.replication_factor
        yield Difference(
            spec.name,
            "replication factor",
            str(spec.replication_factor),
            str(state.replication_factor),
            "loses" if fewer else "harmless",
            _more_copies(spec, state, tools)
            if fewer
            else f"{REPLICATION_SETTING}={state.replication_factor}",
        )


def _other_partitions(spec: TopicSpec, state: TopicState, fewest: int, tools: Tools) -> Difference:
    """Fewer partitions than the setting, or more.

    Topics need not have the same number: each record finds its partition by its key. Only a change
    reorders, and more partitions have been added already; to refuse them would mend nothing.
    """
    # The largest setting that no topic falls short of. A topic's own number would send somebody
    # in a circle, from one topic to the other.
    setting = f"{PARTITIONS_SETTING}={fewest}"
    if state.partitions > spec.partitions:
        severity: Severity = "harmless"
        mend = (
            setting
            if fewest > spec.partitions
            else "nothing has to be done: all partitions are read. If they were added to a topic "
            "with articles, an article's older and newer versions may be in two of them"
        )
    else:
        severity = "reorders"
        grow = tools.command(
            "kafka-topics.sh",
            f"--alter --topic {shlex.quote(spec.name)} --partitions {spec.partitions}",
        )
        mend = f"{setting} (or, while the topic is still empty: {grow})"
    return Difference(
        spec.name, "partitions", str(spec.partitions), str(state.partitions), severity, mend
    )


def _more_copies(spec: TopicSpec, state: TopicState, tools: Tools) -> str:
    if len(state.brokers) < spec.replication_factor:
        return (
            f"add brokers (there are {len(state.brokers)}), "
            f"or {REPLICATION_SETTING}={state.replication_factor}"
        )
    plan = {
        "version": 1,
        "partitions": [
            {
                "topic": spec.name,
                "partition": partition,
                "replicas": _spread(partition, copies, state.brokers, spec.replication_factor),
            }
            for partition, copies in enumerate(state.replicas)
        ],
    }
    text = json.dumps(plan, separators=(",", ":"))
    return tools.command(
        "kafka-reassign-partitions.sh",
        f"--execute --reassignment-json-file <(echo {shlex.quote(text)})",
    )


def _spread(
    partition: int, copies: Sequence[int], brokers: Sequence[int], wanted: int
) -> list[int]:
    others = [broker for broker in brokers if broker not in copies]
    # Rotated by the partition's number, so that the new copies are spread over the brokers.
    turn = partition % len(others) if others else 0
    return [*copies, *others[turn:], *others[:turn]][:wanted]


def _settings(spec: TopicSpec, state: TopicState, tools: Tools) -> Iterator[Difference]:
    for name, expected in (*spec.configs.items(), *_NEVER_OTHERWISE.items()):
        found = state.configs.get(name)
        if found is None or found == expected:
            continue
        yield Difference(
            spec.name,
            name,
            expected,
            found,
            _severity(name, expected, found, state),
            tools.set_config(spec.name, name, expected),
        )


# Not in the catalogue, because they are Kafka's defaults; but a cluster may have other defaults.
_NEVER_OTHERWISE = {"retention.bytes": "-1", "unclean.leader.election.enable": "false"}


def _severity(name: str, expected: str, found: str, state: TopicState) -> Severity:
    match name:
        case "cleanup.policy":
            loses = "compact" in found.split(",")
        case "retention.ms":
            loses = int(found) != _UNLIMITED and int(found) < int(expected)
        case "max.message.bytes":
            loses = int(found) < int(expected)
        case "min.insync.replicas":
            # If it is higher than the number of copies, no write is ever confirmed.
            loses = int(found) < int(expected) or int(found) > state.replication_factor
        case "retention.bytes" | "unclean.leader.election.enable":
            loses = True
        case _:
            loses = False
    return "loses" if loses else "harmless"


def _dead_letters_fit(
    spec: TopicSpec, state: TopicState, mains: Sequence[TopicState], tools: Tools
) -> Iterator[Difference]:
    # The limits on the cluster count here: an operator may have raised a main topic's.
    allowed = int(state.configs["max.message.bytes"])
    largest = max((int(main.configs["max.message.bytes"]) for main in mains), default=0)
    if largest > max(allowed, spec.max_message_bytes):
        yield Difference(
            spec.name,
            "max.message.bytes against its main topics",
            f"at least {largest}",
            str(allowed),
            "loses",
            tools.set_config(spec.name, "max.message.bytes", str(largest)),
        )
