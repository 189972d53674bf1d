"""A right that is taken away from a worker at work: it stops, and says which."""

import os

import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, eventually, short_articles

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
BOB = "User:bob"


@pytest.mark.parametrize("module", ["worker.cli.main", "tests.support.unending_worker"])
def test_a_topic_that_may_no_longer_be_read_is_named(
    secured: dict[str, object], start_worker: StartWorker, module: str
) -> None:
    cluster = Cluster(secured["bootstrap_servers"][0], f"taken-{os.urandom(3).hex()}.")
    cluster.options = secured
    cluster.create_topics()
    articles = cluster.catalogue.articles.name
    admin = KafkaAdminClient(**secured)
    admin.create_acls(
        [
            ACL(BOB, "*", ACLOperation.ALL, ACLPermissionType.ALLOW, ResourcePattern(kind, *where))
            for kind, *where in (
                (ResourceType.GROUP, cluster.group),
                (ResourceType.TOPIC, articles),
                (ResourceType.TOPIC, cluster.prefix + "news.", ACLResourcePatternType.PREFIXED),
            )
        ]
    )
    worker = start_worker(
        cluster.env(
            pipeline=SMALL,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_username="bob",
            sasl_password=secured["sasl_plain_password"],
        ),
        module,
    )
    worker.wait_ready()
    cluster.publish(short_articles(5))
    eventually("all are enriched", lambda: cluster.outcomes() == 5)

    deny = ResourcePattern(ResourceType.TOPIC, articles)
    admin.create_acls([ACL(BOB, "*", ACLOperation.READ, ACLPermissionType.DENY, deny)])
    cluster.publish(short_articles(5))
    assert worker.wait(60) == 1
    last = worker.text.splitlines()[-1]
    assert f"Kafka no longer allows this user to use the topic {articles}" in last
    assert "no client can read" not in last
    admin.delete_acls(
        [
            ACLFilter(
                BOB,
                None,
                ACLOperation.READ,
                ACLPermissionType.DENY,
                ResourcePatternFilter(ResourceType.TOPIC, articles, ACLResourcePatternType.LITERAL),
            )
        ]
    )
    admin.close()
