"""The rights of the KafkaUser in k8s/ are enough for the worker, and allow nothing else."""

from contextlib import closing
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

from k8s.tools.users import rights
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from topics.cluster import admin

pytestmark = pytest.mark.integration

# As Strimzi spells them and as the client does.
OPERATIONS = {
    "Read": ACLOperation.READ,
    "Write": ACLOperation.WRITE,
    "Describe": ACLOperation.DESCRIBE,
    "DescribeConfigs": ACLOperation.DESCRIBE_CONFIGS,
}


def allow(options: dict[str, Any], user: str, rules: list[dict[str, Any]]) -> None:
    with closing(KafkaAdminClient(**options)) as client:
        client.create_acls(
            [
                ACL(
                    f"User:{user}",
                    "*",
                    OPERATIONS[operation],
                    ACLPermissionType.ALLOW,
                    ResourcePattern(
                        ResourceType[rule["resource"]["type"].upper()], rule["resource"]["name"]
                    ),
                )
                for rule in rules
                for operation in rule["operations"]
            ]
        )


def test_a_worker_with_these_rights_works_and_may_do_nothing_else(
    secured: dict[str, Any], start_worker: StartWorker
) -> None:
    (server,) = secured["bootstrap_servers"]
    cluster = Cluster(server, "least.")
    cluster.options = dict(secured)
    cluster.create_topics()
    allow(secured, "bob", list(rights(cluster.catalogue, cluster.group)))
    cluster.publish([article("a", "Anna Kolb praised Peru."), Sent(b"b", b"no JSON")])
    worker = start_worker(
        cluster.env(
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_username="bob",
            sasl_password=secured["sasl_plain_password"],
        )
    )
    worker.wait_ready()
    eventually("both have an outcome", lambda: cluster.outcomes() == 2, timeout=90)
    eventually("both are committed", lambda: cluster.lag() == 0)
    assert "uthoriz" not in worker.text

    bob = {**secured, "sasl_plain_username": "bob"}
    assert admin.check(bob, cluster.catalogue) == []
    # What KEDA asks for.
    assert sum(row.lag for row in admin.lag(bob, cluster.group, "least.news.articles.v1")) == 0
    with pytest.raises(admin.AdminError, match="does not allow"):
        admin.create(bob, Cluster(server, "least.more.").catalogue)
