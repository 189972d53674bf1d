"""What ``stancewire replay`` refuses before it contacts a broker, and which records it reads."""

import os

import pytest
from typer.testing import CliRunner

from worker.cli.application import app
from worker.cli.replay_memory import group_of
from worker.cli.replay_run import Window


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--to", ""), "--to: '' cannot end a topic's name"),
        (("--to", "v1.news.enriched.v1"), "cannot end a topic's name"),
        (("--to", "a/b"), "cannot end a topic's name"),
        (("--to", "x" * 41), "cannot end a topic's name"),
        (("--to", "x", "--since", "yesterday"), "--since: 'yesterday' is not a time"),
        (("--to", "x", "--until", "2026-01-05T09:00:00"), "--until: '2026-01-05T09:00:00'"),
        (("--to", "x", "--since", "1950-01-01"), "--since: '1950-01-01' is not a time"),
        (
            ("--to", "x", "--since", "2026-01-05", "--until", "2026-01-05T01:00:00+01:00"),
            "--since must be before --until",
        ),
    ],
)
def test_a_wrong_argument_is_one_line(
    arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)
    result = CliRunner().invoke(app, ["replay", *arguments])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert says in result.stderr


def test_a_replay_cannot_be_started_without_a_suffix() -> None:
    assert CliRunner().invoke(app, ["replay"]).exit_code == 2


def test_a_window_takes_its_begin_and_leaves_its_end() -> None:
    window = Window(10, 20)
    assert [ms for ms in (9, 10, 19, 20) if window.includes(ms)] == [10, 19]
    assert Window().includes(0)


def test_windows_are_told_apart() -> None:
    assert str(Window()) == "everything"
    assert str(Window(0, None)) == "since 1970-01-01T00:00:00.000Z"
    assert str(Window(None, 0)) == "until 1970-01-01T00:00:00.000Z"


def test_the_marks_are_in_no_group_that_anybody_reads_in() -> None:
    assert group_of("stancewire", "candidate") == "stancewire-replay-candidate"
