"""Replay into side topics: the same ids and bytes, no committed offsets, no gaps."""

import re
import signal
from pathlib import Path

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.commands import stancewire, start
from tests.support.patience import patient
from topics.catalogue import Catalogue
from topics.cluster import admin
from topics.cluster.connection import connect
from topics.envelope import rfc3339, time_of

pytestmark = pytest.mark.integration

EVENT_ROLES = ("enriched", "entities", "stances", "topics")
PIPELINE = "tests.support.busy_pipelines:load_busy"
OTHER_PIPELINE = "tests.support.small_pipelines:load_small"
COUNT = 40

Record = tuple[int, bytes, bytes, tuple[tuple[str, bytes], ...]]


class Side(Cluster):
    """The target topics of a replay of another cluster's articles."""

    def __init__(self, live: Cluster, suffix: str) -> None:
        super().__init__(live.bootstrap_servers, live.prefix, live.catalogue.articles.partitions)
        self.catalogue: Catalogue = live.catalogue.beside(suffix)


def records(cluster: Cluster) -> dict[str, list[Record]]:
    return {
        role: sorted(
            (record.partition, record.key, record.value, tuple(record.headers))
            for record in cluster.read(role)
        )
        for role in EVENT_ROLES
    }


def committed(cluster: Cluster) -> list[tuple[int, int | None]]:
    parts = admin.lag(cluster.options, cluster.group, cluster.catalogue.articles.name)
    return [(part.partition, part.committed) for part in parts]


def sent() -> list[Sent]:
    # The first articles are slow, so that a replay can be interrupted halfway.
    slow = [article(f"slow-{number}", f"sleep 0.2 {number}") for number in range(COUNT)]
    return [*slow, article("bad", "raise not for us"), Sent(b"no", b"{")]


def test_a_replay_gives_the_live_bytes_resumes_and_leaves_the_group_alone(
    cluster: Cluster, start_worker: StartWorker, tmp_path: Path
) -> None:
    env = cluster.env(pipeline=PIPELINE, pool_processes=2, batch_size=4)
    cluster.publish(sent())
    worker = start_worker(env)
    eventually("all are committed", lambda: cluster.lag() == 0)
    # The offset is not at the end, and no worker moves it, so a change by the replay would show.
    worker.signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    cluster.publish([article("later", "Not read by the group yet.")])
    live, before = records(cluster), committed(cluster)
    assert len(live["enriched"]) == COUNT
    assert live["stances"]

    side = Side(cluster, "candidate")
    side.create_topics()
    replay = ("replay", "--to", "candidate")
    first = start(env, *replay)
    eventually("some are replayed", lambda: len(side.read("enriched")) >= 8)
    first.send_signal(signal.SIGTERM)
    _, said = first.communicate(timeout=patient(20))
    assert first.returncode == 128 + signal.SIGTERM, said
    reached = len(side.read("enriched"))
    assert reached < COUNT

    second = stancewire(env, *replay)
    assert second.returncode == 0, second.stderr
    before_then = re.search(r"(\d+) records? done before", second.stdout)
    assert before_then, second.stdout
    assert int(before_then[1]) >= reached - 4 * 2
    assert "records replayed" in second.stderr

    replayed = records(side)
    for role in EVENT_ROLES:
        # Records unconfirmed at the interruption may be there twice, with the same bytes.
        assert len(replayed[role]) - len(set(replayed[role])) <= 4 * 4
        ours = {one for one in replayed[role] if header(one, "ce_subject") != b"later"}
        assert ours == set(live[role])
    assert {record.key for record in side.read("enriched")} >= {b"later"}
    assert {record.key for record in side.read("dead_letters")} == {b"bad", b"no"}
    assert committed(cluster) == before
    assert records(cluster) == live

    third = stancewire(env, *replay)
    assert "nothing into" in third.stdout
    assert records(side) == replayed

    other = {**env, "STANCEWIRE_PIPELINE": OTHER_PIPELINE}
    refused = stancewire(other, *replay)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    assert "hold a different replay (everything, stancewire" in refused.stderr

    compared = stancewire(env, "diff", "enriched", "enriched.candidate")
    assert compared.returncode == 0, compared.stderr
    assert f"articles: {COUNT} the same, 0 different, 0 only in A, 1 only in B" in compared.stdout
    into_file = tmp_path / "live.jsonl"
    into_file.write_bytes(b"".join(value + b"\n" for _, _, value, _ in live["enriched"]))
    compared = stancewire(env, "diff", str(into_file), "enriched", "--fail-on-difference")
    assert compared.returncode == 0, compared.stdout


def header(record: Record, name: str) -> bytes:
    return dict(record[3])[name]


def test_only_what_was_written_in_the_window_is_replayed(cluster: Cluster) -> None:
    env = cluster.env(pipeline=PIPELINE)
    cluster.publish(article(str(number), "Anna praised Peru.") for number in range(6))
    times = sorted(record.timestamp for record in cluster.read("articles"))
    cluster.publish([article("after", "Anna praised Peru.")])
    later = rfc3339(time_of(times[-1] + 1))
    assert stancewire(env, "replay", "--to", "old", "--until", later).returncode == 0
    assert stancewire(env, "replay", "--to", "new", "--since", later).returncode == 0
    # Deleted topics are empty, so the progress of the replay into them no longer counts.
    with admin.connect(cluster.options) as client:
        client.delete_topics([spec.name for spec in Side(cluster, "old").catalogue.all[1:]])
    assert stancewire(env, "replay", "--to", "old", "--until", later).returncode == 0
    ids = [
        {record.key for record in Side(cluster, name).read("enriched")} for name in ("old", "new")
    ]
    assert ids == [{str(number).encode() for number in range(6)}, {b"after"}]


def test_a_cluster_without_articles_is_one_line(cluster: Cluster) -> None:
    result = stancewire(cluster.env(topic_prefix="nowhere."), "replay", "--to", "x")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "has no topic nowhere.news.articles.v1" in result.stderr


def test_topics_that_cannot_be_created_are_said_before_a_pipeline_is_loaded(
    cluster: Cluster,
) -> None:
    # One broker cannot hold three copies, and this pipeline cannot be loaded.
    env = cluster.env(replication_factor=3, pipeline="tests.support.nothing:load")
    replayed = stancewire(env, "replay", "--to", "copies")
    assert replayed.returncode == 1
    (line,) = replayed.stderr.splitlines()
    assert "set STANCEWIRE_REPLICATION_FACTOR" in line
    assert not set(admin_topics(cluster)) & {
        spec.name for spec in cluster.catalogue.beside("copies").all[1:]
    }


def admin_topics(cluster: Cluster) -> list[str]:
    with connect(cluster.options) as client:
        return list(client.list_topics())
