"""``stancewire run``: the worker itself."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

from typing import Annotated

import typer

from worker.cli.failures import ended_by

NAME = "run"


def command(
    create_topics: Annotated[
        bool, typer.Option("--create-topics", help="First create any topics that are missing.")
    ] = False,
) -> None:
    """Run the worker until SIGTERM or Ctrl-C: articles in, enriched articles out."""
    from worker.settings import load_settings

    settings = load_settings()
    from worker.engine.app import run

    # While the worker waits for the broker; then it handles these signals itself.
    with ended_by("SIGINT", "SIGTERM"):
        status = run(settings, create_topics=create_topics)
    raise typer.Exit(status)
