"""``stancewire enrich``: turns articles into enriched events, without Kafka."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

from typing import Annotated

import typer

from worker.cli.commands.publish import Files
from worker.cli.failures import CommandError
from worker.cli.terminal import complain, console, one_line, safe_json, say

NAME = "enrich"


def command(
    files: Files,
    pretty: Annotated[
        bool, typer.Option("--pretty", help="Readable text instead of JSON.")
    ] = False,
) -> None:
    """Enrich articles without Kafka: prints one event per line, as the worker would send it.

    Reads text, JSON and JSON Lines. Exits with status 1 if an article was refused or failed.
    """
    from worker.cli.articles import Refused, read_articles
    from worker.cli.pipeline import Pipeline
    from worker.cli.views import enriched_lines
    from worker.settings import load_settings

    pipeline = Pipeline(load_settings())
    failed = 0
    for entry in read_articles(files):
        if isinstance(entry, Refused):
            failed += 1
            complain(f"refused {entry.where}: {entry.why}")
            continue
        try:
            event = pipeline.enrich(entry.article, entry.dropped)
        except CommandError:
            raise
        except Exception as error:  # noqa: BLE001 - the other articles are still to be enriched
            failed += 1
            complain(f"failed {entry.where}: {type(error).__name__}: {one_line(str(error))}")
            continue
        if not pretty:
            say(safe_json(event.model_dump_json()))
            continue
        screen = console()
        for line in enriched_lines(event):
            screen.print(line, soft_wrap=True)
    if failed:
        raise typer.Exit(1)
