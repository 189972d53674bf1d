"""``stancewire run``: the worker itself."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

from typing import Annotated

import typer

from worker.cli.terminal import note

NAME = "run"


def command(
    create_topics: Annotated[
        bool, typer.Option("--create-topics", help="Create the topics that are missing first.")
    ] = False,
) -> None:
    """Run the worker until SIGTERM or Ctrl-C: articles in, enriched articles out."""
    from worker.settings import load_settings

    settings = load_settings()
    # The slow import first: with --create-topics it happens while the broker is still starting.
    from worker.app import run

    if create_topics:
        from topics.admin import create, wait_for_broker

        options = settings.kafka_client_options()
        wait_for_broker(options, settings.broker_wait, note)
        create(options, settings.catalogue())
    raise typer.Exit(run(settings))
