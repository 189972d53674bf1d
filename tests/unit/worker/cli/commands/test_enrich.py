"""``stancewire enrich``: events, refusals and failures."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from tests.support.patience import patient
from tests.unit.worker.cli.tiny_pipeline import write_tiny_pipeline

ROOT = Path(__file__).parents[5]
Run = Callable[..., Result]


def start(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_enrich_gives_one_event_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("T\nB")
    lines = "\n".join(json.dumps({"id": f"a-{n}", "body": "B"}) for n in range(3))
    result = run("enrich", str(tmp_path / "a.txt"), "-", stdin=lines.encode())
    assert result.exit_code == 0, result.output
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["article"]["id"] for event in events][1:] == ["a-0", "a-1", "a-2"]
    assert {event["pipeline"]["model"] for event in events} == {"tiny-1"}


def test_an_event_names_the_fields_that_were_left_out(run: Run) -> None:
    line = json.dumps({"id": 7, "body": "B", "published_at": "", "language": "en-US"}).encode()
    result = run("enrich", "-", stdin=line)
    assert (result.exit_code, result.stderr) == (0, "")
    event = json.loads(result.stdout)
    assert event["article"]["dropped_fields"] == ["published_at"]
    assert event["abstentions"]["field_dropped"] == 1
    shown = run("enrich", "-", "--pretty", stdin=line).stdout
    assert "left out, cannot be read: published_at" in shown


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


def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    write_tiny_pipeline(tmp_path)
    (tmp_path / "a.txt").write_text("T\nB")
    process = start(
        "enrich",
        str(tmp_path / "a.txt"),
        "-",
        PYTHONPATH=str(tmp_path),
        STANCEWIRE_PIPELINE="tiny_pipeline:load",
    )
    assert process.stdout
    assert process.stdout.readline()  # It is past its start, and waits for standard input.
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=patient(20))
    assert process.returncode == 130
    assert stderr.decode() == "stancewire: interrupted\n"


def test_a_reader_that_ends_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    write_tiny_pipeline(tmp_path)
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
