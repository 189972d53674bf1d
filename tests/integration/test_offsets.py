"""Offsets that do not fit the log: beyond its end, before its beginning, between transactions."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kafka import KafkaAdminClient, KafkaProducer, TopicPartition

from tests.conftest import Kafka, StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.web import Pages
from topics.cluster import admin

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"


@pytest.fixture
def cluster(kafka: Kafka, cluster: Cluster) -> Cluster:
    """Topics of one partition, so that every article has a known offset."""
    made = Cluster(kafka.bootstrap_servers, f"one-{cluster.prefix}", partitions=1)
    made.create_topics()
    return made


@pytest.fixture
def pages() -> Pages:
    return Pages()


def articles(count: int, name: str = "a") -> list[Sent]:
    return [article(f"{name}-{number}", "Peru won.") for number in range(count)]


def lag(cluster: Cluster) -> admin.PartitionLag:
    (row,) = admin.lag(cluster.options, cluster.group, cluster.catalogue.articles.name)
    return row


def committed(cluster: Cluster, offset: int) -> None:
    try:
        eventually(f"{offset} is committed", lambda: lag(cluster).committed == offset)
    except AssertionError as error:
        raise AssertionError(f"{error}, but: {lag(cluster)}") from None


def test_beyond_the_end_it_stops_and_says_how_to_go_on(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    worker = start_worker(cluster.env(pipeline=SMALL))
    assert worker.wait(60) == 1
    last = worker.text.splitlines()[-1]
    assert "partition 0: offset 120, end 50" in last
    assert "STANCEWIRE_OFFSET_BEYOND_END" in last
    assert "Traceback" not in worker.text
    assert lag(cluster).committed == 120
    assert cluster.outcomes() == 0


@pytest.mark.parametrize(("setting", "start"), [("beginning", 0), ("end", 50)])
def test_beyond_the_end_it_goes_where_the_setting_says(
    cluster: Cluster, start_worker: StartWorker, setting: str, start: int
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    worker = start_worker(cluster.env(pipeline=SMALL, offset_beyond_end=setting))
    worker.wait_ready()
    said = f"offset 120 is beyond the end, 50; reading on at {start}"
    eventually("it says so", lambda: said in worker.text)
    cluster.publish(articles(5, "later"))
    committed(cluster, 55)
    assert cluster.outcomes() == 55 - start


def test_a_restart_before_the_next_article_does_not_forget_where_it_went(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 120})
    start_worker(cluster.env(pipeline=SMALL, offset_beyond_end="end")).wait_ready()
    committed(cluster, 50)


@contextmanager
def transactions(cluster: Cluster) -> Iterator[KafkaProducer]:
    """A producer that writes in transactions; one still open at the end is aborted."""
    producer = KafkaProducer(**cluster.options, transactional_id=f"{cluster.prefix}writer")
    producer.init_transactions()
    try:
        yield producer
    finally:
        producer.close()


def write(producer: KafkaProducer, cluster: Cluster, records: list[Sent]) -> None:
    sent = [
        producer.send(cluster.catalogue.articles.name, key=record.key, value=record.value)
        for record in records
    ]
    producer.flush()
    for future in sent:
        future.get(30)


def test_commits_go_on_behind_an_aborted_transaction_at_the_start(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(articles(1))
    with transactions(cluster) as producer:
        producer.begin_transaction()
        write(producer, cluster, articles(5, "aborted"))
        producer.abort_transaction()
    cluster.publish(articles(20, "later"))
    start_worker(cluster.env(pipeline=SMALL)).wait_ready()
    committed(cluster, 1 + 6 + 20)
    assert cluster.outcomes() == 21


def test_commits_keep_up_where_each_article_is_a_transaction(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    with transactions(cluster) as producer:
        for number in range(60):
            producer.begin_transaction()
            write(producer, cluster, articles(1, f"t{number}"))
            producer.commit_transaction()
    start_worker(cluster.env(pipeline=SMALL)).wait_ready()
    eventually("all have an outcome", lambda: cluster.outcomes() == 60)
    # One record a second would take a minute.
    eventually("all are committed", lambda: lag(cluster).committed == 119, timeout=15)


def test_what_expired_unread_is_counted_said_and_remembered(
    cluster: Cluster, start_worker: StartWorker, pages: Pages
) -> None:
    cluster.publish(articles(50))
    cluster.commit({0: 10})
    delete_before(cluster, 30)
    worker = start_worker(cluster.env(pipeline=SMALL, web_port=pages.port))
    committed(cluster, 50)
    assert cluster.outcomes() == 20
    assert pages.value("expired_unread_total") == 20
    assert worker.text.count("20 offsets expired unread") == 1
    assert (lag(cluster).expired, lag(cluster).expired_at is None) == (20, False)
    cluster.publish(articles(5, "later"))
    committed(cluster, 55)
    assert lag(cluster).expired == 20


def delete_before(cluster: Cluster, offset: int) -> None:
    """What retention does to the oldest segments."""
    client = KafkaAdminClient(**cluster.options)
    client.delete_records({TopicPartition(cluster.catalogue.articles.name, 0): offset})
    client.close()


def test_what_an_open_transaction_holds_back_is_seen(
    cluster: Cluster, start_worker: StartWorker, pages: Pages
) -> None:
    start_worker(cluster.env(pipeline=SMALL, web_port=pages.port)).wait_ready()
    cluster.publish(articles(2))
    committed(cluster, 2)
    with transactions(cluster) as producer:
        producer.begin_transaction()
        write(producer, cluster, articles(1, "open"))
        cluster.publish(articles(9, "behind"))
        eventually("it is measured", lambda: pages.value("held_records", partition="0") == 10)
        assert (lag(cluster).lag, lag(cluster).held) == (0, 10)
        eventually(
            "it lasts", lambda: (pages.value("held_seconds", partition="0") or 0) > 2, timeout=20
        )
        said = pages.ask("/stuckz").why
        assert said.startswith("nothing is waiting; 10 more are held back behind an open trans")
        producer.commit_transaction()
    eventually("nothing is held", lambda: pages.value("held_records", partition="0") == 0)
    assert pages.value("held_seconds", partition="0") == 0
    eventually("all have an outcome", lambda: cluster.outcomes() == 12)
    assert lag(cluster).held == 0


def test_nothing_is_committed_that_a_killed_worker_had_not_finished(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    """Kills between plain records, committed and aborted transactions."""
    dice = random.Random(16)
    sent: set[str] = set()
    with transactions(cluster) as producer:
        for number in range(50):
            batch = [
                article(f"b{number}-{each}", "sleep 0.05") for each in range(dice.randint(1, 5))
            ]
            kind = dice.choice(("plain", "committed", "aborted"))
            if kind == "plain":
                cluster.publish(batch)
            else:
                producer.begin_transaction()
                write(producer, cluster, batch)
                if kind == "committed":
                    producer.commit_transaction()
                else:
                    producer.abort_transaction()
                    continue
            sent |= {record.key.decode() for record in batch if record.key}
    env = cluster.env(pipeline=SMALL, session_timeout=3, batch_size=4)
    for _ in range(2):
        worker = start_worker(env)
        before = cluster.outcomes()
        eventually("it is at work", lambda before=before: cluster.outcomes() > before + 10)
        worker.kill()
    start_worker(env)
    eventually("all is committed", lambda: lag(cluster).lag == 0)
    assert {event.article.id for event in cluster.enriched()} == sent
