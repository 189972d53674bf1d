"""Generate Strimzi's KafkaUser of an overlay's worker, with the least rights that it works with.

The worker reads articles and commits how far it got; it writes everything else, and compares every
topic with the catalogue before it starts. It creates nothing: Strimzi does. KEDA asks for the lag
as the same user, which these rights allow.
"""

from collections.abc import Iterator, Mapping

import yaml

from k8s.tools.places import Manifest
from k8s.tools.topics import CLUSTER, NAMESPACE, catalogue
from topics.catalogue import Catalogue
from topics.cluster.rights import Rights, worker
from worker.settings import Settings

GROUP = "STANCEWIRE_GROUP"
HEADER = """\
# Generated from topics/catalogue.py and settings.env by `make k8s`; do not edit.
# The user is in the namespace of its Kafka. Strimzi's user operator puts the password into a Secret
# of the same name there; docs/kubernetes.md says how it gets where it is used.
"""


def rights(topics: Catalogue, group: str, needed: Rights = worker) -> Iterator[Manifest]:
    """The rules, as a KafkaUser has them."""
    operations: dict[tuple[str, str], list[str]] = {}
    for right in needed(topics, group):
        operations.setdefault((right.kind, right.name), []).append(right.operation)
    for (kind, name), found in operations.items():
        yield {
            "resource": {"type": kind, "name": name, "patternType": "literal"},
            "operations": found,
        }


def render_user(env: Mapping[str, str]) -> str:
    """The text of an overlay's ``user.yaml``."""
    group = group_of(env)
    return kafka_user(group.replace(".", "-"), rights(catalogue(env), group))


def group_of(env: Mapping[str, str]) -> str:
    """The consumer group of an overlay's workers."""
    return env.get(GROUP, str(Settings.model_fields["group"].default))


def kafka_user(name: str, rules: Iterator[Manifest]) -> str:
    """The text of a file with this KafkaUser."""
    manifest = {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {
            "name": name,
            "namespace": NAMESPACE,
            "labels": {
                "strimzi.io/cluster": CLUSTER,
                "app.kubernetes.io/part-of": "stancewire",
            },
        },
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {"type": "simple", "acls": list(rules)},
        },
    }
    text: str = yaml.safe_dump(manifest, sort_keys=False)
    return HEADER + text
