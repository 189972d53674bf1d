"""Scale real workers on real lag as KEDA would, and plot the result: ``make scaling``.

It uses a real broker, real `stancewire run` processes that start and stop as pods would, KEDA's
formula for the metric, and the autoscaler's algorithm with the settings of overlays/production. Two
things differ from a cluster. The pipeline only sleeps, so that a dozen workers fit on two cores.
The clock runs ten times as fast: each window, period and interval of the manifests is divided by
ten. Kafka's own times and a worker's start are not, so rebalances cost ten times as much here.
"""

import json
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec

from k8s.tools.autoscaler import Autoscaler, Direction
from k8s.tools.keda import metric
from k8s.tools.places import K8S, ROOT, render
from k8s.tools.scaling_plot import Record, draw
from local_kafka import Broker
from tests.support.cluster import Cluster, article
from tests.support.worker_process import WorkerProcess
from topics.cluster.connection import connect
from topics.cluster.lag import group_offsets

SPEEDUP = 10
PARTITIONS = 6
SECONDS_AN_ARTICLE = 0.1
# In the manifests' time: one worker's work of about a minute, like lagThreshold.
THRESHOLD_SECONDS = 60
SYNC_SECONDS = 15
# (until, articles a second) in real seconds: quiet, a burst, quiet again.
LOAD = ((30, 5.0), (75, 45.0), (130, 5.0))
BACKLOG_AT_THE_BURST = 400
END = 240


def autoscaler(scaled: dict[str, Any], target: int) -> Autoscaler:
    """The autoscaler of overlays/production, with a faster clock and fewer partitions."""
    behavior = json.loads(json.dumps(scaled["advanced"]["horizontalPodAutoscalerConfig"]))[
        "behavior"
    ]
    for way in behavior.values():
        way["stabilizationWindowSeconds"] /= SPEEDUP
        for policy in way["policies"]:
            policy["periodSeconds"] /= SPEEDUP
    return Autoscaler(
        minimum=scaled["minReplicaCount"],
        maximum=min(scaled["maxReplicaCount"], PARTITIONS),
        target=target,
        up=Direction.read(behavior["scaleUp"]),
        down=Direction.read(behavior["scaleDown"]),
    )


class Publisher(threading.Thread):
    """Publishes in the background by the plan above; ``sent`` counts the articles."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(daemon=True)
        self.cluster = cluster
        self.sent = 0

    def run(self) -> None:
        """Publish half a second's articles every half second."""
        begun = time.monotonic()
        burst = False
        for until, rate in LOAD:
            while (now := time.monotonic() - begun) < until:
                count = round(rate / 2)
                if not burst and rate > LOAD[0][1]:
                    burst, count = True, BACKLOG_AT_THE_BURST
                self._publish(count)
                time.sleep(max(0.0, 0.5 - (time.monotonic() - begun - now)))

    def _publish(self, count: int) -> None:
        body = f"sleep {SECONDS_AN_ARTICLE}"
        first = self.sent
        self.cluster.publish(article(f"a-{n:05d}", body) for n in range(first, first + count))
        self.sent += count


def lags(client: KafkaAdminClient, cluster: Cluster) -> list[int]:
    """The lag of each partition, as KEDA counts it."""
    name = cluster.catalogue.articles.name
    places = [TopicPartition(name, number) for number in range(PARTITIONS)]
    ends = client.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    done = group_offsets(client, cluster.group, places)
    return [ends[p].offset - (done[p].offset if p in done else 0) for p in places]


