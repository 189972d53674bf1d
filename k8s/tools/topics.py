"""Generate Strimzi's KafkaTopic resources from topics/catalogue.py and an overlay's settings."""

from collections.abc import Mapping

import yaml

from k8s.tools.places import Manifest
from topics.catalogue import Catalogue, TopicSpec
from worker.settings import Settings

CLUSTER = "news"
NAMESPACE = "kafka"
HEADER = """\
# Generated from topics/catalogue.py and settings.env by `make k8s`; do not edit.
# Each topic is in the namespace of its Kafka, which Strimzi's topic operator watches.
"""


def catalogue(env: Mapping[str, str]) -> Catalogue:
    """The topics of an overlay, by the same variables as its worker."""

    def value(field: str) -> str:
        default = Settings.model_fields[field].default
        return env.get(f"STANCEWIRE_{field.upper()}", str(default))

    return Catalogue(
        value("topic_prefix"), int(value("partitions")), int(value("replication_factor"))
    )


def render_topics(env: Mapping[str, str]) -> str:
    """The text of an overlay's ``topics.yaml``."""
    manifests = [_topic(spec) for spec in catalogue(env).all]
    text: str = yaml.safe_dump_all(manifests, sort_keys=False, explicit_start=True)
    return HEADER + text


def _topic(spec: TopicSpec) -> Manifest:
    # A Kafka topic can have a name that a Kubernetes object cannot.
    name = spec.name.lower().replace("_", "-")
    named = {} if name == spec.name else {"topicName": spec.name}
    return {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaTopic",
        "metadata": {
            "name": name,
            "namespace": NAMESPACE,
            "labels": {
                "strimzi.io/cluster": CLUSTER,
                "app.kubernetes.io/part-of": "stancewire",
            },
        },
        "spec": {
            **named,
            "partitions": spec.partitions,
            "replicas": spec.replication_factor,
            "config": {
                key: int(value) if value.isdigit() else value for key, value in spec.configs.items()
            },
        },
    }
