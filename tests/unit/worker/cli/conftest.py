"""The command line in this process, with a tiny pipeline and no settings from outside."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.unit.worker.cli.tiny_pipeline import write_tiny_pipeline
from worker.cli.application import app

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    write_tiny_pipeline(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)

    def invoke(*arguments: str, stdin: bytes | None = None, **env: str) -> Result:
        named = {"STANCEWIRE_PIPELINE": "tiny_pipeline:load", **env}
        return CliRunner().invoke(app, list(arguments), input=stdin, env=named)

    return invoke
