"""The topics on a real broker: created as in the catalogue, and every difference is detected."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType

from local_kafka import Broker
from tests.support.cluster import Cluster, article, eventually
from tests.support.commands import stancewire
from tests.support.local_brokers import started
from topics.catalogue import Catalogue
from topics.cluster import admin
from worker.cli.kafka_io import Reader

pytestmark = pytest.mark.integration


@pytest.fixture
def options(kafka: Broker) -> dict[str, object]:
    return {"bootstrap_servers": [kafka.bootstrap_servers]}


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(f"admin-{os.urandom(4).hex()}.", 3, 1)


def severities(differences: list[admin.Difference]) -> dict[str, str]:
    return {difference.what: difference.severity for difference in differences}


def prefix_of(catalogue: Catalogue) -> str:
    return catalogue.articles.name.removesuffix("news.articles.v1")


def alter(options: dict[str, object], topic: str, name: str, value: str) -> None:
    with closing(KafkaAdminClient(**options)) as client:
        client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, {name: value})])

        def is_set() -> bool:
            asked = [ConfigResource(ConfigResourceType.TOPIC, topic)]
            found = client.describe_configs(asked, config_filter="all")["topic"][topic]
            return found[name]["value"] == value

        # The broker takes the change from its own log.
        eventually(f"{name} is {value}", is_set)


def test_topics_are_created_as_the_catalogue_says(
    options: dict[str, object], catalogue: Catalogue
) -> None:
    missing = admin.check(options, catalogue)
    assert [difference.topic for difference in missing] == [spec.name for spec in catalogue.all]
    assert set(severities(missing).values()) == {"loses"}

    assert admin.create(options, catalogue).created == tuple(spec.name for spec in catalogue.all)
    assert admin.check(options, catalogue) == []
    for state in admin.describe(options, catalogue):
        assert (state.partitions, state.replication_factor, state.leaderless) == (3, 1, ())


def test_creating_again_changes_nothing(options: dict[str, object], catalogue: Catalogue) -> None:
    admin.create(options, catalogue)
    alter(options, catalogue.enriched.name, "retention.ms", "3600000")
    report = admin.create(options, Catalogue(prefix_of(catalogue), 5, 1))
    assert report.created == ()
    found = severities(admin.check(options, catalogue))
    assert found == {"retention.ms": "loses"}


def test_only_what_is_missing_is_created(options: dict[str, object], catalogue: Catalogue) -> None:
    admin.create(options, catalogue)
    with closing(KafkaAdminClient(**options)) as client:
        client.delete_topics([catalogue.stances.name])
        eventually("it is gone", lambda: catalogue.stances.name not in client.list_topics())
    report = admin.create(options, catalogue)
    assert report.created == (catalogue.stances.name,)
    assert len(report.existing) == 5


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("cleanup.policy", "compact", "loses"),
        ("cleanup.policy", "compact,delete", "loses"),
        ("retention.ms", "60000", "loses"),
        ("retention.ms", "-1", "harmless"),
        ("max.message.bytes", "1000", "loses"),
        ("retention.bytes", "1000000", "loses"),
        ("unclean.leader.election.enable", "true", "loses"),
        ("compression.type", "gzip", "harmless"),
    ],
)
def test_a_changed_setting_is_found(
    options: dict[str, object], catalogue: Catalogue, name: str, value: str, severity: str
) -> None:
    admin.create(options, catalogue)
    alter(options, catalogue.articles.name, name, value)
    (found,) = admin.check(options, catalogue)
    assert (found.topic, found.what, found.severity) == (catalogue.articles.name, name, severity)
    # The fix is exact: what it sets removes the difference.
    setting, _, mended = found.mend.rpartition(" ")[2].partition("=")
    alter(options, catalogue.articles.name, setting, mended)
    assert admin.check(options, catalogue) == []


def test_the_dead_letters_topic_is_compared_with_what_its_main_topic_really_takes(
    options: dict[str, object], catalogue: Catalogue
) -> None:
    admin.create(options, catalogue)
    alter(options, catalogue.articles.name, "max.message.bytes", "20000000")
    found = [d for d in admin.check(options, catalogue) if d.severity == "loses"]
    assert [d.topic for d in found] == [catalogue.dead_letters.name]


@pytest.mark.parametrize(("expected", "severity"), [(2, "harmless"), (5, "reorders")])
def test_another_number_of_partitions_is_found_on_every_topic(
    options: dict[str, object], catalogue: Catalogue, expected: int, severity: str
) -> None:
    admin.create(options, catalogue)
    found = admin.check(options, Catalogue(prefix_of(catalogue), expected, 1))
    assert severities(found) == {"partitions": severity}
    assert len(found) == 6
    assert all(difference.mend.startswith("STANCEWIRE_PARTITIONS=3") for difference in found)


def test_too_few_copies_lose(options: dict[str, object], catalogue: Catalogue) -> None:
    admin.create(options, catalogue)
    found = severities(admin.check(options, Catalogue(prefix_of(catalogue), 3, 3)))
    assert found == {"replication factor": "loses", "min.insync.replicas": "loses"}


def test_more_copies_than_brokers_are_one_clear_line(options: dict[str, object]) -> None:
    with pytest.raises(admin.AdminError, match="STANCEWIRE_REPLICATION_FACTOR") as failure:
        admin.create(options, Catalogue(f"admin-{os.urandom(4).hex()}.", 1, 3))
    assert "\n" not in str(failure.value)
    assert not isinstance(failure.value, admin.BrokersFenced)


def test_lag_counts_what_is_to_be_done_and_how_long_it_waits(cluster: Cluster) -> None:
    topic = cluster.catalogue.articles.name
    idle = admin.lag(cluster.options, cluster.group, topic)
    assert [(row.lag, row.seconds, row.committed) for row in idle] == [(0, 0.0, None)] * 4

    cluster.publish(article(f"a-{number}", "body") for number in range(20))
    time.sleep(1)
    rows = admin.lag(cluster.options, cluster.group, topic)
    assert sum(row.lag for row in rows) == 20
    assert all(row.seconds is not None and 1 <= row.seconds < 60 for row in rows if row.lag)

    with_end = {row.partition: row.end for row in rows}
    cluster.commit({0: with_end[0], 1: max(0, with_end[1] - 1)})
    rows = admin.lag(cluster.options, cluster.group, topic)
    assert (rows[0].lag, rows[0].seconds, rows[0].committed) == (0, 0.0, with_end[0])
    assert rows[1].lag == min(1, with_end[1])
    assert sum(row.lag for row in rows[2:]) == with_end[2] + with_end[3]


def test_lag_tells_what_retention_took_before_it_was_processed(cluster: Cluster) -> None:
    cluster.publish(article("same-key", "body") for _ in range(10))
    topic = cluster.catalogue.articles.name
    (row,) = [r for r in admin.lag(cluster.options, cluster.group, topic) if r.end]
    cluster.commit({row.partition: 2})
    client = KafkaAdminClient(**cluster.options)
    client.delete_records({TopicPartition(topic, row.partition): 6})
    client.close()
    (row,) = [r for r in admin.lag(cluster.options, cluster.group, topic) if r.end]
    assert (row.committed, row.expired, row.lag) == (2, 4, 4)


def test_the_marks_of_transactions_are_no_lag(cluster: Cluster) -> None:
    topic = cluster.catalogue.articles.name
    producer = KafkaProducer(**cluster.options, transactional_id=cluster.group)
    producer.init_transactions()
    for end in (producer.commit_transaction, producer.abort_transaction):
        producer.begin_transaction()
        producer.send(topic, value=b"v", partition=0).get(20)
        end()
    assert [r.offset for r in cluster.read("articles")] == [0, 2]
    lag = admin.lag(cluster.options, cluster.group, topic)[0]
    assert (lag.lag, lag.end) == (4, 4)
    assert lag.seconds is not None
    # The first record was processed; a marker, an aborted record and its marker are left.
    cluster.commit({0: 1})
    lag = admin.lag(cluster.options, cluster.group, topic)[0]
    assert (lag.lag, lag.seconds, lag.committed) == (0, 0.0, 1)
    with Reader(cluster.options, [topic]) as reader:
        assert [record.offset for record in reader.all()] == [0]
        assert reader.one(topic, (0, 0)).value == b"v"
        for mark in (1, 3):
            with pytest.raises(admin.AdminError, match=f"no record 0:{mark}"):
                reader.one(topic, (0, mark))
    producer.begin_transaction()
    producer.send(topic, value=b"open", partition=0).get(20)
    lag = admin.lag(cluster.options, cluster.group, topic)[0]
    assert (lag.lag, lag.end) == (0, 4)
    producer.abort_transaction()
    producer.close()


def test_a_record_that_cannot_be_read_has_a_lag_and_no_age(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = cluster.catalogue.articles.name
    cluster.publish((article(f"a-{n}", "body") for n in range(40)), compression="gzip")
    monkeypatch.setattr("kafka.codec.has_gzip", lambda: False)
    rows = admin.lag(cluster.options, cluster.group, topic)
    assert sum(row.lag for row in rows) == 40
    assert {row.seconds for row in rows if row.lag} == {None}


def test_the_lag_of_a_topic_that_is_not_there_is_an_admin_error(cluster: Cluster) -> None:
    with pytest.raises(admin.AdminError, match="topics create"):
        admin.lag(cluster.options, cluster.group, "no-such-topic")


def test_waiting_for_a_broker_that_is_there_takes_no_time(options: dict[str, object]) -> None:
    told: list[str] = []
    began = time.monotonic()
    admin.wait_for_broker(options, 30, told.append)
    assert time.monotonic() - began < 3
    assert told == []


@pytest.fixture
def fenced() -> Iterator[tuple[Broker, KafkaAdminClient, KafkaAdminClient]]:
    """A broker without heartbeats, which is soon fenced, and two clients from before.

    The second has created something, so it knows the controller.
    """
    late = {"broker.heartbeat.interval.ms": "600000", "broker.session.timeout.ms": "3000"}
    with started(Broker(adapt=lambda settings: {**settings, **late})) as broker:
        options = {"bootstrap_servers": [broker.bootstrap_servers]}
        with (
            closing(KafkaAdminClient(**options)) as fresh,
            closing(KafkaAdminClient(**options)) as known,
        ):
            known.create_topics({"any": {"num_partitions": 1, "replication_factor": 1}})
            eventually(
                "the broker is fenced", lambda: fresh.describe_cluster()["brokers"][0]["is_fenced"]
            )
            yield broker, fresh, known


def test_a_fenced_broker_is_no_silent_one_and_no_missing_one(
    fenced: tuple[Broker, KafkaAdminClient, KafkaAdminClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    broker, *clients = fenced
    options = {"bootstrap_servers": [broker.bootstrap_servers]}
    told = []
    with pytest.raises(admin.BrokersFenced) as raised, admin.connect(options, 2):
        pass
    told.append(str(raised.value))
    with pytest.raises(admin.BrokersFenced) as raised:
        admin.wait_for_broker(options, 3)
    told.append(str(raised.value))
    done = stancewire({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers}, "topics", "create")
    assert done.returncode == 1
    told.append(done.stderr.splitlines()[-1])
    for client in clients:
        monkeypatch.setattr(admin, "connect", lambda _, client=client: nullcontext(client))
        with pytest.raises(admin.BrokersFenced) as raised:
            admin.create(options, Catalogue("fenced.", 2, 1), timeout_s=0)
        told.append(str(raised.value))
    for text in told:
        assert "it has fenced its brokers" in text
        assert "start it" not in text
        assert "STANCEWIRE_REPLICATION_FACTOR" not in text
