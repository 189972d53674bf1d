"""The rights of the KafkaUser in k8s/ are enough for the worker, and allow nothing else."""

from typing import Any

import pytest

from k8s.tools.users import rights
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.rights import allow
from topics.cluster import admin
from topics.cluster.rights import Right

pytestmark = pytest.mark.integration


def test_a_worker_with_these_rights_works_and_may_do_nothing_else(
    secured: dict[str, Any], start_worker: StartWorker
) -> None:
    (server,) = secured["bootstrap_servers"]
    cluster = Cluster(server, "least.")
    cluster.options = dict(secured)
    cluster.create_topics()
    allow(
        secured,
        "bob",
        [
            Right(rule["resource"]["type"], rule["resource"]["name"], operation)
            for rule in rights(cluster.catalogue, cluster.group)
            for operation in rule["operations"]
        ],
    )
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
