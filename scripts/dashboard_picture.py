"""Draw the dashboard of a real Prometheus that watches real workers: ``make dashboard-picture``.

    python -m scripts.dashboard_picture [docs/dashboard.png [ANSWERS.json]]

No Grafana server comes from the package registries. So a Kafka, two workers with the shipped
pipeline and a Prometheus run here for some minutes, with a burst, letters that cannot be read, and
a worker that is stopped and started again. Each panel's own queries are asked as Grafana asks them,
and ``observability.drawing`` draws the answers. Answers that are kept in a file are drawn again,
without those minutes, if the file is there. Needs Prometheus (Debian: ``prometheus``).
"""

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml

from local_kafka import Broker
from local_kafka.ports import LOOPBACK, reserve
from observability.drawing import draw
from tests.support.cluster import Cluster, Sent
from tests.support.processes import end_with_parent
from tests.support.worker_process import WorkerProcess

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = ROOT / "deploy/observability/dashboards/stancewire.json"
RULES = ROOT / "deploy/observability/alerts.yaml"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
MINUTES = 8.0
# When what begins, in shares of the time.
BURST, STOPPED, STARTED = 0.3, 0.55, 0.7
BURST_ARTICLES = 60
SECONDS_BETWEEN = 2.0
SCRAPE_SECONDS = 5
GROUP = "stancewire"


def main() -> None:
    """Run everything, ask everything, draw."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/dashboard.png"
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004 - the second
    dashboard = json.loads(DASHBOARD.read_text("utf-8"))
    if kept and kept.exists():
        answers = {(panel, letter): one for panel, letter, one in json.loads(kept.read_text())}
    else:
        answers = measured(dashboard)
        if kept:
            kept.write_text(json.dumps([[*which, one] for which, one in answers.items()]), "utf-8")
    draw(dashboard, answers, path)
    empty = sum(1 for answer in answers.values() if not answer["result"])
    print(f"==> {path}: {len(answers)} queries, {empty} of them without data")


def measured(dashboard: dict[str, Any]) -> dict[tuple[int, str], dict[str, Any]]:
    """Kafka, workers and a Prometheus for some minutes; the answers to the dashboard's queries."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kafka = stack.enter_context(Broker())
        cluster = Cluster(kafka.bootstrap_servers, "")
        cluster.group = GROUP
        cluster.create_topics()
        ports = [_free_port() for _ in range(3)]
        workers = [_worker(cluster, port, folder) for port in ports[:2]]
        for worker in workers:
            stack.enter_context(worker)
            worker.wait_ready(300)
        began = time.time()
        prometheus = stack.enter_context(running(ports[2], ports[:2], folder))
        print(f"==> {MINUTES:g} minutes of articles", flush=True)
        restarted = publish(cluster, workers[1], lambda: _worker(cluster, ports[1], folder))
        stack.enter_context(restarted)
        return ask(dashboard, prometheus, began, time.time())


def publish(
    cluster: Cluster, worker: WorkerProcess, start: Callable[[], WorkerProcess]
) -> WorkerProcess:
    """Send articles for the given time; stop the worker for a while. Returns the new one."""
    began = time.monotonic()
    records = _records()
    restarted = None
    burst = stopped = False
    while (share := (time.monotonic() - began) / (MINUTES * 60)) < 1:
        cluster.publish([next(records)])
        if share > BURST and not burst:
            burst = True
            cluster.publish(list(itertools.islice(records, BURST_ARTICLES)))
        if share > STOPPED and not stopped:
            stopped = True
            worker.__exit__()
        if share > STARTED and restarted is None:
            restarted = start()
        time.sleep(SECONDS_BETWEEN)
    return restarted or start()


def _records() -> Iterator[Sent]:
    """The samples again and again, each as an article of its own; a few cannot be read."""
    for number in itertools.count():
        text = SAMPLES[number % len(SAMPLES)].read_text("utf-8")
        title, _, body = text.partition("\n")
        written = time.time() - 20 - 5 * (number % 7)
        value: dict[str, Any] = {
            "id": f"picture-{number}",
            "title": title,
            "body": body.strip(),
            "published_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(written)),
        }
        if number % 23 == 22:  # noqa: PLR2004 - now and then
            del value["body"]
        if number % 9 == 8:  # noqa: PLR2004
            value["published_at"] = ""
        yield Sent(value["id"].encode(), json.dumps(value).encode())


def ask(
    dashboard: dict[str, Any], prometheus: str, began: float, ended: float
) -> dict[tuple[int, str], dict[str, Any]]:
    """The answers to every query of every panel, with Grafana's variables filled in."""
    found = {}
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            query = filled_in(target["expr"], ended - began)
            if target["instant"]:
                asked = {"query": query, "time": ended}
                path = "query"
            else:
                asked = {"query": query, "start": began, "end": ended, "step": SCRAPE_SECONDS}
                path = "query_range"
            found[panel["id"], target["refId"]] = _answer(prometheus, path, asked)
    return found


def filled_in(query: str, seconds: float) -> str:
    """The query as Grafana sends it: all jobs, namespaces and groups, this scrape interval."""
    values = {
        "__rate_interval": f"{4 * SCRAPE_SECONDS}s",
        "__range": f"{round(seconds)}s",
        **dict.fromkeys(("job", "namespace", "group"), ".*"),
    }
    for name, value in values.items():
        query = query.replace(f"${name}", value)
    return query


@contextmanager
def running(port: int, watched: list[int], folder: Path) -> Iterator[str]:
    """A Prometheus with this project's rules; its address."""
    program = shutil.which("prometheus")
    if program is None:
        raise SystemExit("error: no prometheus here (Debian: apt-get install prometheus)")
    config = {
        "global": {"scrape_interval": f"{SCRAPE_SECONDS}s", "evaluation_interval": "5s"},
        "rule_files": [str(RULES)],
        "scrape_configs": [
            {
                "job_name": "stancewire",
                "static_configs": [
                    {
                        "targets": [f"{LOOPBACK}:{one}"],
                        "labels": {"namespace": "news", "instance": f"worker-{number}"},
                    }
                    for number, one in enumerate(watched, 1)
                ],
            }
        ],
    }
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(config), "utf-8")
    address = f"{LOOPBACK}:{port}"
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [
                program,
                f"--config.file={folder / 'prometheus.yaml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address={address}",
            ],
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
        )
    try:
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(30)


def _answer(prometheus: str, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    address = f"{prometheus}/api/v1/{path}?{urllib.parse.urlencode(asked)}"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own address
        found: dict[str, Any] = json.load(answer)["data"]
    return found


def _worker(cluster: Cluster, port: int, folder: Path) -> WorkerProcess:
    settings = cluster.env(web_port=port, pool_processes=1)
    return WorkerProcess(settings, folder / f"worker-{port}.log")


def _free_port() -> int:
    held = reserve()
    held.release()
    return held.port


if __name__ == "__main__":
    main()
