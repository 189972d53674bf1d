"""``stancewire up``: runs broker, topics and worker on this machine until Ctrl-C."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

from typing import Annotated

import typer

from worker.cli.commands.local_kafka import DataDir
from worker.cli.failures import ended_by, working_directory

NAME = "up"


def command(
    port: Annotated[int, typer.Option(help="The broker's port.", min=1, max=65535)] = 9092,
    data_dir: DataDir = None,
) -> None:
    """Run the worker on this machine until Ctrl-C, with a local broker unless one is configured."""
    from worker.cli.up_run import serve, serve_with_broker
    from worker.settings import environment_settings

    settings = environment_settings()
    working_directory()
    with ended_by("SIGINT", "SIGTERM", "SIGHUP"):
        if "bootstrap_servers" in settings.model_fields_set:
            serve({}, settings, known=True)
        serve_with_broker(settings, data_dir, port)
