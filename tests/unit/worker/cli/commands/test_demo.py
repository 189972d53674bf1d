"""``stancewire demo``: what it refuses to start with, and what an interrupt leaves."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from worker.cli.commands import demo

Run = Callable[..., Result]


def test_a_demo_without_a_readable_article_starts_nothing(run: Run, tmp_path: Path) -> None:
    result = run("demo", str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"stancewire: refused {tmp_path}/none.txt: no such file or directory",
        "stancewire: nothing to publish",
    ]


def test_an_interrupt_as_soon_as_the_folder_exists_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    mkdir = os.mkdir

    def make_then_interrupt(path: str, mode: int = 0o777) -> None:
        mkdir(path, mode)
        made.append(str(path))
        raise KeyboardInterrupt

    (tmp_path / "one.txt").write_text("One\nBody.")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "mkdir", make_then_interrupt)
    with pytest.raises(KeyboardInterrupt):
        demo.command([str(tmp_path / "one.txt")])
    assert len(made) == 1
    assert made[0].startswith(str(tmp_path / "stancewire-demo-"))
    assert not Path(made[0]).exists()
