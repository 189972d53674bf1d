"""``stancewire publish``: what is wrong with the files is told before Kafka is asked for."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
NOWHERE = {"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}


def test_a_file_that_is_not_there_is_named_and_no_broker(run: Run) -> None:
    result = run("publish", "nofile", **NOWHERE)
    assert result.exit_code == 1
    assert result.stderr == "stancewire: refused nofile: no such file or directory\n"
    assert result.stdout == "published 0 to news.articles.v1, refused 1\n"


def test_a_broker_that_is_not_there_is_named_once_there_is_something_to_send(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("T\nB")
    result = run("publish", "nofile", str(tmp_path / "a.txt"), **NOWHERE)
    assert result.exit_code == 1
    first, *_, last = result.stderr.splitlines()
    assert first == "stancewire: refused nofile: no such file or directory"
    assert "no Kafka broker answered at 127.0.0.1:1" in last
