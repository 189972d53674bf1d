"""Dashboard and alerts on a real Prometheus that scrapes real workers on a real broker."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from local_kafka import Broker
from observability.__main__ import DASHBOARD
from observability.alerts import alerts
from observability.bounds import Bounds
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, eventually
from tests.support.mixed_articles import mixed_articles
from tests.support.panel_check import panel_answers
from tests.support.prometheus import Prometheus, required
from tests.support.web import Pages
from tests.support.worker_process import WorkerProcess

pytestmark = pytest.mark.integration

BOUNDS = replace(
    # Five minutes are ten seconds here.
    Bounds().sooner(30),
    # Drift needs a day and a week; these let its panel show something and keep its alerts silent.
    drift_window=timedelta(seconds=5),
    drift_baseline=timedelta(seconds=10),
    drift_articles=10_000,
)
SELECTOR = re.compile(r"(?:stancewire_\w+|\bup)(?:\{[^}]*\})?")
BUSY = "tests.support.busy_pipelines:load_busy"


@dataclass
class Scene:
    """Two workers and a Prometheus that scrapes them."""

    cluster: Cluster
    prometheus: Prometheus
    folder: Path
    start_worker: Callable[[int], WorkerProcess]
    ports: tuple[int, int]
    workers: list[WorkerProcess]
    began: float

    def fires(self, *names: str, timeout: float = 45) -> None:
        eventually(f"{names} fire", lambda: set(names) <= self.prometheus.firing(), timeout)
        for text in self.prometheus.summaries():
            assert "{{" not in text
            assert "error expanding" not in text

    def clears(self, *names: str, timeout: float = 60) -> None:
        eventually(f"{names} clear", lambda: not set(names) & self.prometheus.firing(), timeout)


@pytest.fixture(scope="module")
def scene(kafka: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    binary = required("prometheus")
    folder = tmp_path_factory.mktemp("alerts")
    cluster = Cluster(kafka.bootstrap_servers, "alerts.")
    cluster.create_topics()
    ports = (Pages().port, Pages().port)
    with ExitStack() as stack:

        def start(port: int) -> WorkerProcess:
            env = cluster.env(
                pipeline=BUSY,
                web_port=port,
                stuck_after=10,
                article_timeout=60,
                breaker_consecutive=10_000,
            )
            made = WorkerProcess(env, folder / f"worker-{port}.log")
            return stack.enter_context(made)

        prometheus = stack.enter_context(Prometheus(folder, BOUNDS, binary=binary))
        began = time.time()
        workers = [start(port) for port in ports]
        prometheus.scrape(list(ports))
        for worker in workers:
            worker.wait_ready()
        yield Scene(cluster, prometheus, folder, start, ports, workers, began)


def bad(count: int) -> list[Sent]:
    return [Sent(b"bad", b"no JSON") for _ in range(count)]


def test_under_load_every_panel_shows_something_and_no_alert_fires(scene: Scene) -> None:
    sent = mixed_articles(600, 0.02)
    for part in (sent[:300], sent[300:]):
        scene.cluster.publish(part)
        time.sleep(4)
    eventually("all are done", lambda: scene.cluster.lag() == 0)
    time.sleep(2)
    answers = panel_answers(scene.prometheus, scene.folder / DASHBOARD, scene.began, time.time())
    silent = {answer.title: answer.expression for answer in answers if not answer.series}
    assert not silent
    assert len(answers) > 30
    assert not scene.prometheus.firing()


def test_every_rule_is_evaluated_and_finds_the_series_that_it_asks_for(scene: Scene) -> None:
    rules = scene.prometheus.rules()
    assert len(rules) == len(alerts(BOUNDS))
    for rule in rules:
        assert (rule["health"], rule.get("lastError", "")) == ("ok", ""), rule
        # A rule returns nothing when nothing is wrong, but the metrics it reads must exist.
        asked = SELECTOR.findall(rule["query"])
        assert asked
        for selector in asked:
            assert scene.prometheus.query(selector), (rule["name"], selector)


def test_a_surge_of_dead_letters_fires_and_clears(scene: Scene) -> None:
    scene.cluster.publish(bad(60))
    scene.fires("StancewireDeadLetterSurge")
    summaries = scene.prometheus.summaries()
    told = rf"{re.escape(scene.cluster.group)}: [\d.]+% of the articles end as dead letters"
    assert any(re.match(told, one) for one in summaries), summaries
    scene.cluster.publish(mixed_articles(100, 0, name="after-surge"))
    scene.clears("StancewireDeadLetterSurge")


def test_no_progress_while_articles_wait_fires_and_clears(scene: Scene) -> None:
    children = [child for worker in scene.workers for child in worker.children()]
    for child in children:
        child.suspend()
    scene.cluster.publish(mixed_articles(100, 0, name="held-up"))
    try:
        scene.fires("StancewireNoProgress", "StancewireFreshnessLost", "StancewireStuck")
    finally:
        for child in children:
            child.resume()
    scene.clears("StancewireNoProgress", "StancewireFreshnessLost", "StancewireStuck")
    eventually("all are done", lambda: scene.cluster.lag() == 0)


def test_no_worker_fires_and_clears(scene: Scene) -> None:
    for worker in scene.workers:
        worker.kill()
    scene.fires("StancewireNoWorker", "StancewireWorkerDown")
    scene.workers[:] = [scene.start_worker(port) for port in scene.ports]
    scene.clears("StancewireNoWorker", "StancewireWorkerDown")


def test_a_broker_that_is_gone_while_nothing_is_in_hand_fires_and_clears(
    own_kafka: Broker, start_worker: StartWorker, tmp_path: Path
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "idle.")
    cluster.create_topics()
    pages = Pages()
    with Prometheus(tmp_path, BOUNDS, binary=required("prometheus")) as prometheus:
        prometheus.scrape([pages.port])
        start_worker(cluster.env(pipeline=BUSY, web_port=pages.port)).wait_ready()
        eventually(
            "it is seen", lambda: bool(prometheus.query("stancewire_assigned_partitions > 0"))
        )
        eventually("nothing fires", lambda: not prometheus.firing())
        own_kafka.kill()
        eventually("it fires", lambda: prometheus.firing() == {"StancewireKafkaSilent"})
        (summary,) = prometheus.summaries()
        told = rf"{re.escape(cluster.group)}: Kafka has not answered any worker for [\d.]+s: check"
        assert re.match(told, summary), summary
        own_kafka.restart()
        eventually("it clears", lambda: not prometheus.firing())
