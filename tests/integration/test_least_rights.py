"""The rights of the KafkaUsers in k8s/ are enough for worker and console, and allow no more."""

from contextlib import closing
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType
from kafka.errors import TopicAuthorizationFailedError

from console.app import Console
from console.options import ConsoleOptions
from k8s.tools.consoles import rights as rights_of_console
from k8s.tools.users import rights
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.enriched import praise
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


def test_a_console_with_these_rights_shows_everything_and_may_change_nothing(
    secured: dict[str, Any],
) -> None:
    (server,) = secured["bootstrap_servers"]
    cluster = Cluster(server, "seen.")
    cluster.options = dict(secured)
    cluster.create_topics()
    allow(secured, "bob", list(rights_of_console(cluster.catalogue, cluster.group)))
    enriched, dead = cluster.catalogue.enriched.name, cluster.catalogue.dead_letters.name
    with closing(KafkaProducer(**secured)) as producer:
        producer.send(enriched, praise(1)).get(30)
        producer.send(dead, b"a letter").get(30)
    bob = {**secured, "sasl_plain_username": "bob"}
    console = Console(ConsoleOptions(bob, cluster.catalogue, cluster.group))
    console.reader.start()
    console.lag.start()
    try:
        eventually("the article is there", lambda: console.store.articles == 1)
        eventually("the letter is there", lambda: len(shown_letters(console)) == 1)
        eventually("the lag is known", lambda: bool(console.lag.answer()["partitions"]))
        assert not console.lag.answer()["error"]
    finally:
        console.reader.stop()
        console.lag.stop()

    with closing(KafkaProducer(**bob, max_block_ms=5_000)) as producer:
        for topic in (enriched, dead):
            with pytest.raises(TopicAuthorizationFailedError):
                producer.send(topic, b"of my own").get(30)
    with pytest.raises(admin.AdminError, match="does not allow"):
        admin.create(bob, Cluster(server, "seen.more.").catalogue)


def shown_letters(console: Console) -> list[Any]:
    found: list[Any] = console.letters.shown(is_enriched=lambda _: False)["letters"]
    return found
