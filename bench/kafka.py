"""What Kafka and Faust add: the processor time of whole workers, beside the bare pipeline's."""

import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

import psutil
from spacy.language import Language

from bench.figures import Figure, figure
from bench.texts import Text
from local_kafka import Broker
from tests.support.cluster import Cluster, Sent, eventually
from tests.support.worker_process import WorkerProcess
from topics.events import Article
from worker.nlp.pipeline import enrich

PATIENCE = 540.0
WORKER = "worker.cli.main"
PLAIN = "bench.plain_loop"


def through_kafka(
    nlp: Language, texts: Sequence[Text], rounds: int, count: int
) -> dict[str, Figure]:
    """Ratios of processor time for each article: bare pipeline, plain loop, one and two workers.

    Two workers on two free cores do twice the work of one if an article costs each of them no more;
    ``two_workers_over_one`` is what is left of that. The plain loop is `bench.plain_loop`.

    Args:
        nlp: the bare pipeline.
        texts: the articles that are read again and again.
        rounds: how often all take turns.
        count: articles of each turn.

    """
    chosen = [
        Article(id=f"bench-{number}", title=text.title, body=text.body)
        for number, text in enumerate(islice(cycle(texts), count))
    ]
    over_nlp, over_plain, two_over_one = [], [], []
    with Broker() as broker, tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            bare = _bare(nlp, chosen)
            plain, one, two = (
                _workers(broker.bootstrap_servers, f"bench{number}-{at}-", chosen, modules,
                         Path(folder))
                for at, modules in enumerate(([PLAIN], [WORKER], [WORKER, WORKER]))
            )  # fmt: skip
            over_nlp.append(bare / one)
            over_plain.append(plain / one)
            two_over_one.append(2 * one / two)
    return {
        "worker_over_nlp": figure(over_nlp),
        "worker_over_plain_loop": figure(over_plain),
        "two_workers_over_one": figure(two_over_one),
    }


def _bare(nlp: Language, chosen: Sequence[Article]) -> float:
    began = time.process_time()
    for article in chosen:
        enrich(nlp, article)
    return time.process_time() - began


def _workers(
    servers: str, prefix: str, chosen: Sequence[Article], modules: Sequence[str], folder: Path
) -> float:
    """Processor seconds of all processes of some workers from ready to the last article."""
    cluster = Cluster(servers, prefix)
    cluster.create_topics()
    env = cluster.env(pool_start_timeout=PATIENCE)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(WorkerProcess(env, folder / f"{prefix}{number}.log", module))
            for number, module in enumerate(modules)
        ]
        for worker in workers:
            worker.wait_ready(PATIENCE)
        before = _seconds(workers)
        cluster.publish(
            Sent(article.id.encode(), json.dumps(article.model_dump(mode="json")).encode())
            for article in chosen
        )
        eventually(
            f"{len(chosen)} articles are enriched",
            lambda: len(cluster.read("enriched")) >= len(chosen),
            PATIENCE,
        )
        return _seconds(workers) - before


def _seconds(workers: Sequence[WorkerProcess]) -> float:
    processes = [
        process
        for worker in workers
        for process in (psutil.Process(worker.process.pid), *worker.children())
    ]
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))
