"""A real Apache Kafka for the whole run; topics of its own for each test."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from local_kafka import Broker
from tests.support.cluster import Cluster
from tests.support.worker_process import WorkerProcess

StartWorker = Callable[..., WorkerProcess]


@pytest.fixture(scope="session")
def kafka() -> Iterator[Broker]:
    # A terminated test run must stop its broker and workers like an interrupted one.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Broker() as broker:
        yield broker


@pytest.fixture
def cluster(kafka: Broker, request: pytest.FixtureRequest) -> Cluster:
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name)[:60]
    made = Cluster(kafka.bootstrap_servers, f"{name}.{os.urandom(3).hex()}.")
    made.create_topics()
    return made


@pytest.fixture
def own_kafka() -> Iterator[Broker]:
    """A broker that a test may kill."""
    with Broker() as broker:
        yield broker


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[StartWorker]:
    """Starts workers, each with a log of its own, and stops them all at the end."""
    with ExitStack() as stack:
        count = 0

        def start(env: dict[str, str], module: str = "worker.cli.main") -> WorkerProcess:
            nonlocal count
            count += 1
            worker = WorkerProcess(env, tmp_path / f"worker-{count}.log", module)
            stack.enter_context(worker)
            return worker

        yield start
