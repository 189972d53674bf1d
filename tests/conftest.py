"""One real Apache Kafka for the whole run, with separate topics for each test."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from local_kafka import Broker
from tests.support.cluster import Cluster
from tests.support.local_brokers import started
from tests.support.patience import patient
from tests.support.worker_process import WorkerProcess
from worker.settings import BOOTSTRAP_ENV

StartWorker = Callable[..., WorkerProcess]


def pytest_configure() -> None:
    # A run in the background or under nohup ignores these signals, and its children would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    # A `stancewire up` of whoever runs the tests is none of their business.
    os.environ["XDG_STATE_HOME"] = os.devnull


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Stretch the time after which a test counts as hanging, as its own deadlines stretch."""
    usual = float(config.getini("timeout"))
    for item in items:
        own = item.get_closest_marker("timeout")
        seconds = float(own.args[0]) if own else usual
        item.add_marker(pytest.mark.timeout(patient(seconds)), append=False)


class Kafka(Protocol):
    """The cluster that tests share: ours, or the one that KAFKA_BOOTSTRAP_SERVERS names."""

    @property
    def bootstrap_servers(self) -> str: ...


@dataclass(frozen=True)
class ExistingKafka:
    bootstrap_servers: str


@pytest.fixture(scope="session")
def kafka() -> Iterator[Kafka]:
    # A terminated test run must stop its broker and workers like an interrupted one.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if existing := os.environ.get(BOOTSTRAP_ENV):
        yield ExistingKafka(existing)
        return
    with started(Broker()) as broker:
        yield broker


@pytest.fixture
def cluster(kafka: Kafka, request: pytest.FixtureRequest) -> Cluster:
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name)[:60]
    made = Cluster(kafka.bootstrap_servers, f"{name}.{os.urandom(3).hex()}.")
    made.create_topics()
    return made


@pytest.fixture
def own_kafka() -> Iterator[Broker]:
    """A broker that a test may kill."""
    with started(Broker()) as broker:
        yield broker


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[StartWorker]:
    """Starts workers, each with a separate log, and stops them all at the end."""
    with ExitStack() as stack:
        count = 0

        def start(env: dict[str, str], module: str = "worker.cli.main") -> WorkerProcess:
            nonlocal count
            count += 1
            worker = WorkerProcess(env, tmp_path / f"worker-{count}.log", module)
            stack.enter_context(worker)
            return worker

        yield start
