"""``stancewire diff``: its tables, its JSON and its status."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.unit.worker.cli.diff_events import (
    TOPIC,
    changed,
    event,
)
from topics.events import (
    Enriched,
)
from worker.cli.application import app

Diff = Callable[..., Result]


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(a: list[Enriched], b: list[Enriched], *options: str) -> Result:
        for name, events in (("a.jsonl", a), ("b.jsonl", b)):
            lines = "".join(f"{one.model_dump_json()}\n" for one in events)
            Path(name).write_text(lines, encoding="utf-8")
        return CliRunner().invoke(app, ["diff", "a.jsonl", "b.jsonl", *options])

    return run


def test_the_command_shows_tables_and_writes_json(diff: Diff) -> None:
    before = [event(), event(id_="gone\x1b[2J")]
    result = diff(before, [event(changed(topics=()), model="n")], "--json", "out.json")
    assert result.exit_code == 0, result.output
    assert "articles: 0 the same, 1 different, 1 only in A, 0 only in B" in result.stdout
    assert "only in A, such as: gone\\x1b[2J" in result.stdout
    assert re.search(r"topics +politics \(medtop:11000000\) +0 +0 +0 +1\b", result.stdout)
    assert "\x1b" not in result.stdout
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert found["b"] == {"name": "b.jsonl", "articles": 1, "pipelines": {"stancewire 1 n": 1}}
    expected = {"only_in_a": 1, "only_in_b": 0, "same": 0, "different": 1}
    assert found["articles"] == expected
    assert found["facts"]["topics"][TOPIC.code] == {"same": 0, "changed": 0, "added": 0, "lost": 1}
    assert found["examples"][0]["change"] == "lost"


def test_json_on_the_output_is_all_that_stands_there(diff: Diff) -> None:
    assert json.loads(diff([event()], [event()], "--json", "-").stdout)["articles"]["same"] == 1


def test_the_status_tells_a_difference_only_when_asked(diff: Diff) -> None:
    other = [event(changed(topics=()))]
    assert diff([event()], other).exit_code == 0
    assert diff([event()], other, "--fail-on-difference").exit_code == 1
    assert diff([event()], [], "--fail-on-difference").exit_code == 1
    assert diff([event()], [event(model="other")], "--fail-on-difference").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("no-such.jsonl", "b.jsonl"), 2, "no-such.jsonl is neither a file nor a topic"),
        (("b.jsonl", "stances"), 2, "stances is neither a file nor a topic of enriched events"),
        (("a b", "b.jsonl"), 2, "a b is neither a file nor a topic"),
        (("bad.jsonl", "b.jsonl"), 1, "bad.jsonl:2: not an enriched event: id: Field required"),
        (("b.jsonl", "b.jsonl", "--json", "no/out.json"), 2, "cannot write no/out.json"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    diff: Diff, arguments: tuple[str, ...], status: int, says: str
) -> None:
    diff([event()], [event()])
    Path("bad.jsonl").write_text("\n{}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["diff", *arguments])
    assert result.exit_code == status
    assert len(result.stderr.splitlines()) == 1
    assert says in result.stderr
