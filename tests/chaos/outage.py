"""Play an outage as an operator sees it: ``python -m tests.chaos.outage [--report FILE]``.

A broker, a Prometheus and two workers get two thousand articles, two in a hundred of them bad. A
worker is killed for half a minute, and later the broker. Every panel must have data, and exactly
the right alerts must fire and clear. It takes five minutes; it exits with 1 if a check fails.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from local_kafka import Broker
from observability.__main__ import DASHBOARD
from observability.bounds import Bounds
from tests.support.cluster import Cluster, Sent, eventually
from tests.support.mixed_articles import mixed_articles
from tests.support.outage_report import Act, Result, report
from tests.support.panel_check import panel_answers
from tests.support.prometheus import Prometheus, program
from tests.support.web import Pages
from tests.support.worker_process import WorkerProcess

ARTICLES = 2_000
BAD_SHARE = 0.02
# Five minutes are ten seconds here, so half a minute of outage is a quarter of an hour.
SOONER = 30
AWAY_SECONDS = 30
LOAD_SECONDS = 40
# Ten a second: less than one worker can process.
PORTION = 10
# Articles in progress when the broker goes; otherwise the workers would not know that any wait.
BURST = 200
# Retries are counted only while a batch is being sent. A worker stops after a minute without its
# broker, as it should, and is then restarted.
MAY_FOLLOW = frozenset({"StancewireSendRetries", "StancewireNoWorker", "StancewireWorkerDown"})


@dataclass
class Run:
    """Everything that runs, and the articles that are still to be sent."""

    broker: Broker
    cluster: Cluster
    prometheus: Prometheus
    folder: Path
    stack: ExitStack
    to_send: Iterator[Sent]
    ports: tuple[int, ...]
    workers: list[WorkerProcess] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    restarts: int = 0

    def begin(self, name: str, must: set[str], may: frozenset[str] = frozenset()) -> None:
        """Begin an act: from now on these alerts must fire, and those in ``may`` can."""
        self.acts.append(Act(name, time.time(), must, set(may)))
        print(f"{time.strftime('%H:%M:%S')}  {name}", flush=True)

    def start_worker(self, number: int) -> None:
        """Start or restart this worker."""
        port = self.ports[number]
        env = self.cluster.env(
            pipeline="tests.support.busy_pipelines:load_steady", web_port=port, stuck_after=10
        )
        worker = WorkerProcess(env, self.folder / f"worker-{port}.log")
        self.workers[number : number + 1] = [self.stack.enter_context(worker)]
        worker.wait_ready()

    def supervise(self) -> None:
        """Restart workers that have stopped, as a supervisor does."""
        for number, worker in enumerate(self.workers):
            if worker.process.poll() is not None:
                self.restarts += 1
                self.start_worker(number)

    def is_done(self) -> bool:
        """Whether every article is acknowledged; restarts stopped workers."""
        self.supervise()
        return self.cluster.lag() == 0

    def load(self, seconds: float) -> None:
        """Publish a portion each second for this many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.publish(PORTION)
            time.sleep(1)

    def publish(self, count: int) -> bool:
        """Publish the next articles; returns whether there were any."""
        portion = [sent for _, sent in zip(range(count), self.to_send, strict=False)]
        self.cluster.publish(portion)
        return bool(portion)


def play(run: Run) -> None:
    """Play the acts in order."""
    run.begin("start and load", set())
    for number in range(len(run.ports)):
        run.start_worker(number)
    run.prometheus.scrape(list(run.ports))
    # Only now: before, it would rightly report that there is no worker.
    run.stack.enter_context(run.prometheus)
    run.load(LOAD_SECONDS)

    run.begin("a worker is killed", {"StancewireWorkerDown"})
    run.workers[0].kill()
    run.load(AWAY_SECONDS)
    run.start_worker(0)
    run.load(LOAD_SECONDS)

    run.begin(
        "the broker is gone",
        {
            "StancewireKafkaSilent",
            "StancewireNoProgress",
            "StancewireFreshnessLost",
            "StancewireStuck",
        },
        MAY_FOLLOW,
    )
    run.publish(BURST)
    run.broker.kill()
    time.sleep(AWAY_SECONDS)
    run.broker.restart()
    run.begin("the broker is back", set(), MAY_FOLLOW | {"StancewireFreshnessLost"})
    while run.publish(PORTION):
        run.supervise()
        time.sleep(1)

    run.begin("every article is sent", set(), MAY_FOLLOW)
    eventually("every article is done", run.is_done, timeout=180)
    eventually("nothing fires", lambda: not run.prometheus.firing(), timeout=120)
    time.sleep(5)


def outage(folder: Path) -> Result:
    """Play the outage and return the result."""
    bounds = replace(
        Bounds().sooner(SOONER),
        # This gives its panel data. Its alerts need more articles than half a minute has.
        drift_window=timedelta(seconds=30),
        drift_baseline=timedelta(seconds=60),
    )
    sent = mixed_articles(ARTICLES, BAD_SHARE)
    with ExitStack() as stack:
        broker = stack.enter_context(Broker())
        cluster = Cluster(broker.bootstrap_servers, "outage.")
        cluster.create_topics()
        prometheus = Prometheus(folder, bounds, binary=program("prometheus"))
        ports = (Pages().port, Pages().port)
        run = Run(broker, cluster, prometheus, folder, stack, iter(sent), ports)
        play(run)
        began, ended = run.acts[0].began, time.time()
        return Result(
            acts=run.acts,
            ended=ended,
            fired=prometheus.query_range('ALERTS{alertstate="firing"}', began, ended, step=1),
            answers=panel_answers(prometheus, folder / DASHBOARD, began, ended),
            articles=len(sent),
            bad=round(ARTICLES * BAD_SHARE),
            enriched=len({event.article.id for event in cluster.enriched()}),
            letters=len({(record.key, record.value) for record in cluster.read("dead_letters")}),
            records=cluster.outcomes(),
            restarts=run.restarts,
            sooner=SOONER,
        )


def main() -> int:
    """Read the command line, play, write the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.outage", description=__doc__)
    parser.add_argument("--report", type=Path, help="also write the report to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stancewire-outage-") as folder:
        result = outage(Path(folder))
    text, faults = report(result)
    print(text)
    if asked.report:
        asked.report.write_text(text, "utf-8")
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
