"""The commands against a real broker, and the demo and ``up`` with all that they start."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType

from local_kafka.ports import reserve
from tests.support.cluster import Cluster, eventually
from topics.dead_letter import REDRIVE_COUNT_HEADER, DeadLetter, Reason
from topics.events import Article, Enrichment, Pipeline
from worker.events import enriched_event

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
SMALL = {"STANCEWIRE_PIPELINE": "tests.support.small_pipelines:load_small"}
GOOD = {"id": "a-1", "title": "T", "body": "B"}
HOSTILE = b"\x1b]0;owned\x07\x9b31m\xff\x00\r\n\\"

Stancewire = Callable[..., subprocess.CompletedProcess[str]]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "worker.cli.main", *arguments]


def environment(**env: str) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("STANCEWIRE_", "KAFKA_"))}
    return {**clean, "PYTHONPATH": str(ROOT), **env}


@pytest.fixture
def stancewire(cluster: Cluster) -> Stancewire:
    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            input=stdin,
            env=environment(**cluster.env()),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def send(cluster: Cluster) -> Iterator[Callable[..., None]]:
    producer = KafkaProducer(**cluster.options)

    def to(role: str, **record: Any) -> None:
        producer.send(cluster.catalogue.by_name(role).name, **record).get(20)

    yield to
    producer.close()


def letter(cluster: Cluster, reason: Reason = "pipeline_crashed", **change: Any) -> DeadLetter:
    fields: dict[str, Any] = {
        "reason": reason,
        "detail": "it \x1b[31mcrashed",
        "topic": cluster.catalogue.articles.name,
        "partition": 3,
        "offset": 42,
        "timestamp_ms": 1_767_603_600_123,
        "pipeline": "stancewire 1 m",
        "time": datetime(2026, 1, 5, tzinfo=UTC),
    }
    return DeadLetter(**{**fields, **change})


def place(line: str) -> str:
    found = re.match(r"\d+:\d+", line)
    assert found, line
    return found.group()


# publish and tail


def test_publish_confirms_what_is_good_and_refuses_the_rest(
    cluster: Cluster, stancewire: Stancewire, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text(
        "\n".join([json.dumps(GOOD), "{", json.dumps({**GOOD, "id": "ü", "source": "The Daily"})])
    )
    (tmp_path / "latin1.txt").write_bytes(b"caf\xe9")
    result = stancewire("publish", str(tmp_path / "in.jsonl"), str(tmp_path / "latin1.txt"))
    assert result.returncode == 1
    assert result.stdout == f"published 2 to {cluster.catalogue.articles.name}, refused 2\n"
    assert len(result.stderr.splitlines()) == 2
    assert f"{tmp_path}/in.jsonl:2: invalid_json" in result.stderr
    sent = {record.key.decode(): json.loads(record.value) for record in cluster.read("articles")}
    assert sent == {
        "a-1": GOOD,
        "ü": {**GOOD, "id": "ü", "source": {"name": "The Daily"}},
    }


def test_publish_from_standard_input_succeeds_and_keeps_the_order_of_a_key(
    cluster: Cluster, stancewire: Stancewire
) -> None:
    lines = [json.dumps({**GOOD, "body": f"version {n}"}) for n in range(1200)]
    result = stancewire("publish", "-", stdin="\n".join(lines))
    assert (result.returncode, result.stderr) == (0, "")
    bodies = [json.loads(record.value)["body"] for record in cluster.read("articles")]
    assert bodies == [f"version {n}" for n in range(1200)]


def test_publish_says_which_article_the_topic_does_not_take(
    cluster: Cluster, stancewire: Stancewire
) -> None:
    client = KafkaAdminClient(**cluster.options)
    name = cluster.catalogue.articles.name
    setting = {"max.message.bytes": "2000"}
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, setting)])
    client.close()
    time.sleep(0.5)
    lines = [json.dumps(GOOD), json.dumps({**GOOD, "id": "large", "body": "x" * 5000})]
    result = stancewire("publish", "-", stdin="\n".join(lines))
    assert result.returncode == 1
    assert "published 1 " in result.stdout
    assert "standard input:2: the broker said" in result.stderr


def test_publish_to_topics_that_are_not_there_says_what_to_do(
    cluster: Cluster, stancewire: Stancewire
) -> None:
    result = subprocess.run(
        command("publish", "-"),
        input=json.dumps(GOOD).encode(),
        env=environment(**cluster.env(topic_prefix="nowhere.")),
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "stancewire topics create" in result.stderr.decode()


def test_tail_shows_json_a_line_and_never_a_control_character(
    stancewire: Stancewire, send: Callable[..., None]
) -> None:
    value = json.dumps({"a": "\x9b31m\u202e", "b": 1}, ensure_ascii=False, indent=1).encode()
    send("enriched", key=b"1", value=value, partition=0)
    send("enriched", key=b"2", value=HOSTILE, partition=0)
    send("enriched", key=b"3", value=None, partition=0)
    result = stancewire("tail", "enriched", "--from-beginning", "--limit", "3")
    assert result.returncode == 0
    first, second, third = result.stdout.splitlines()
    assert json.loads(first) == {"a": "\x9b31m\u202e", "b": 1}
    assert json.loads(second).startswith("\\x1b]0;owned\\x07")
    assert third == "null"
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout)


def test_tail_follows_what_comes_and_ctrl_c_ends_it(
    cluster: Cluster, send: Callable[..., None]
) -> None:
    send("enriched", key=b"old", value=b'"old"')
    process = subprocess.Popen(
        command("tail", "enriched"),
        env=environment(**cluster.env()),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    time.sleep(3)
    send("enriched", key=b"new", value=b'"new"')
    assert process.stdout.readline() == b'"new"\n'
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=10)
    assert (process.returncode, stderr) == (130, b"stancewire: interrupted\n")


def test_tail_for_people(stancewire: Stancewire, send: Callable[..., None]) -> None:
    pipeline = Pipeline(name="stancewire", version="1", model="m")
    event = enriched_event(Article(**GOOD), Enrichment(language="en"), pipeline)
    headers = [("ce_type", b"stancewire.article.enriched.v1")]
    send("enriched", key=b"a-1", value=event.model_dump_json().encode(), headers=headers)
    result = stancewire("tail", "enriched", "--from-beginning", "--limit", "1", "--pretty")
    assert result.stdout.splitlines()[0] == "T  [a-1]"


# topics


def test_topics_check_has_a_status_and_json(cluster: Cluster, stancewire: Stancewire) -> None:
    assert stancewire("topics", "check").returncode == 0
    wrong = subprocess.run(
        command("topics", "check", "--json"),
        env=environment(**cluster.env(partitions=5)),
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert wrong.returncode == 1
    assert {row["severity"] for row in json.loads(wrong.stdout)} == {"reorders"}


def test_topics_create_and_lag(cluster: Cluster, stancewire: Stancewire) -> None:
    result = stancewire("topics", "create")
    assert result.returncode == 0
    assert len(re.findall("already there", result.stdout)) == 6
    stancewire("publish", "-", stdin=json.dumps(GOOD))
    rows = json.loads(stancewire("topics", "lag", "--json").stdout)
    assert sum(row["lag"] for row in rows) == 1
    assert f"{cluster.group} is 1 behind" in stancewire("topics", "lag").stdout


# dead letters


def test_a_hostile_dead_letter_is_shown_and_not_obeyed(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    headers = letter(cluster).to_headers([("x\x1b[2J", HOSTILE)])
    send("dead_letters", key=HOSTILE, value=HOSTILE, headers=headers)
    listed = stancewire("dead-letters", "list")
    where = place(listed.stdout)
    shown = stancewire("dead-letters", "show", where)
    for output in (listed.stdout, shown.stdout, listed.stderr, shown.stderr):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", output)
    assert "1 dead letters: 1 pipeline_crashed" in listed.stdout
    assert f"stood at     {cluster.catalogue.articles.name} 3:42" in shown.stdout
    assert "detail       it \\x1b[31mcrashed" in shown.stdout
    assert "value        \\x1b]0;owned\\x07\\x9b31m\\xff\\x00\\x0d\\x0a\\\\" in shown.stdout
    raw = subprocess.run(
        command("dead-letters", "show", "--raw", where),
        env=environment(**cluster.env()),
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert raw.stdout == HOSTILE


def test_what_is_no_dead_letter_is_listed_and_not_sent(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    send("dead_letters", key=b"k", value=b"v")
    listed = stancewire("dead-letters", "list").stdout
    assert "no dead letter" in listed
    assert stancewire("dead-letters", "show", place(listed)).returncode == 0
    assert stancewire("dead-letters", "redrive", "--all").returncode == 1
    assert cluster.read("articles") == []


def test_redrive_sends_the_original_as_it_was(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    original: list[tuple[str, bytes | None]] = [
        ("traceparent", b"00-1"),
        (REDRIVE_COUNT_HEADER, b"1"),
        # The original may carry what looks like our description: it was a dead letter once.
        *letter(cluster, "too_deep").to_headers([]),
    ]
    send("dead_letters", key=b"k", value=HOSTILE, headers=letter(cluster).to_headers(original))
    dry = stancewire("dead-letters", "redrive", "--all", "--dry-run")
    assert (dry.returncode, cluster.read("articles")) == (0, [])
    assert "1 would be sent again, 0 older, 0 refused" in dry.stdout

    where = place(dry.stdout)
    result = stancewire("dead-letters", "redrive", where)
    assert (result.returncode, result.stderr) == (0, "")
    (record,) = cluster.read("articles")
    assert (record.key, record.value) == (b"k", HOSTILE)
    expected = [header for header in original if header[0] != REDRIVE_COUNT_HEADER]
    assert list(record.headers) == [*expected, (REDRIVE_COUNT_HEADER, b"2")]
    # Not the original's own time: it may be older than the topic keeps records.
    assert abs(record.timestamp / 1000 - time.time()) < 60


def test_redrive_refuses_what_was_sent_again_too_often(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    for count in (b"2", b"3"):
        headers = letter(cluster).to_headers([(REDRIVE_COUNT_HEADER, count)])
        send("dead_letters", key=count, value=b"v", headers=headers)
    result = stancewire("dead-letters", "redrive", "--all")
    assert result.returncode == 1
    assert "sent again 3 times already" in result.stderr
    assert [record.key for record in cluster.read("articles")] == [b"2"]
    assert stancewire("dead-letters", "redrive", "--all", "--max-redrives", "4").returncode == 0
    assert sorted(record.key for record in cluster.read("articles")) == [b"2", b"2", b"3"]


def test_redrive_takes_a_reason_and_only_the_newest_of_equal_letters(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    again = [(REDRIVE_COUNT_HEADER, b"1")]
    send("dead_letters", key=b"a", value=b"v", headers=letter(cluster).to_headers([]))
    send("dead_letters", key=b"a", value=b"v", headers=letter(cluster).to_headers(again))
    send("dead_letters", key=b"b", value=b"v", headers=letter(cluster, "too_deep").to_headers([]))
    result = stancewire("dead-letters", "redrive", "--reason", "pipeline_crashed")
    assert "1 sent again, 1 older, 0 refused" in result.stdout
    (record,) = cluster.read("articles")
    assert (record.key, dict(record.headers)[REDRIVE_COUNT_HEADER]) == (b"a", b"2")
    listed = stancewire("dead-letters", "list", "--reason", "too_deep").stdout
    assert "1 dead letters: 1 too_deep" in listed


def test_redrive_sends_nothing_to_a_topic_that_is_no_input(
    cluster: Cluster, stancewire: Stancewire, send: Callable[..., None]
) -> None:
    elsewhere = letter(cluster, topic=cluster.catalogue.enriched.name)
    send("dead_letters", key=b"a", value=b"v", headers=elsewhere.to_headers([]))
    result = stancewire("dead-letters", "redrive", "--all")
    assert result.returncode == 1
    assert "no input of this installation" in result.stderr
    assert cluster.read("enriched") == []


def test_a_place_that_holds_nothing_is_one_line(stancewire: Stancewire) -> None:
    for where in ("0:0", "99:0"):
        for action in ("show", "redrive"):
            result = stancewire("dead-letters", action, where)
            assert result.returncode == 1
            assert len(result.stderr.splitlines()) == 1
            assert where in result.stderr


# demo and up


def left_over(marker: str) -> list[str]:
    """Processes with this in their command line or environment."""
    found = []
    for process in psutil.process_iter():
        try:
            text = " ".join(process.cmdline()) + " ".join(process.environ().values())
        except psutil.Error:
            continue
        if marker in text and process.pid != os.getpid():
            found.append(text[:200])
    return found


def demo(tmp_path: Path, *articles: str, **env: str) -> subprocess.Popen[str]:
    """A demo whose processes and temporary files can be told from all others."""
    return subprocess.Popen(
        command("demo", *articles),
        env=environment(**{**SMALL, "TMPDIR": str(tmp_path), **env}),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def temporary(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.glob("stancewire-*"))


def test_the_demo_accounts_for_every_article_and_leaves_nothing(tmp_path: Path) -> None:
    articles = tmp_path / "in.jsonl"
    articles.write_text(
        "\n".join(
            json.dumps({"id": f"a-{n}", "title": f"Title {n}", "body": body})
            for n, body in enumerate(["fine \x9b31m", "raise wrong", "also fine"])
        )
    )
    process = demo(tmp_path, str(articles))
    stdout, stderr = process.communicate(timeout=100)
    assert process.returncode == 0, stderr
    lines = stdout.splitlines()
    assert lines[-1] == "published 3 = enriched 2 + dead-lettered 1"
    assert lines[0] == "Title 0  [a-0]"
    assert any("pipeline_failed" in line and "a-1" in line for line in lines)
    assert left_over(str(tmp_path)) == []
    assert temporary(tmp_path) == []


def test_the_demo_uses_a_cluster_that_is_given_and_leaves_it_running(
    cluster: Cluster, tmp_path: Path
) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nBody.")
    for _ in range(2):  # the second finds topics and events of the first
        process = demo(tmp_path, str(article), KAFKA_BOOTSTRAP_SERVERS=cluster.bootstrap_servers)
        stdout, stderr = process.communicate(timeout=100)
        assert process.returncode == 0, stderr
        assert stdout.splitlines()[-1] == "published 1 = enriched 1 + dead-lettered 0"
    assert cluster.read("enriched") == []  # and no topic but its own
    assert left_over(str(tmp_path)) == []


@pytest.mark.parametrize("after", [1.2, 2.5, 5.0])
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_demo_ended_in_the_middle_leaves_nothing_running(
    tmp_path: Path, after: float, number: int, status: int
) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nsleep 25")
    process = demo(tmp_path, str(article))
    time.sleep(after)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == status, stderr
    assert "Traceback" not in stderr
    eventually("nothing runs", lambda: left_over(str(tmp_path)) == [], 15)
    if number != signal.SIGKILL:
        assert temporary(tmp_path) == []


def test_a_demo_whose_worker_fails_says_where_its_log_is(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nBody.")
    process = demo(
        tmp_path, str(article), STANCEWIRE_PIPELINE="tests.support.pipelines:load_broken"
    )
    stdout, stderr = process.communicate(timeout=100)
    assert process.returncode == 1
    assert "published" not in stdout
    assert "the worker ended with status 1" in stderr
    assert "the weights are not where they should be" in stderr
    (log,) = re.findall(r"the worker's log is in (.*)", stderr)
    assert "the weights" in Path(log).read_text()
    assert left_over(str(tmp_path)) == []


def test_up_serves_until_ctrl_c(tmp_path: Path) -> None:
    held = reserve()
    held.release()
    env = environment(**SMALL, TMPDIR=str(tmp_path), STANCEWIRE_WEB_PORT="0")
    process = subprocess.Popen(
        command("up", "--port", str(held.port)),
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = [process.stdout.readline() for _ in range(5)]
    (exports,) = [line for line in said if "export" in line]
    assert f"export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:{held.port};" in exports
    exported = dict(re.findall(r"export (\w+)=([^;]+);", exports))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            input=json.dumps(GOOD),
            env={**env, **exported},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    eventually("the topics are there", lambda: run("topics", "check").returncode == 0, 60)
    assert run("publish", "-").returncode == 0
    enriched = run("tail", "enriched", "--from-beginning", "--limit", "1")
    assert json.loads(enriched.stdout)["article"]["id"] == "a-1"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert stderr.splitlines()[-1] == "stancewire: interrupted"
    assert left_over(str(tmp_path)) == []
    assert temporary(tmp_path) == []
