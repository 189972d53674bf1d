"""Broker failures: limited retries, then a stop with nothing acknowledged."""

import pytest
from kafka import KafkaAdminClient

from local_kafka import Broker
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually, short_articles
from tests.support.full_disk import fill
from tests.support.patience import patient
from tests.support.pipelines import KILL
from tests.support.worker_process import POISONED

pytestmark = pytest.mark.integration


def test_a_broker_killed_and_restarted_loses_nothing(
    own_kafka: Broker, start_worker: StartWorker
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    sent = list(short_articles(400))
    cluster.publish(sent)
    worker = start_worker(cluster.env())
    worker.wait_ready()
    eventually("some are out", lambda: len(cluster.read("enriched")) > 20)
    own_kafka.kill()
    own_kafka.restart()
    eventually("all are committed", lambda: cluster.lag() == 0, timeout=150)
    assert {event.article.id for event in cluster.enriched()} == {
        record.key.decode() for record in sent if record.key
    }
    assert not cluster.read("dead_letters")
    assert worker.process.poll() is None, worker.text[-2000:]


def test_a_broker_whose_disk_is_full_loses_nothing(
    own_kafka: Broker, start_worker: StartWorker
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    sent = list(short_articles(400))
    cluster.publish(sent)
    worker = start_worker(cluster.env())
    worker.wait_ready()
    eventually("some are out", lambda: len(cluster.read("enriched")) > 20)
    fill(own_kafka)
    eventually("the broker has ended", lambda: not own_kafka.running)
    own_kafka.restart(patient(60))
    eventually("all are committed", lambda: cluster.lag() == 0, timeout=150)
    assert {event.article.id for event in cluster.enriched()} == {
        record.key.decode() for record in sent if record.key
    }
    assert worker.process.poll() is None, worker.text[-2000:]


def test_a_broker_that_stays_away_stops_the_worker_with_nothing_acknowledged(
    own_kafka: Broker, start_worker: StartWorker
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    # The article keeps the worker busy until the broker is gone, so its letter cannot be sent.
    cluster.publish([article("late", KILL)])
    worker = start_worker(cluster.env(pipeline=POISONED, send_timeout=4))
    worker.wait_ready()
    eventually("it is being tried", lambda: "pipeline_crashed" in worker.text)
    own_kafka.kill()
    assert worker.wait(60) == 1
    assert "broker" in worker.text.splitlines()[-1]
    own_kafka.restart()
    assert cluster.lag() == 1


def test_a_topic_that_takes_nothing_stops_the_worker_with_nothing_acknowledged(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    # Commits still work here, so a premature acknowledgement would be noticed.
    worker = start_worker(cluster.env(send_timeout=4))
    worker.wait_ready()
    admin = KafkaAdminClient(**cluster.options)
    admin.delete_topics([cluster.catalogue.dead_letters.name])
    admin.close()
    cluster.publish([article("bad", "")])
    assert worker.wait(60) == 1
    assert "did not confirm" in worker.text.splitlines()[-1]
    assert cluster.lag() == 1


def test_it_waits_for_the_broker_and_says_so(own_kafka: Broker, start_worker: StartWorker) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    cluster.create_topics()
    own_kafka.kill()
    worker = start_worker(cluster.env(broker_wait=120))
    eventually("it says that it waits", lambda: "waiting for a Kafka broker" in worker.text)
    own_kafka.restart()
    worker.wait_ready()


def test_it_gives_up_waiting_in_one_line(start_worker: StartWorker) -> None:
    worker = start_worker(Cluster("127.0.0.1:9", "none.").env(broker_wait=2))
    assert worker.wait(30) == 1
    assert "127.0.0.1:9" in worker.text.splitlines()[-1]
    assert "Traceback" not in worker.text
