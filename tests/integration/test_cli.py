"""publish, tail and topics against a real broker."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType

from tests.support.cluster import Cluster
from tests.support.commands import (
    CONTROL_CHARACTERS,
    HOSTILE,
    ROOT,
    command,
    environment,
    stancewire,
    start,
)
from tests.support.patience import patient
from topics.events import Article, Enrichment, Pipeline
from worker.outgoing import enriched_event

pytestmark = pytest.mark.integration

GOOD = {"id": "a-1", "title": "T", "body": "B"}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(cluster: Cluster) -> Run:
    def command(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return stancewire(cluster.env(), *arguments, stdin=stdin)

    return command


@pytest.fixture
def send(cluster: Cluster) -> Iterator[Callable[..., None]]:
    producer = KafkaProducer(**cluster.options)

    def to(role: str, **record: Any) -> None:
        producer.send(cluster.catalogue.by_name(role).name, **record).get(20)

    yield to
    producer.close()


def test_publish_confirms_what_is_good_and_refuses_the_rest(
    cluster: Cluster, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(
        "\n".join([json.dumps(GOOD), "{", json.dumps({**GOOD, "id": "ü", "source": "The Daily"})])
    )
    (tmp_path / "latin1.txt").write_bytes(b"caf\xe9")
    result = run("publish", str(tmp_path / "in.jsonl"), str(tmp_path / "latin1.txt"))
    assert result.returncode == 1
    assert result.stdout == f"published 2 to {cluster.catalogue.articles.name}, refused 2\n"
    assert len(result.stderr.splitlines()) == 2
    assert f"{tmp_path}/in.jsonl:2: invalid_json" in result.stderr
    sent = {record.key.decode(): json.loads(record.value) for record in cluster.read("articles")}
    assert sent == {
        "a-1": GOOD,
        "ü": {**GOOD, "id": "ü", "source": {"name": "The Daily"}},
    }


def test_publish_says_which_fields_it_left_out(cluster: Cluster, run: Run) -> None:
    rows = [{**GOOD, "published_at": when} for when in ("", "2017", "2026-01-05")]
    result = run("publish", "-", stdin="\n".join(map(json.dumps, rows)))
    assert result.returncode == 0
    assert "left out what could not be read: 2 published_at" in result.stderr
    moments = [json.loads(record.value).get("published_at") for record in cluster.read("articles")]
    assert moments == [None, None, "2026-01-05T00:00:00Z"]


def test_publish_from_standard_input_succeeds_and_keeps_the_order_of_a_key(
    cluster: Cluster, run: Run
) -> None:
    lines = [json.dumps({**GOOD, "body": f"version {n}"}) for n in range(1200)]
    result = run("publish", "-", stdin="\n".join(lines))
    assert (result.returncode, result.stderr) == (0, "")
    bodies = [json.loads(record.value)["body"] for record in cluster.read("articles")]
    assert bodies == [f"version {n}" for n in range(1200)]


def test_publish_says_which_article_the_topic_does_not_take(cluster: Cluster, run: Run) -> None:
    client = KafkaAdminClient(**cluster.options)
    name = cluster.catalogue.articles.name
    setting = {"max.message.bytes": "2000"}
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, setting)])
    client.close()
    time.sleep(0.5)
    lines = [json.dumps(GOOD), json.dumps({**GOOD, "id": "large", "body": "x" * 5000})]
    result = run("publish", "-", stdin="\n".join(lines))
    assert result.returncode == 1
    assert "published 1 " in result.stdout
    assert "standard input:2: the broker said" in result.stderr


def test_publish_to_topics_that_are_not_there_says_what_to_do(cluster: Cluster) -> None:
    result = stancewire(
        cluster.env(topic_prefix="nowhere."), "publish", "-", stdin=json.dumps(GOOD)
    )
    assert result.returncode == 1
    assert "stancewire topics create" in result.stderr


def test_tail_shows_json_a_line_and_never_a_control_character(
    run: Run, send: Callable[..., None]
) -> None:
    value = json.dumps({"a": "\x9b31m\u202e", "b": 1}, ensure_ascii=False, indent=1).encode()
    send("enriched", key=b"1", value=value, partition=0)
    send("enriched", key=b"2", value=HOSTILE, partition=0)
    send("enriched", key=b"3", value=None, partition=0)
    result = run("tail", "enriched", "--from-beginning", "--limit", "3")
    assert result.returncode == 0
    first, second, third = result.stdout.splitlines()
    assert json.loads(first) == {"a": "\x9b31m\u202e", "b": 1}
    assert json.loads(second).startswith("\\x1b]0;owned\\x07")
    assert third == "null"
    assert not re.search(CONTROL_CHARACTERS, result.stdout)


def test_tail_follows_what_comes_and_ctrl_c_ends_it(
    cluster: Cluster, send: Callable[..., None]
) -> None:
    send("enriched", key=b"old", value=b'"old"')
    process = start(cluster.env(), "tail", "enriched")
    assert process.stdout
    time.sleep(3)
    send("enriched", key=b"new", value=b'"new"')
    assert process.stdout.readline() == '"new"\n'
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=patient(10))
    assert (process.returncode, stderr) == (130, "stancewire: interrupted\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("how", [(), ("--pretty",)])
def test_tail_into_a_full_disk_is_one_line(
    cluster: Cluster, send: Callable[..., None], how: tuple[str, ...]
) -> None:
    send("enriched", key=b"1", value=json.dumps("x" * 100_000).encode())
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            command("tail", "enriched", "--from-beginning", *how),
            env=environment(cluster.env()),
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=patient(60),
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == "stancewire: cannot write the output: no space left on device\n"


def test_tail_for_people(run: Run, send: Callable[..., None]) -> None:
    pipeline = Pipeline(name="stancewire", version="1", model="m")
    event = enriched_event(Article(**GOOD), Enrichment(language="en"), pipeline)
    headers = [("ce_type", b"stancewire.article.enriched.v1")]
    send("enriched", key=b"a-1", value=event.model_dump_json().encode(), headers=headers)
    result = run("tail", "enriched", "--from-beginning", "--limit", "1", "--pretty")
    assert result.stdout.splitlines()[0] == "T  [a-1]"


def test_topics_check_has_a_status_and_json(cluster: Cluster, run: Run) -> None:
    assert run("topics", "check").returncode == 0
    wrong = stancewire(cluster.env(partitions=5), "topics", "check", "--json")
    assert wrong.returncode == 1
    assert {row["severity"] for row in json.loads(wrong.stdout)} == {"reorders"}


def test_topics_create_and_lag(cluster: Cluster, run: Run) -> None:
    result = run("topics", "create")
    assert result.returncode == 0
    assert len(re.findall("already exists", result.stdout)) == 6
    run("publish", "-", stdin=json.dumps(GOOD))
    rows = json.loads(run("topics", "lag", "--json").stdout)
    assert sum(row["lag"] for row in rows) == 1
    assert f"{cluster.group} is 1 behind" in run("topics", "lag").stdout


def test_topics_lag_says_what_its_sum_does_not(cluster: Cluster, run: Run) -> None:
    cluster.commit({0: 7})
    said = run("topics", "lag").stdout
    assert f"{cluster.group} is 0 behind" in said
    assert "partition 0: the committed offset 7 is 7 beyond the end" in said
    with closing(KafkaProducer(**cluster.options, transactional_id=cluster.prefix)) as producer:
        producer.init_transactions()
        producer.begin_transaction()
        producer.send(cluster.catalogue.articles.name, value=b"v", partition=1).get(20)
        said = run("topics", "lag").stdout
    assert "1 more are held back behind a transaction that is still open" in said
