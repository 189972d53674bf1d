"""The metrics of a real worker: names, values, and partitions that come and go."""

import signal

import pytest

from tests.conftest import Kafka, StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.pipelines import RAISE
from tests.support.web import Pages, promtool
from tests.support.worker_process import POISONED

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
SPANISH = (
    "El presidente del gobierno anunció ayer una reforma de las pensiones. "
    "La oposición criticó la medida y pidió un debate en el parlamento."
)


def test_a_worker_says_what_it_did_and_promtool_agrees(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    pages = Pages()
    worker = start_worker(cluster.env(pipeline=POISONED, web_port=pages.port, pool_processes=2))
    worker.wait_ready()
    good = "Anna Kolb praised Peru. Senator Omar Lind condemned Peru on Monday."
    cluster.publish(
        [
            *(article(f"a-{n}", good, published_at="2026-01-05T09:00:00Z") for n in range(4)),
            article("es", SPANISH),
            article("empty", ""),
            article("raises", RAISE),
            Sent(b"odd", b"{"),
        ]
    )
    eventually("all have an outcome", lambda: pages.value("batch_articles_sum") == 8)

    checked = promtool("check", "metrics", stdin=pages.ask("/metrics").text)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")

    value = pages.value
    assert value("articles_total", outcome="enriched") == len(cluster.read("enriched")) - 1 == 4
    assert value("articles_total", outcome="skipped") == 1
    assert value("articles_total", outcome="dead_lettered") == len(cluster.read("dead_letters"))
    for reason in ("empty_body", "pipeline_failed", "invalid_json"):
        assert value("dead_letters_total", reason=reason) == 1
    assert value("dead_letters_total", reason="too_deep") == 0
    stances = cluster.read("stances")
    assert stances
    counted = [n for (name, _), n in pages.metrics().items() if name == "stances_total"]
    assert sum(counted) == value("stance_confidence_count") == len(stances)
    assert value("article_languages_total", language="es") == 1
    assert value("publication_to_enriched_seconds_count") == 4
    assert value("arrival_to_enriched_seconds_count") == 5
    assert value("stage_seconds_count", stage="intake") == 8
    assert value("stage_seconds_count", stage="pipeline") == 6
    assert value("stage_seconds_count", stage="delivery") == 8
    assert value("pool_processes") == 2
    assert value("pool_processes_busy") == value("pool_queue_articles") == 0
    assert value("event_loop_stall_seconds_count")
    assert 'stancewire_build_info{group="' in pages.ask("/metrics").text
    eventually(
        "nothing is left",
        lambda: [value("lag_records", partition=str(n)) for n in range(4)] == [0] * 4,
    )


def test_partitions_that_go_to_another_worker_vanish_and_come_back(
    kafka: Kafka, start_worker: StartWorker
) -> None:
    cluster = Cluster(kafka.bootstrap_servers, "shared.", partitions=3)
    cluster.create_topics()
    first, second = Pages(), Pages()
    start_worker(cluster.env(pipeline=SMALL, web_port=first.port)).wait_ready()
    cluster.publish(article(f"a-{n}", "sleep 0.15") for n in range(70))
    eventually("the first has all", lambda: first.partitions() == {0, 1, 2})
    assert sum(n for (name, _), n in first.metrics().items() if name == "lag_records") > 0

    leaving = start_worker(cluster.env(pipeline=SMALL, web_port=second.port))
    leaving.wait_ready()
    eventually(
        "they share",
        lambda: (
            first.partitions() | second.partitions() == {0, 1, 2}
            and not first.partitions() & second.partitions()
            and first.partitions("lag_seconds") == first.partitions()
        ),
    )
    assert len(first.partitions()) == first.value("assigned_partitions")
    assert first.value("rebalances_total") == 2

    leaving.signal(signal.SIGTERM)
    assert leaving.wait(10) == 0
    eventually("the first has all again", lambda: first.partitions() == {0, 1, 2})
    eventually("all is done", lambda: cluster.lag() == 0)
    eventually(
        "and it says so",
        lambda: [first.value("lag_records", partition=str(n)) for n in range(3)] == [0] * 3,
    )
