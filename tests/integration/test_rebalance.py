"""Workers come and go: nothing is lost, and each article's events stay in order."""

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually, short_articles
from tests.support.commands import SMALL_PIPELINE
from tests.support.held_worker import reached

pytestmark = pytest.mark.integration


def test_a_worker_that_joins_and_one_that_leaves_lose_nothing(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    sent = list(short_articles(600))
    cluster.publish(sent[:300])
    first = start_worker(cluster.env())
    first.wait_ready()
    eventually("the first is at work", lambda: len(cluster.read("enriched")) > 10)
    second = start_worker(cluster.env())
    second.wait_ready()
    cluster.publish(sent[300:])
    eventually(
        "both have partitions",
        lambda: all(_last_assignment(worker.text).count(",") == 1 for worker in (first, second)),
        timeout=60,
    )
    first.signal(signal.SIGTERM)
    assert first.wait(10) == 0
    eventually("all are committed", lambda: cluster.lag() == 0, timeout=120)
    events = cluster.enriched()
    assert {event.article.id for event in events} == {
        record.key.decode() for record in sent if record.key
    }
    copies: dict[str, set[str]] = {}
    for event in events:
        copies.setdefault(event.article.id, set()).add(event.model_dump_json())
    assert all(len(versions) == 1 for versions in copies.values())


def test_a_worker_that_was_frozen_publishes_copies_late(
    cluster: Cluster, start_worker: StartWorker, tmp_path: Path
) -> None:
    """A copy of what was corrected comes behind its correction, and its marks have been seen."""
    env = cluster.env(pipeline=SMALL_PIPELINE["STANCEWIRE_PIPELINE"], send_timeout=600)
    gate = tmp_path / "gate"
    held = {**env, "STANCEWIRE_TEST_GATE": str(gate)}
    first = start_worker(held, "tests.support.held_worker")
    first.wait_ready()
    cluster.publish([article("a", "old")])
    eventually("its event is about to be sent", reached(gate).exists)
    first.signal(signal.SIGSTOP)
    second = start_worker(env)
    cluster.publish([article("a", "new")])
    eventually("the other publishes both", lambda: _texts(cluster) == ["old", "new"], timeout=120)
    eventually("and commits them", lambda: cluster.lag() == 0)
    gate.touch()
    first.signal(signal.SIGCONT)
    eventually("the first publishes what it had", lambda: len(_texts(cluster)) > 2)
    eventually("all are committed", lambda: cluster.lag() == 0)
    # Before it learns that the partition is another's, it may read on there: more copies.
    assert _texts(cluster)[:3] == ["old", "new", "old"]
    assert len({_marks(record) for record in cluster.read("enriched")}) == 2
    assert [worker.process.poll() for worker in (first, second)] == [None, None]


def _marks(record: Any) -> tuple[bytes, ...]:
    """What a subscriber tells copies by, and the text."""
    headers = dict(record.headers)
    return headers["ce_id"], headers["ce_time"], record.value


def _texts(cluster: Cluster) -> list[str]:
    return [event.article.body for event in cluster.enriched()]


def _last_assignment(text: str) -> str:
    lines = [line for line in text.splitlines() if "assigned partitions:" in line]
    return lines[-1].partition("assigned partitions:")[2] if lines else ""
