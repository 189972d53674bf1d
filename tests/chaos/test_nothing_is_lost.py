"""Two workers, killed again and again at random moments: every article has exactly one outcome."""

import random
import time
from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, eventually, short_articles
from tests.support.worker_process import WorkerProcess

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.timeout(600)]

ARTICLES = 2_000
KILLS = 10
SEED = 20_260_105
BAD_EVERY = 50


def good_articles() -> list[Sent]:
    return list(short_articles(ARTICLES))


def with_bad_ones(sent: list[Sent]) -> list[Sent]:
    return [
        Sent(record.key, b'{"id": ') if number % BAD_EVERY == 0 else record
        for number, record in enumerate(sent)
    ]


def run_under_fire(cluster: Cluster, sent: list[Sent], start: Callable[[], WorkerProcess]) -> None:
    """Publish everything, kill a random worker at random moments, wait until all is committed."""
    dice = random.Random(SEED)
    workers = [start(), start()]
    for worker in workers:
        worker.wait_ready()
    cluster.publish(sent)
    for _ in range(KILLS):
        time.sleep(dice.uniform(0.5, 5.0))
        victim = dice.randrange(len(workers))
        workers[victim].kill()
        workers[victim] = start()
    eventually("all is committed", lambda: cluster.lag() == 0, timeout=300)
    for worker in workers:
        assert worker.process.poll() is None, worker.text[-2000:]
        # What the producer still holds must not be taken for lost.
        worker.__exit__()


def outcomes(cluster: Cluster) -> dict[bytes, dict[str, set[bytes]]]:
    """For each key, the distinct values in each of the two topics."""
    found: dict[bytes, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for role in ("enriched", "dead_letters"):
        for record in cluster.read(role):
            found[record.key][role].add(record.value)
    return found


def assert_nothing_lost(cluster: Cluster, sent: list[Sent]) -> None:
    found = outcomes(cluster)
    lost = {record.key for record in sent} - set(found)
    assert not lost, f"lost {len(lost)} of {len(sent)} articles"
    assert len(found) == len(sent), "an outcome for an article that nobody sent"
    assert all(len(topics) == 1 for topics in found.values()), "two outcomes for one article"
    assert all(len(values) == 1 for topics in found.values() for values in topics.values()), (
        "copies that differ"
    )


def test_every_article_is_enriched_or_dead_lettered_and_copies_are_identical(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    sent = with_bad_ones(good_articles())
    run_under_fire(cluster, sent, lambda: start_worker(cluster.env(batch_size=8)))
    assert_nothing_lost(cluster, sent)
    ids = defaultdict(set)
    for record in cluster.read("enriched"):
        ids[record.key].add(dict(record.headers)["ce_id"])
    assert all(len(versions) == 1 for versions in ids.values())
    assert len(cluster.read("dead_letters")) >= ARTICLES // BAD_EVERY


def test_the_naive_worker_fails_the_same_trial(cluster: Cluster, start_worker: StartWorker) -> None:
    # Only good articles: a bad one would end it in another way before it could lose any.
    sent = good_articles()
    run_under_fire(
        cluster, sent, lambda: start_worker(cluster.env(), module="tests.chaos.naive_worker")
    )
    with pytest.raises(AssertionError, match=r"lost \d+ of"):
        assert_nothing_lost(cluster, sent)
