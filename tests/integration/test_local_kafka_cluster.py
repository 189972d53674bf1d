"""Three brokers on this machine: one may be away, and two of three may not."""

from contextlib import closing

import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewTopic
from kafka.errors import KafkaConnectionError, KafkaError

from local_kafka import Brokers
from tests.support.cluster import eventually
from tests.support.local_brokers import started
from tests.support.patience import patient
from tests.support.processes import exists
from topics.catalogue import Catalogue
from topics.cluster import admin

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]


def test_one_of_three_may_be_away() -> None:
    with started(Brokers(3)) as cluster:
        options = {"bootstrap_servers": cluster.bootstrap_servers.split(",")}
        with closing(KafkaAdminClient(**options)) as admin:
            admin.create_topics([NewTopic("t", 1, 3)])
        with closing(KafkaProducer(**options, delivery_timeout_ms=120_000)) as producer:
            producer.send("t", b"all are there").get(patient(60))
            cluster.nodes[0].kill()
            producer.send("t", b"one is away").get(patient(120))
            cluster.nodes[1].kill()
            with pytest.raises(KafkaError):
                producer.send("t", b"one is left").get(5)
            cluster.nodes[1].restart(patient(60))
            producer.send("t", b"two again").get(patient(120))
        pids = [node.pid for node in cluster.nodes if node.running]
        assert len(pids) == 2
    assert not any(exists(pid) for pid in pids if pid)


def says_one_is_fenced(client: KafkaAdminClient) -> bool:
    """Whether the brokers say so; one that is away may be asked first, and says nothing."""
    try:
        return any(broker["is_fenced"] for broker in client.describe_cluster()["brokers"])
    except KafkaConnectionError:
        return False


def test_with_one_of_three_away_topics_are_created_and_what_has_no_leader_is_named() -> None:
    with started(Brokers(3)) as cluster:
        options = {"bootstrap_servers": cluster.bootstrap_servers.split(",")}
        single = Catalogue("single.", 6, 1)
        admin.create(options, single, timeout_s=patient(30))
        cluster.nodes[2].kill()
        with closing(KafkaAdminClient(**options)) as client:
            eventually("the one that is away is fenced", lambda: says_one_is_fenced(client))
        copied = Catalogue("copied.", 1, 3)
        made = admin.create(options, copied, timeout_s=patient(30))
        assert made.created == tuple(spec.name for spec in copied.all)
        with pytest.raises(admin.BrokerUnavailable, match="not every partition has a leader"):
            admin.create(options, single, timeout_s=5)
