"""Each reason why a worker does not start, with a message that says what to do."""

import urllib.request

import pytest
from kafka import KafkaAdminClient
from kafka.admin import NewTopic

from local_kafka import Broker
from local_kafka.ports import reserve
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually
from tests.support.pipelines import RAISE
from tests.support.worker_process import POISONED

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"


def test_it_refuses_a_cluster_without_the_topics(kafka: Broker, start_worker: StartWorker) -> None:
    worker = start_worker(Cluster(kafka.bootstrap_servers, "absent.").env())
    assert worker.wait(60) == 1
    assert "stancewire topics create" in worker.text
    assert "Traceback" not in worker.text


def test_it_starts_and_reads_all_after_partitions_were_added(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    admin = KafkaAdminClient(**cluster.options)
    admin.create_partitions({cluster.catalogue.articles.name: 5})
    admin.close()
    worker = start_worker(cluster.env(pipeline=SMALL))
    worker.wait_ready()
    eventually("all are read", lambda: "assigned partitions: 0, 1, 2, 3, 4" in worker.text)
    cluster.publish(article(f"a-{number}", "Peru won.") for number in range(40))
    eventually("all have an outcome", lambda: cluster.outcomes() == 40)
    eventually("all are committed", lambda: cluster.lag() == 0)


def test_it_refuses_fewer_partitions(kafka: Broker, start_worker: StartWorker) -> None:
    cluster = Cluster(kafka.bootstrap_servers, "fewer.", partitions=2)
    cluster.create_topics()
    worker = start_worker(cluster.env(partitions=4))
    assert worker.wait(60) == 1
    assert "STANCEWIRE_PARTITIONS=2" in worker.text


def test_it_refuses_a_compacted_topic(kafka: Broker, start_worker: StartWorker) -> None:
    cluster = Cluster(kafka.bootstrap_servers, "compacted.")
    admin = KafkaAdminClient(**cluster.options)
    spec = cluster.catalogue.enriched
    configs = {**spec.configs, "cleanup.policy": "compact"}
    admin.create_topics(
        [NewTopic(spec.name, spec.partitions, spec.replication_factor, topic_configs=configs)]
    )
    admin.close()
    cluster.create_topics()
    worker = start_worker(cluster.env())
    assert worker.wait(60) == 1
    assert "cleanup.policy" in worker.text


def test_a_pipeline_that_does_not_load_stops_it(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish([article("a", "Peru won.")])
    worker = start_worker(cluster.env(pipeline="tests.support.pipelines:load_broken"))
    assert worker.wait(60) == 1
    assert "the weights are not where they should be" in worker.text.splitlines()[-1]
    assert cluster.lag() == 1


def test_the_breaker_stops_it_with_the_batch_unacknowledged(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    cluster.publish(article(f"bad-{number}", RAISE) for number in range(60))
    worker = start_worker(cluster.env(pipeline=POISONED, breaker_consecutive=10, batch_size=4))
    assert worker.wait(90) == 1
    assert "could not be enriched" in worker.text.splitlines()[-1]
    letters = len(cluster.read("dead_letters"))
    assert letters < 10
    eventually("only those are committed", lambda: cluster.lag() == 60 - letters)


def test_it_serves_metrics_and_says_when_it_cannot(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    port = reserve()
    port.release()
    cluster.publish([article("a", "Peru won."), article("b", "")])
    first = start_worker(cluster.env(web_port=port.port))
    first.wait_ready()
    eventually("both have an outcome", lambda: cluster.outcomes() == 2)
    with urllib.request.urlopen(f"http://127.0.0.1:{port.port}/metrics") as page:
        text = page.read().decode()
    group = f'group="{cluster.group}"'
    assert f'stancewire_articles_total{{{group},outcome="enriched"}} 1.0' in text
    assert f'stancewire_dead_letters_total{{{group},reason="empty_body"}} 1.0' in text

    second = start_worker(cluster.env(web_port=port.port))
    assert second.wait(60) == 1
    assert "STANCEWIRE_WEB_PORT" in second.text.splitlines()[-1]
