"""``stancewire diff``: what two pipelines say about the same articles."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import json
from pathlib import Path
from typing import Annotated

import typer

from worker.cli.failures import CommandError
from worker.cli.terminal import say

NAME = "diff"

_USAGE = 2
_SOURCE = "A JSON Lines file, enriched, enriched.SUFFIX, or a topic's Kafka name."


def command(
    a: Annotated[str, typer.Argument(metavar="A", help=f"The old events. {_SOURCE}")],
    b: Annotated[str, typer.Argument(metavar="B", help="The new events, given like A.")],
    json_file: Annotated[
        str | None,
        typer.Option(
            "--json", metavar="FILE", help="Also write the result as JSON; - for standard output."
        ),
    ] = None,
    examples: Annotated[
        int, typer.Option(min=0, max=1000, help="How many examples to show of each difference.")
    ] = 3,
    fail_on_difference: Annotated[
        bool, typer.Option("--fail-on-difference", help="Exit with status 1 if anything differs.")
    ] = False,
) -> None:
    """Compare two enriched topics or files: articles, entities, stances and topics.

    The newest event of each article counts; an article whose text was corrected counts as another
    one. An entity, stance or topic has changed if it is in both and its type, name, country,
    polarity, reporting, evidence, mentions, path or the words for its holder or target differ.
    Scores and confidences are not compared. Files are JSON Lines, as `stancewire enrich` and
    `stancewire tail enriched` write them. Memory use does not grow with the number of articles; a
    temporary file does.
    """
    from worker.cli.diff_compare import Comparison
    from worker.cli.diff_index import Index
    from worker.cli.diff_report import as_json, show
    from worker.cli.diff_sources import events
    from worker.settings import load_settings

    settings = load_settings()
    comparison = Comparison(examples)
    with Index() as index:
        index.fill("a", events(a, settings))
        index.fill("b", events(b, settings))
        for side in ("a", "b"):
            for article in index.only_in(side):
                comparison.article_only_in(side, article)
        for article, before, after in index.in_both():
            comparison.article_in_both(article, before, after)
        totals = {"a": index.totals("a"), "b": index.totals("b")}
    if json_file is not None:
        text = json.dumps(as_json({"a": a, "b": b}, totals, comparison), ensure_ascii=True)
        _write(json_file, text)
    if json_file != "-":
        show({"a": a, "b": b}, totals, comparison)
    if fail_on_difference and comparison.any_difference:
        raise typer.Exit(1)


def _write(name: str, text: str) -> None:
    if name == "-":
        say(text)
        return
    try:
        Path(name).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"cannot write {name}: {(error.strerror or str(error)).lower()}", _USAGE
        ) from None
