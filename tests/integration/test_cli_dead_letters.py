"""dead-letters list, show and redrive against a real broker."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from kafka import KafkaProducer

from tests.support.cluster import Cluster
from tests.support.commands import (
    CONTROL_CHARACTERS,
    HOSTILE,
    ROOT,
    command,
    environment,
    stancewire,
)
from tests.support.patience import patient
from topics.dead_letter import REDRIVE_COUNT_HEADER, DeadLetter, Reason

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(cluster: Cluster) -> Run:
    def on_cluster(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return stancewire(cluster.env(), *arguments, stdin=stdin)

    return on_cluster


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


def test_a_hostile_dead_letter_is_shown_and_not_obeyed(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    headers = letter(cluster).to_headers([("x\x1b[2J", HOSTILE)])
    send("dead_letters", key=HOSTILE, value=HOSTILE, headers=headers)
    listed = run("dead-letters", "list")
    where = place(listed.stdout)
    shown = run("dead-letters", "show", where)
    for output in (listed.stdout, shown.stdout, listed.stderr, shown.stderr):
        assert not re.search(CONTROL_CHARACTERS, output)
    assert "1 dead letter: 1 pipeline_crashed" in listed.stdout
    assert f"from         {cluster.catalogue.articles.name} 3:42" in shown.stdout
    assert "detail       it \\x1b[31mcrashed" in shown.stdout
    assert "value        \\x1b]0;owned\\x07\\x9b31m\\xff\\x00\\x0d\\x0a\\\\" in shown.stdout
    raw = subprocess.run(
        command("dead-letters", "show", "--raw", where),
        env=environment(cluster.env()),
        cwd=ROOT,
        capture_output=True,
        timeout=patient(60),
        check=True,
    )
    assert raw.stdout == HOSTILE


def test_what_is_no_dead_letter_is_listed_and_not_sent(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    send("dead_letters", key=b"k", value=b"v")
    listed = run("dead-letters", "list").stdout
    assert "not a dead letter" in listed
    assert run("dead-letters", "show", place(listed)).returncode == 0
    assert run("dead-letters", "redrive", "--all").returncode == 1
    assert cluster.read("articles") == []


def test_redrive_sends_the_original_as_it_was(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    original: list[tuple[str, bytes | None]] = [
        ("traceparent", b"00-1"),
        (REDRIVE_COUNT_HEADER, b"1"),
        # The original may have headers that look like ours: it was once a dead letter.
        *letter(cluster, "too_deep").to_headers([]),
    ]
    send("dead_letters", key=b"k", value=HOSTILE, headers=letter(cluster).to_headers(original))
    dry = run("dead-letters", "redrive", "--all", "--dry-run")
    assert (dry.returncode, cluster.read("articles")) == (0, [])
    assert "1 would be sent again, 0 older, 0 refused" in dry.stdout

    where = place(dry.stdout)
    result = run("dead-letters", "redrive", where)
    assert (result.returncode, result.stderr) == (0, "")
    (record,) = cluster.read("articles")
    assert (record.key, record.value) == (b"k", HOSTILE)
    expected = [header for header in original if header[0] != REDRIVE_COUNT_HEADER]
    assert list(record.headers) == [*expected, (REDRIVE_COUNT_HEADER, b"2")]
    # Not the original's time: it may be older than the topic's retention.
    assert abs(record.timestamp / 1000 - time.time()) < 60


def test_redrive_refuses_what_was_sent_again_too_often(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    for count in (b"2", b"3"):
        headers = letter(cluster).to_headers([(REDRIVE_COUNT_HEADER, count)])
        send("dead_letters", key=count, value=b"v", headers=headers)
    result = run("dead-letters", "redrive", "--all")
    assert result.returncode == 1
    assert "already sent again 3 times" in result.stderr
    assert [record.key for record in cluster.read("articles")] == [b"2"]
    assert place(result.stderr.removeprefix("stancewire: refused ")) in result.stderr
    again = run("dead-letters", "redrive", "--all", "--max-redrives", "4", "--again")
    assert again.returncode == 0
    assert sorted(record.key for record in cluster.read("articles")) == [b"2", b"2", b"3"]


def test_redrive_takes_a_reason_and_only_the_newest_of_equal_letters(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    again = [(REDRIVE_COUNT_HEADER, b"1")]
    send("dead_letters", key=b"a", value=b"v", headers=letter(cluster).to_headers([]))
    send("dead_letters", key=b"a", value=b"v", headers=letter(cluster).to_headers(again))
    send("dead_letters", key=b"b", value=b"v", headers=letter(cluster, "too_deep").to_headers([]))
    result = run("dead-letters", "redrive", "--reason", "pipeline_crashed")
    assert "1 sent again, 1 older, 0 refused" in result.stdout
    (record,) = cluster.read("articles")
    assert (record.key, dict(record.headers)[REDRIVE_COUNT_HEADER]) == (b"a", b"2")
    listed = run("dead-letters", "list", "--reason", "too_deep").stdout
    assert "1 dead letter: 1 too_deep" in listed


def test_a_redrive_that_is_run_again_and_again_ends(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    """As a cron job runs it: one letter fails each time, first with one reason, then the other."""

    def dead(key: bytes, reason: Reason, count: int) -> None:
        headers = [(REDRIVE_COUNT_HEADER, str(count).encode())] if count else []
        send(
            "dead_letters", key=key, value=b"v", headers=letter(cluster, reason).to_headers(headers)
        )

    dead(b"good", "pipeline_timeout", 0)
    dead(b"bad", "pipeline_timeout", 0)
    reasons: list[Reason] = ["pipeline_crashed", "pipeline_timeout"]
    redrive = ("dead-letters", "redrive", "--reason")
    failed = 0
    for turn in range(12):
        assert run(*redrive, reasons[(turn + 1) % 2]).returncode in {0, 1}
        sent = [record for record in cluster.read("articles") if record.key == b"bad"]
        if len(sent) > failed:
            failed = len(sent)
            dead(b"bad", reasons[turn % 2], int(dict(sent[-1].headers)[REDRIVE_COUNT_HEADER]))
    assert sorted(record.key for record in cluster.read("articles")) == [b"bad"] * 3 + [b"good"]


def test_redrive_remembers_how_far_it_came(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    def dead(key: bytes, reason: Reason) -> None:
        send("dead_letters", key=key, value=b"v", headers=letter(cluster, reason).to_headers([]))

    def keys() -> list[bytes]:
        return sorted(record.key for record in cluster.read("articles"))

    dead(b"a", "too_deep")
    dead(b"b", "pipeline_crashed")
    assert "1 sent again" in run("dead-letters", "redrive", "--reason", "too_deep").stdout
    assert (
        "2 would be sent" in run("dead-letters", "redrive", "--all", "--dry-run", "--again").stdout
    )
    assert "1 would be sent" in run("dead-letters", "redrive", "--all", "--dry-run").stdout
    result = run("dead-letters", "redrive", "--all")
    assert "1 sent again, 0 older, 0 refused, 1 handled before" in result.stdout
    result = run("dead-letters", "redrive", "--all")
    assert (result.returncode, result.stderr) == (0, "")
    assert "0 sent again, 0 older, 0 refused, 2 handled before" in result.stdout
    assert keys() == [b"a", b"b"]
    dead(b"c", "too_deep")
    assert "1 sent again" in run("dead-letters", "redrive", "--reason", "too_deep").stdout
    assert "3 sent again" in run("dead-letters", "redrive", "--all", "--again").stdout
    where = place(run("dead-letters", "list", "--reason", "pipeline_crashed").stdout)
    assert "1 sent again" in run("dead-letters", "redrive", where).stdout
    assert keys() == [b"a", b"a", b"b", b"b", b"b", b"c", b"c"]


def test_a_place_whose_article_failed_again_since_is_refused(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    again = [(REDRIVE_COUNT_HEADER, b"1")]
    send("dead_letters", key=b"a", value=b"v", headers=letter(cluster).to_headers([]))
    old = place(run("dead-letters", "list").stdout)
    send(
        "dead_letters", key=b"a", value=b"v", headers=letter(cluster, "too_deep").to_headers(again)
    )
    new = place(run("dead-letters", "list", "--reason", "too_deep").stdout)
    result = run("dead-letters", "redrive", old)
    assert result.returncode == 1
    assert f"refused {old}" in result.stderr
    assert new in result.stderr
    assert cluster.read("articles") == []
    assert run("dead-letters", "redrive", new).returncode == 0
    assert len(cluster.read("articles")) == 1


def test_redrive_sends_nothing_to_a_topic_that_is_no_input(
    cluster: Cluster, run: Run, send: Callable[..., None]
) -> None:
    elsewhere = letter(cluster, topic=cluster.catalogue.enriched.name)
    send("dead_letters", key=b"a", value=b"v", headers=elsewhere.to_headers([]))
    result = run("dead-letters", "redrive", "--all")
    assert result.returncode == 1
    assert "not an input topic of this installation" in result.stderr
    assert cluster.read("enriched") == []


def test_a_place_that_holds_nothing_is_one_line(run: Run) -> None:
    for where in ("0:0", "99:0"):
        for action in ("show", "redrive"):
            result = run("dead-letters", action, where)
            assert result.returncode == 1
            assert len(result.stderr.splitlines()) == 1
            assert where in result.stderr
