"""A real worker at several loads: how late each event comes, and how long its event loop stalls."""

import json
import math
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final, TypedDict

from kafka import KafkaConsumer, KafkaProducer

from bench.latency import LOADS, Latency, arrivals, percentiles
from bench.texts import Text
from local_kafka import Broker
from tests.support.cluster import Cluster
from tests.support.patience import Deadline
from tests.support.web import Pages
from tests.support.worker_process import WorkerProcess
from topics.events import Article

PATIENCE: Final = 540.0
_WARM_UP: Final = 8
"""Articles before the first load, which load what the first article needs."""

BLOCKED: Final = 0.05
"""From so many seconds on, the event loop counts as blocked."""


class Stalls(TypedDict):
    """How late the ticks of the worker's event loop came."""

    ticks: int
    blocked: int
    """of these, how many came later than ``BLOCKED``"""
    at_most: float
    """the bound in seconds that none exceeded; infinite ones are left out"""


class OpenLoop(TypedDict):
    """What one worker did."""

    articles: int
    """at each load"""
    capacity: float
    """articles a second, with always one waiting"""
    latency: dict[str, Latency]
    stalls: Stalls


def open_loop(texts: Sequence[Text], count: int) -> OpenLoop:
    """Let one worker with one pipeline read so many articles at each load."""
    pages = Pages()
    with Broker() as broker, tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(broker.bootstrap_servers, "open-loop-", partitions=1)
        cluster.create_topics()
        log = Path(folder) / "worker.log"
        # A batch that waits to be filled would be a part of every latency.
        env = cluster.env(web_port=pages.port, batch_wait=0.005, pool_start_timeout=PATIENCE)
        with WorkerProcess(env, log) as worker, closing(_Wire(cluster, texts)) as wire:
            worker.wait_ready(PATIENCE)
            wire.run([0.0] * _WARM_UP)
            began = time.monotonic()
            wire.run([0.0] * count)
            capacity = count / (time.monotonic() - began)
            latency = {
                f"{load:g}": percentiles(wire.run(list(islice(arrivals(load * capacity), count))))
                for load in LOADS
            }
            return {
                "articles": count,
                "capacity": round(capacity, 3),
                "latency": latency,
                "stalls": stalls(pages.metrics()),
            }


def stalls(metrics: dict[tuple[str, frozenset[tuple[str, str]]], float]) -> Stalls:
    """Read them from the buckets of a worker's metrics."""
    buckets = sorted(
        (float(dict(labels)["le"]), int(value))
        for (name, labels), value in metrics.items()
        if name == "event_loop_stall_seconds_bucket"
    )
    ticks = buckets[-1][1]
    within = max(value for bound, value in buckets if bound <= BLOCKED)
    at_most = next(bound for bound, value in buckets if value == ticks)
    return {
        "ticks": ticks,
        "blocked": ticks - within,
        "at_most": at_most if math.isfinite(at_most) else -1.0,
    }


class _Wire:
    """Sends articles at given times, and notes when the event of each arrives."""

    def __init__(self, cluster: Cluster, texts: Sequence[Text]) -> None:
        self._texts = cycle(texts)
        self._sent = 0
        self._topic = cluster.catalogue.articles.name
        self._producer = KafkaProducer(**cluster.options, linger_ms=0)
        self._consumer = KafkaConsumer(
            cluster.catalogue.enriched.name,
            **cluster.options,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            fetch_max_wait_ms=5,
        )

    def run(self, times: Sequence[float]) -> list[float]:
        """The latency of each article, all of them sent and answered."""
        due: dict[str, float] = {}
        waited: dict[str, float] = {}
        began = time.monotonic()
        left = [(began + at, self._article()) for at in times]
        deadline = Deadline(PATIENCE)
        while len(waited) < len(times):
            while left and left[0][0] <= time.monotonic():
                at, article = left.pop(0)
                due[article.id] = at
                value = article.model_dump_json().encode()
                self._producer.send(self._topic, key=article.id.encode(), value=value)
            pause = left[0][0] - time.monotonic() if left else 0.1
            timeout = int(1000 * min(0.1, max(0.0, pause)))
            for record in _records(self._consumer.poll(timeout_ms=timeout)):
                name = json.loads(record.value)["article"]["id"]
                waited.setdefault(name, time.monotonic() - due[name])
            if deadline.passed():
                raise TimeoutError(f"{len(waited)} of {len(times)} articles are enriched")
        return list(waited.values())

    def close(self) -> None:
        self._producer.close()
        self._consumer.close()

    def _article(self) -> Article:
        text = next(self._texts)
        self._sent += 1
        return Article(id=f"bench-{self._sent}", title=text.title, body=text.body)


def _records(polled: dict[Any, list[Any]]) -> list[Any]:
    return [record for some in polled.values() for record in some]