class Workers:
    """The pods: the newest is stopped first, as usual in a cluster."""

    def __init__(self, cluster: Cluster, folder: Path, stack: ExitStack) -> None:
        self._env = cluster.env(
            pipeline="tests.support.small_pipelines:load_small", pool_processes=1
        )
        self._folder = folder
        self._stack = stack
        self._running: list[WorkerProcess] = []
        self.all: list[WorkerProcess] = []

    def set(self, count: int) -> None:
        """Start workers or ask them to stop, without waiting."""
        while len(self._running) < count:
            worker = WorkerProcess(self._env, self._folder / f"{len(self.all)}.log")
            self._stack.enter_context(worker)
            self._running.append(worker)
            self.all.append(worker)
        while len(self._running) > count:
            self._running.pop().signal(signal.SIGTERM)

    def ready(self) -> int:
        """How many workers have partitions."""
        return sum("assigned partitions" in worker.text for worker in self._running)

    def failed(self) -> list[str]:
        """The logs of workers that ended unasked or with an error."""
        return [
            worker.text[-1000:]
            for worker in self.all
            if worker.process.poll() is not None
            and (worker in self._running or worker.process.returncode)
        ]


def simulate(folder: Path) -> tuple[Record, dict[str, Any]]:
    """Run the simulation; returns the record of each step, and the totals."""
    (scaled,) = (
        m["spec"] for m in render(K8S / "overlays/production") if m["kind"] == "ScaledObject"
    )
    target = round(THRESHOLD_SECONDS / SPEEDUP / SECONDS_AN_ARTICLE)
    settings = scaled["triggers"][0]["metadata"] | {"lagThreshold": str(target)}
    hpa = autoscaler(scaled, target)
    record = Record()
    with Broker() as kafka, ExitStack() as stack:
        cluster = Cluster(kafka.bootstrap_servers, "scaling.", PARTITIONS)
        cluster.create_topics()
        client = stack.enter_context(connect(cluster.options))
        workers = Workers(cluster, folder, stack)
        replicas = hpa.minimum
        workers.set(replicas)
        while workers.ready() < replicas:
            time.sleep(0.5)
        publisher = Publisher(cluster)
        publisher.start()
        begun = time.monotonic()
        while (now := time.monotonic() - begun) < END:
            seen = lags(client, cluster)
            replicas = hpa.decide(now, metric(seen, settings), replicas)
            workers.set(replicas)
            record.when.append(now)
            record.lag.append(sum(seen))
            record.wanted.append(replicas)
            record.ready.append(workers.ready())
            time.sleep(max(0.0, SYNC_SECONDS / SPEEDUP - (time.monotonic() - begun - now)))
        failed = workers.failed()
        if failed:
            raise RuntimeError("a worker ended by itself:\n" + "\n".join(failed))
        counted = Counter(event.article.id for event in cluster.enriched())
        changes = [b - a for a, b in pairwise(record.wanted) if a != b]
        turns = sum(a * b < 0 for a, b in pairwise(changes))
        return record, {
            "articles sent": publisher.sent,
            "articles enriched": len(counted),
            "enriched twice or more": sum(counted.values()) - len(counted),
            "highest lag": max(record.lag),
            "lag at the end": record.lag[-1],
            "most workers": max(record.wanted),
            "workers at the end": record.wanted[-1],
            "changes of their number": len(changes),
            "turns from up to down or back": turns,
            "workers started": len(workers.all),
            "rebalances seen by a worker at most": max(
                worker.text.count("assigned partitions") for worker in workers.all
            ),
        }


def main() -> int:
    """Return 0 if it followed the burst, settled again, and lost nothing."""
    with tempfile.TemporaryDirectory() as name:
        record, sums = simulate(Path(name))
    for what, value in sums.items():
        print(f"{what}: {value}")
    target = ROOT / "docs" / "scaling.svg"
    draw(record, LOAD, target)
    print(f"drawn: {target.relative_to(ROOT)}")
    good = (
        sums["articles sent"] == sums["articles enriched"]
        and sums["lag at the end"] == 0
        and sums["most workers"] == PARTITIONS
        and sums["turns from up to down or back"] <= 1
        # No storm of duplicates: a rebalance repeats only the articles that were in progress.
        and sums["enriched twice or more"] < sums["articles sent"] / 10
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
