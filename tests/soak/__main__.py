"""``make soak``: one worker under load for long, then at rest, then one article.

A real worker on a real Kafka. The real model reads briefs, all of them or a stated share; then a
stand-in reads the others. Memory, descriptors, threads and latency are measured all the while. The
default is 20,000 articles or two hours, then an hour's rest; all can be shorter, and the report
says what was done.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from local_kafka import Broker
from tests.chaos.results import source
from tests.soak.load import IN_FLIGHT, Publisher, Subscriber, articles, brief
from tests.soak.meter import measured
from tests.soak.report import PICTURE, RESULT, write_report
from tests.soak.verdict import Soak, findings, thinned
from tests.support.chaos_pipeline import REAL
from tests.support.cluster import Cluster, article
from tests.support.local_brokers import started
from tests.support.patience import Deadline, slowness
from tests.support.web import Pages
from tests.support.worker_process import WorkerProcess

PIPELINE = "tests.support.chaos_pipeline:load"
MEASURE_SECONDS = 10.0
RESTING_MEASURE_SECONDS = 30.0
STALL_SECONDS = 240.0
TICK_SECONDS = 0.02


class Run:
    """A soak while it runs."""

    def __init__(
        self, soak: Soak, cluster: Cluster, worker: WorkerProcess, pages: Pages, begun: float
    ) -> None:
        self.soak = soak
        self._cluster = cluster
        self._worker = worker
        self._pages = pages
        self._begun = begun
        self._measured = 0.0
        self._slow: list[float] = []

    def measure(self, subscriber: Subscriber) -> None:
        """Measure if it is time to."""
        now = time.monotonic()
        if now - self._measured < MEASURE_SECONDS:
            return
        self._measured = now
        self._slow.append(slowness())
        # As Prometheus would: a scrape that leaks shows too.
        self._pages.ask("/metrics")
        self.soak.moments.append(measured(self._worker, now - self._begun, subscriber.done))

    def until(self, what: str, condition: Callable[[], bool], subscriber: Subscriber) -> None:
        """Wait for a condition while measuring; fails if the worker or its progress ends."""
        seen, deadline = -1, Deadline(STALL_SECONDS)
        while not condition():
            if self._worker.process.poll() is not None:
                raise RuntimeError(f"the worker ended:\n{self._worker.text[-2000:]}")
            self.measure(subscriber)
            if subscriber.done != seen:
                seen, deadline = subscriber.done, Deadline(STALL_SECONDS)
            if deadline.passed():
                raise TimeoutError(f"{what}: {seen} articles have an outcome, and nothing moves")
            time.sleep(TICK_SECONDS)

    def load(self, publisher: Publisher, subscriber: Subscriber, hours: float) -> None:
        """All articles, or what there is time for, never more than a batch in flight."""
        soak = self.soak
        for number, record in enumerate(articles(soak.articles, soak.real_every)):
            self.until("load", lambda sent=number: sent - subscriber.done < IN_FLIGHT, subscriber)
            if time.monotonic() - self._begun > hours * 3600:
                soak.articles = number
                break
            publisher.send(record)
            if number % 100 == 0:
                seconds = time.monotonic() - self._begun
                print(f"{number} articles after {seconds:.0f} s", flush=True)
        self.until("the end", lambda: subscriber.done == soak.articles, subscriber)
        soak.load_seconds = round(time.monotonic() - self._begun, 1)
        soak.slowness = round(sum(self._slow) / max(1, len(self._slow)), 2)

    def rest(self, publisher: Publisher, subscriber: Subscriber, seconds: float) -> None:
        """Nothing at all; then one article, for the real model if it is read by that."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.measure(subscriber)
            time.sleep(min(left, RESTING_MEASURE_SECONDS))
        self.soak.idle_seconds = seconds
        if self.soak.real_every:
            record = brief(f"{REAL}after the rest", 0)
        else:
            record = article("after the rest", "Ada thanked Peru.")
        first = publisher.send(record)
        self.until("the first", lambda: first in subscriber.last, subscriber)
        self.soak.woke = round(subscriber.last[first], 3)


def soak(folder: Path, count: int, hours: float, real_every: int, idle: float) -> Soak:
    """Run it and return what was measured."""
    kept = Soak(count, real_every, day=time.strftime("%Y-%m-%d"), source=source())
    pages = Pages()
    with started(Broker()) as broker:
        cluster = Cluster(broker.bootstrap_servers, "soak.")
        cluster.create_topics()
        env = cluster.env(
            pipeline=PIPELINE,
            web_port=pages.port,
            breaker_ratio=1,
            # On a busy machine the real model takes minutes to load.
            pool_start_timeout=1200,
            article_timeout=120,
        )
        env["STANCEWIRE_TEST_REAL"] = str(real_every)
        begun = time.monotonic()
        with (
            WorkerProcess(env, folder / "worker.log") as worker,
            Subscriber(cluster, begun) as subscriber,
            Publisher(cluster, subscriber) as publisher,
        ):
            worker.wait_ready()
            run = Run(kept, cluster, worker, pages, begun)
            run.load(publisher, subscriber, hours)
            kept.enriched = len(subscriber.outcomes["enriched"])
            kept.letters = len(subscriber.outcomes["dead_letters"])
            run.rest(publisher, subscriber, idle)
            run.until("commits", lambda: cluster.lag() == 0, subscriber)
            kept.real = sum(one.real for one in subscriber.latencies)
            kept.latencies = thinned(subscriber.latencies)
            # A dead letter is a WARNING that was asked for.
            kept.loud = [
                line
                for line in worker.text.splitlines()
                if any(level in line for level in (" ERROR ", " CRITICAL "))
            ][:20]
    return kept


def main() -> int:
    """Read the command line, soak, and write the result."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--hours", type=float, default=2, help="begin no article after so many")
    parser.add_argument(
        "--real-every", type=int, default=1, help="one in so many is read by the real model"
    )
    parser.add_argument("--idle", type=float, default=3600, help="seconds of rest")
    parser.add_argument("--result", type=Path, default=RESULT)
    parser.add_argument("--report", action="store_true", help="only write the page and the plot")
    asked = parser.parse_args()
    if not asked.report:
        with tempfile.TemporaryDirectory(prefix="stancewire-soak-") as folder:
            found = soak(Path(folder), asked.articles, asked.hours, asked.real_every, asked.idle)
        asked.result.write_text(json.dumps(found.to_json()) + "\n", "utf-8")
    kept = Soak.of_json(json.loads(asked.result.read_text("utf-8")))
    if asked.result == RESULT:
        write_report(kept)
        print(f"drawn: {PICTURE}")
    for line in findings(kept):
        print(f"FAULT: {line}")
    return 1 if findings(kept) else 0


if __name__ == "__main__":
    sys.exit(main())
