"""The demo and ``up`` do everything they promise, and leave no processes or files behind."""

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from local_kafka.ports import reserve
from tests.support.cluster import Cluster, eventually
from tests.support.commands import SMALL_PIPELINE, processes_with, stancewire, start
from tests.support.patience import patient
from worker.cli.early_signals import ENDING

pytestmark = pytest.mark.integration

GOOD = {"id": "a-1", "title": "T", "body": "B"}


def demo(tmp_path: Path, *articles: str, **env: str) -> subprocess.Popen[str]:
    """A demo whose processes and temporary files can be identified."""
    return start({**SMALL_PIPELINE, "TMPDIR": str(tmp_path), **env}, "demo", *articles)


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
    stdout, stderr = process.communicate(timeout=patient(100))
    assert process.returncode == 0, stderr
    lines = stdout.splitlines()
    assert lines[-1] == "published 3 = enriched 2 + dead-lettered 1"
    assert lines[0] == "Title 0  [a-0]"
    assert any("pipeline_failed" in line and "a-1" in line for line in lines)
    assert processes_with(str(tmp_path)) == []
    assert temporary(tmp_path) == []


def test_the_demo_uses_a_cluster_that_is_given_and_leaves_it_running(
    cluster: Cluster, tmp_path: Path
) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nBody.")
    for _ in range(2):  # the second finds topics and events of the first
        process = demo(tmp_path, str(article), KAFKA_BOOTSTRAP_SERVERS=cluster.bootstrap_servers)
        stdout, stderr = process.communicate(timeout=patient(100))
        assert process.returncode == 0, stderr
        assert stdout.splitlines()[-1] == "published 1 = enriched 1 + dead-lettered 0"
    assert cluster.read("enriched") == []  # and no topic but its own
    assert processes_with(str(tmp_path)) == []


def begun(process: subprocess.Popen[str]) -> bool:
    """Whether the command's handlers are installed: before that, Python itself handles a signal.

    Python catches SIGINT long before it runs our code, and never catches the last of these. Until
    the kernel has the new command line, it may still show the handlers of this test's process.
    """
    folder = Path(f"/proc/{process.pid}")
    if "demo" not in folder.joinpath("cmdline").read_text().split("\0"):
        return False
    status = folder.joinpath("status").read_text()
    (caught,) = re.findall(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return bool(int(caught, 16) >> (getattr(signal, ENDING[-1]) - 1) & 1)


AT_FIRST, AT_KAFKA, AT_WORKER = "its first line", "Kafka began to start", "the worker wrote"
ENDED = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(
    ("after", "number", "status"),
    [
        *((after, *ended) for after in (AT_FIRST, AT_KAFKA, AT_WORKER) for ended in ENDED),
        # Nothing can clean up after a process that is killed before it has asked another to.
        *((after, signal.SIGKILL, -9) for after in (AT_FIRST, AT_WORKER)),
    ],
)
def test_a_demo_ended_in_the_middle_leaves_nothing(
    tmp_path: Path, after: str, number: int, status: int
) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nsleep 25")
    process = demo(tmp_path, str(article))
    reached = {
        AT_FIRST: lambda: begun(process),
        AT_KAFKA: lambda: temporary(tmp_path) != [],
        AT_WORKER: lambda: any(log.stat().st_size for log in tmp_path.glob("stancewire-demo-*/*")),
    }
    eventually(after, reached[after], 60)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=patient(30))
    assert process.returncode == status, stderr
    assert "Traceback" not in stderr
    eventually("nothing runs", lambda: processes_with(str(tmp_path)) == [], 15)
    eventually("nothing lies about", lambda: temporary(tmp_path) == [], 5)


def test_a_demo_whose_worker_fails_says_where_its_log_is(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("One\nBody.")
    process = demo(
        tmp_path, str(article), STANCEWIRE_PIPELINE="tests.support.pipelines:load_broken"
    )
    stdout, stderr = process.communicate(timeout=patient(100))
    assert process.returncode == 1
    assert "published" not in stdout
    assert "the worker ended with status 1" in stderr
    assert "the weights are not where they should be" in stderr
    (log,) = re.findall(r"the worker's log is in (.*)", stderr)
    assert "the weights" in Path(log).read_text()
    assert processes_with(str(tmp_path)) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_up_leaves_nothing_however_it_ends(tmp_path: Path, number: int) -> None:
    held = reserve()
    held.release()
    env = {**SMALL_PIPELINE, "TMPDIR": str(tmp_path), "STANCEWIRE_WEB_PORT": "0"}
    process = start(env, "up", "--port", str(held.port))
    assert process.stderr
    # The worker's own lines are shown, and not written to an ever-growing file.
    said = ""
    while "assigned partitions" not in said:
        said = process.stderr.readline()
        assert said, "up ended"
    assert [name for name in temporary(tmp_path) if "-kafka-" not in name] == []
    process.send_signal(number)
    _, stderr = process.communicate(timeout=patient(30))
    assert process.returncode == (-9 if number == signal.SIGKILL else 129)
    assert "Traceback" not in stderr
    eventually("nothing runs", lambda: processes_with(str(tmp_path)) == [], 15)
    eventually("nothing lies about", lambda: temporary(tmp_path) == [], 5)


def test_up_serves_until_ctrl_c(tmp_path: Path) -> None:
    held = reserve()
    held.release()
    (tmp_path / "state").mkdir()
    env = {
        **SMALL_PIPELINE,
        "TMPDIR": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "STANCEWIRE_WEB_PORT": "0",
    }
    process = start(env, "up", "--port", str(held.port))
    assert process.stdout
    said = ""
    while "stancewire publish" not in said:
        said += process.stdout.readline()
    assert "KAFKA_BOOTSTRAP_SERVERS" not in said

    # In another terminal, nothing is set.
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return stancewire(env, *arguments, stdin=json.dumps(GOOD))

    eventually("the topics are there", lambda: run("topics", "check").returncode == 0, 60)
    assert run("publish", "-").returncode == 0
    enriched = run("tail", "enriched", "--from-beginning", "--limit", "1")
    assert json.loads(enriched.stdout)["article"]["id"] == "a-1"
    replayed = run("replay", "--to", "again")
    assert (replayed.returncode, replayed.stderr.count("stancewire:")) == (0, 0)
    assert run("diff", "enriched", "enriched.again", "--fail-on-difference").returncode == 0
    missing = run("diff", "enriched", "enriched.never")
    assert "`stancewire replay --to never` writes it" in missing.stderr
    neither = run("diff", "enriched", "nofile")
    assert "there is no file nofile either" in neither.stderr
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=patient(30))
    assert process.returncode == 130
    assert stderr.splitlines()[-1] == "stancewire: interrupted"
    assert processes_with(str(tmp_path)) == []
    assert temporary(tmp_path) == []
