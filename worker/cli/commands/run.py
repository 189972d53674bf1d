"""``stancewire run``: the worker itself."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import os
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from worker.cli.failures import ended_by, told

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

    try:
        # While the worker waits for the broker; then it handles these signals itself.
        with ended_by("SIGINT", "SIGTERM"):
            status = run(settings, create_topics=create_topics)
    except BaseException as error:
        known = told(error)
        if known is None:
            raise
        status = known
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End this process at once: all is stopped, and Python's own end can take seconds."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
