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
from topics.cluster.rights import worker
from worker.settings import Settings

HEADER = """\
# Generated from topics/catalogue.py and settings.env by `make k8s`; do not edit.
# The user is in the namespace of its Kafka. Strimzi's user operator puts the password into a Secret
# of the same name there; docs/kubernetes.md says how the workers get it.
"""


def rights(topics: Catalogue, group: str) -> Iterator[Manifest]:
    """The rules, as a KafkaUser has them."""
    operations: dict[tuple[str, str], list[str]] = {}
    for right in worker(topics, group):
        operations.setdefault((right.kind, right.name), []).append(right.operation)
    for (kind, name), found in operations.items():
        yield {
            "resource": {"type": kind, "name": name, "patternType": "literal"},
            "operations": found,
        }


def render_user(env: Mapping[str, str]) -> str:
    """The text of an overlay's ``user.yaml``."""
    group = env.get("STANCEWIRE_GROUP", Settings.model_fields["group"].default)
    manifest = {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {
            "name": group.replace(".", "-"),
            "namespace": NAMESPACE,
            "labels": {
                "strimzi.io/cluster": CLUSTER,
                "app.kubernetes.io/part-of": "stancewire",
            },
        },
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {
                "type": "simple",
                "acls": list(rights(catalogue(env), group)),
            },
        },
    }
    text: str = yaml.safe_dump(manifest, sort_keys=False)
    return HEADER + text
