"""What keeps a worker from its partitions is said, makes it unready, and ends when it is mended."""

import os

import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
)

from tests.conftest import Kafka, StartWorker
from tests.support.cluster import Cluster, article, eventually
from tests.support.web import Pages

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
TOPIC_RIGHTS = (
    ACLOperation.READ,
    ACLOperation.WRITE,
    ACLOperation.DESCRIBE,
    ACLOperation.DESCRIBE_CONFIGS,
)


def allow(
    options: dict[str, object], kind: ResourceType, prefix: str, *rights: ACLOperation
) -> None:
    """Give bob these rights on everything whose name begins so."""
    pattern = ResourcePattern(kind, prefix, ACLResourcePatternType.PREFIXED)
    client = KafkaAdminClient(**options)
    client.create_acls(
        [ACL("User:bob", "*", right, ACLPermissionType.ALLOW, pattern) for right in rights]
    )
    client.close()


def test_without_read_on_the_group_it_says_so_and_goes_on_once_it_has_it(
    secured: dict[str, object], start_worker: StartWorker
) -> None:
    cluster = Cluster(secured["bootstrap_servers"][0], f"bob-{os.urandom(3).hex()}.")
    cluster.options = secured
    cluster.create_topics()
    allow(secured, ResourceType.TOPIC, cluster.prefix, *TOPIC_RIGHTS)
    pages = Pages()
    worker = start_worker(
        cluster.env(
            pipeline=SMALL,
            web_port=pages.port,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_username="bob",
            sasl_password=secured["sasl_plain_password"],
        )
    )
    said = f"the user may not join the group {cluster.group}: it needs Read on the group"
    eventually("it says why it is not ready", lambda: pages.ask("/readyz").why == said)
    assert pages.ask("/readyz").status == 503
    assert pages.ask("/stuckz").why == said
    eventually("it is in the log", lambda: said in worker.text)
    allow(secured, ResourceType.GROUP, cluster.prefix, ACLOperation.READ)
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    assert worker.text.count(said) == 1
    cluster.publish([article("a", "Peru won.")])
    eventually("it is at work", lambda: cluster.outcomes() == 1)


def test_when_its_topic_is_deleted_it_says_so_and_goes_on_once_it_is_back(
    kafka: Kafka, cluster: Cluster, start_worker: StartWorker
) -> None:
    topic = cluster.catalogue.articles.name
    cluster.publish([article("a", "Peru won.")])
    pages = Pages()
    worker = start_worker(cluster.env(pipeline=SMALL, web_port=pages.port))
    eventually("it is at work", lambda: cluster.lag() == 0)
    client = KafkaAdminClient(**cluster.options)
    client.delete_topics([topic])
    client.close()
    said = f"the topic {topic} is gone"
    eventually("it says why it is not ready", lambda: pages.ask("/readyz").why.startswith(said))
    assert pages.ask("/readyz").status == 503
    assert said in worker.text
    assert pages.value("last_answer_timestamp_seconds") is not None
    cluster.create_topics()
    eventually("it is ready", lambda: pages.ask("/readyz").status == 200)
    cluster.publish([article("b", "Peru won.")])
    eventually("it is at work", lambda: cluster.outcomes() == 2)
