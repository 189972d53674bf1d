"""Two workers are killed repeatedly at random moments: every article has exactly one outcome."""

import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, eventually, short_articles
from tests.support.worker_process import WorkerProcess
from topics.events import Enriched
from topics.supersession import text_of_event, text_of_letter

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.timeout(600)]

SEED = 20_260_105
BAD_EVERY = 50


@dataclass(frozen=True)
class Trial:
    """How many articles, how many of them bad, and how many kills while they are processed."""

    articles: int
    kills: int

    def sent(self) -> list[Sent]:
        return [
            Sent(record.key, b'{"id": ') if number % BAD_EVERY == 0 else record
            for number, record in enumerate(short_articles(self.articles))
        ]


FULL = Trial(articles=2_000, kills=10)
# A worker that fails the easier trial would fail the full one, only later.
EASIER = Trial(articles=400, kills=3)


def run_under_fire(cluster: Cluster, trial: Trial, start: Callable[[], WorkerProcess]) -> None:
    """Publish everything, kill a random worker at random moments, wait until all is committed."""
    dice = random.Random(SEED)
    workers = [start(), start()]
    for worker in workers:
        worker.wait_ready()
    cluster.publish(trial.sent())
    for _ in range(trial.kills):
        # A kill tests something only while there is something to lose.
        before = cluster.outcomes()
        eventually("work goes on", lambda before=before: cluster.outcomes() > before)
        time.sleep(dice.uniform(0.0, 2.0))
        victim = dice.randrange(len(workers))
        workers[victim].kill()
        workers[victim] = start()
    assert cluster.lag() > 0, "the last kill came after the work was done"
    eventually("all is committed", lambda: cluster.lag() == 0, timeout=300)
    for worker in workers:
        assert worker.process.poll() is None, worker.text[-2000:]
        # Articles that the producer still holds must not count as lost.
        worker.__exit__()


def environment(cluster: Cluster) -> dict[str, str]:
    # A killed worker's partitions are soon reassigned: the trial is not about waiting.
    return cluster.env(batch_size=8, session_timeout=3)


def outcomes(cluster: Cluster) -> dict[bytes, dict[str, set[bytes]]]:
    """The distinct values of each key in each of the two topics."""
    found: dict[bytes, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for role in ("enriched", "dead_letters"):
        for record in cluster.read(role):
            found[record.key][role].add(record.value)
    return found


def superseded(topics: dict[str, set[bytes]]) -> bool:
    """Whether the letters are about texts that have an event: only then may both be there."""
    events = {text_of_event(Enriched.model_validate_json(value)) for value in topics["enriched"]}
    return all(text_of_letter(value) in events for value in topics["dead_letters"])


def assert_nothing_lost(cluster: Cluster, sent: list[Sent]) -> None:
    found = outcomes(cluster)
    lost = {record.key for record in sent} - set(found)
    assert not lost, f"lost {len(lost)} of {len(sent)} articles"
    assert len(found) == len(sent), "an outcome for an article that nobody sent"
    for key, topics in found.items():
        assert len(topics) == 1 or superseded(topics), f"two outcomes for {key!r}"
    assert all(len(values) == 1 for topics in found.values() for values in topics.values()), (
        "copies that differ"
    )


def test_every_article_is_enriched_or_dead_lettered_and_copies_are_identical(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    run_under_fire(cluster, FULL, lambda: start_worker(environment(cluster)))
    assert_nothing_lost(cluster, FULL.sent())
    ids = defaultdict(set)
    for record in cluster.read("enriched"):
        ids[record.key].add(dict(record.headers)["ce_id"])
    assert all(len(versions) == 1 for versions in ids.values())
    assert len(cluster.read("dead_letters")) >= FULL.articles // BAD_EVERY


def test_the_naive_worker_fails_even_an_easier_trial(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    module = "tests.chaos.naive_worker"
    run_under_fire(cluster, EASIER, lambda: start_worker(environment(cluster), module=module))
    with pytest.raises(AssertionError, match=r"lost \d+ of"):
        assert_nothing_lost(cluster, EASIER.sent())
