"""All commands, and the one place where their failures become a line and an exit status."""

import atexit
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from worker.cli.commands import (
    console,
    dead_letters,
    demo,
    diff,
    enrich,
    local_kafka,
    publish,
    replay,
    settings,
    tail,
    topics,
    up,
)
from worker.cli.commands import (
    run as run_command,
)
from worker.cli.early_signals import interrupt_again
from worker.cli.failures import INTERRUPTED, Terminated, told
from worker.cli.standard_streams import open_closed
from worker.cli.terminal import complain

_SETTINGS = ("STANCEWIRE_", "KAFKA_BOOTSTRAP")


class _Commands(TyperGroup):
    """The group of all commands; it turns the failure of a command into a line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BaseException as error:
            status = told(error)
            if status is None:
                raise
            raise typer.Exit(status) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    run_command,
    up,
    demo,
    enrich,
    publish,
    tail,
    replay,
    diff,
    console,
    settings,
    local_kafka,
):
    app.command(module.NAME)(module.command)
app.add_typer(topics.app, name="topics")
app.add_typer(dead_letters.app, name="dead-letters")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stancewire {import_module('worker.pipeline_info').software_version()}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: bool = typer.Option(  # noqa: ARG001 - its callback does the work
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Tag news articles on Kafka with entities, stances and topics.

    Settings come from the environment; `stancewire settings` shows those in force.
    """
    # The worker says it in its log. Importing the settings takes time that --help can do without.
    if context.invoked_subcommand != run_command.NAME and any(
        name.upper().startswith(_SETTINGS) for name in os.environ
    ):
        for line in import_module("worker.settings").misspelt():
            complain(line)


def _end_interrupted() -> None:
    """End this process with the status of an interruption, after its exit functions.

    CPython notes an interruption of code that was made from a string, as every dataclass is, and
    would end by the signal itself at the end, although we have caught the exception.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - os._exit skips them, and nothing public runs them
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(INTERRUPTED)


def run() -> None:
    """Run the command that the arguments name, and end this process with its status."""
    open_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An encoding without some of the articles' characters shows escapes instead.
            stream.reconfigure(errors="backslashreplace")
    try:
        interrupt_again()
        app(prog_name="stancewire")
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _end_interrupted()
        raise
    except (KeyboardInterrupt, Terminated, OSError) as error:
        # Outside any command: --help on a full disk, or a signal before or after one.
        status = told(error)
        if status is None:
            raise
        sys.exit(status)
