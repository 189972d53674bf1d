"""What ``stancewire replay`` refuses before it asks any broker."""

import os

import pytest
from typer.testing import CliRunner

from worker.cli.application import app


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
