"""``stancewire local-kafka``: runs only a broker, on this machine."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

from pathlib import Path
from typing import Annotated

import typer

from worker.cli.terminal import say

NAME = "local-kafka"

Port = Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 for a free one.", min=0, max=65535)]
DataDir = Annotated[
    Path | None,
    typer.Option(help="Folder to keep the data in; a temporary one by default."),
]


def command(port: Port = 0, data_dir: DataDir = None) -> None:
    """Run a real Apache Kafka on this machine until Ctrl-C; needs no Docker and no Java."""
    from local_kafka import run_until_interrupted

    run_until_interrupted(port, data_dir, announce=say)
