"""Workers come and go: nothing is lost, and each article's events stay in order."""

import signal
from pathlib import Path

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually, short_articles
from tests.support.commands import SMALL_PIPELINE

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
    env = cluster.env(pipeline=SMALL_PIPELINE["STANCEWIRE_PIPELINE"], batch_wait=2)
    first = start_worker(env)
    first.wait_ready()
    # The second of the batch is read when the process of the first has died and is there again.
    cluster.publish([article("dies", f"die-once {tmp_path / 'died'}"), article("a", "sleep 4 old")])
    eventually("the batch is in hand", lambda: "pipeline_crashed" in first.text)
    first.signal(signal.SIGSTOP)
    cluster.publish([article("a", "new")])
    second = start_worker(env)
    eventually("the other has published both", lambda: len(_texts(cluster)) >= 2, timeout=120)
    first.signal(signal.SIGCONT)
    eventually("the first publishes what it had", lambda: len(_texts(cluster)) >= 3)
    assert _texts(cluster)[:3] == ["sleep 4 old", "new", "sleep 4 old"]
    marks = [
        {name: value for name, value in record.headers if name in ("ce_id", "ce_time")}
        for record in cluster.read("enriched")
        if record.key == b"a"
    ]
    assert marks[0] == marks[2] != marks[1]
    eventually("all are committed", lambda: cluster.lag() == 0)
    assert [worker.process.poll() for worker in (first, second)] == [None, None]


def _texts(cluster: Cluster) -> list[str]:
    return [event.article.body for event in cluster.enriched() if event.article.id == "a"]


def _last_assignment(text: str) -> str:
    lines = [line for line in text.splitlines() if "assigned partitions:" in line]
    return lines[-1].partition("assigned partitions:")[2] if lines else ""
