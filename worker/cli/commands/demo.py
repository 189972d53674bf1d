"""``stancewire demo``: the whole path on this machine, from a text file to an enriched event."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import secrets
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.failures import CommandError, ended_by, working_directory
from worker.cli.terminal import complain, console, say

if TYPE_CHECKING:
    from topics.events import Article

NAME = "demo"

_SAMPLES = "samples/*.txt"

Articles = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ARTICLE]…", help="Text, JSON or JSON Lines; the samples by default."),
]


def command(articles: Articles = None) -> None:
    """Send articles through a real Kafka and the worker, and show the results.

    If KAFKA_BOOTSTRAP_SERVERS is set, that cluster is used, with separate topics whose names begin
    with "demo."; otherwise a broker is started here and stopped again.
    """
    working_directory()
    # While there is nothing to clean up yet: this takes as long as everything before the broker.
    from worker.cli import demo_run, views  # noqa: F401 - for their imports

    chosen, refused = _chosen(articles or _samples())
    with ended_by("SIGINT", "SIGTERM", "SIGHUP"):
        _demo(chosen)
    if refused:
        raise typer.Exit(1)


def _chosen(names: list[str]) -> "tuple[list[Article], int]":
    """The articles to publish, and how many others were refused."""
    from worker.cli.articles import Readable, read_articles

    chosen: dict[str, Article] = {}
    refused = 0
    for entry in list(read_articles(names)):
        if not isinstance(entry, Readable):
            complain(f"refused {entry.where}: {entry.why}")
        elif chosen.setdefault(entry.article.id, entry.article) is not entry.article:
            complain(f"refused {entry.where}: another article has the id {entry.article.id}")
        else:
            continue
        refused += 1
    if not chosen:
        raise CommandError("nothing to publish")
    return list(chosen.values()), refused


def _demo(articles: "Sequence[Article]") -> None:
    """Show what becomes of the articles."""
    # Named before it is made: whenever a signal arrives, the name of what to remove is known.
    folder = Path(tempfile.gettempdir(), f"stancewire-demo-{secrets.token_hex(8)}")
    try:
        folder.mkdir(mode=0o700)
        _through(articles, folder)
    except CommandError as error:
        where = f"the worker's log is in {folder / 'worker.log'}"
        raise CommandError(f"{error}\n{where}", error.status) from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _samples() -> list[str]:
    for root in (Path.cwd(), Path(__file__).resolve().parents[3]):
        if found := sorted(map(str, root.glob(_SAMPLES))):
            return found
    raise CommandError("found no samples: name some articles, as in `stancewire demo article.txt`")


def _through(articles: "Sequence[Article]", folder: Path) -> None:
    from worker.cli.demo_run import Outcome, run_demo
    from worker.cli.views import dead_letter_line, enriched_lines

    outcome: Outcome = run_demo(articles, folder)
    screen = console()
    for event in outcome.enriched:
        for line in enriched_lines(event):
            screen.print(line, soft_wrap=True)
        say()
    if outcome.dead_letters:
        say("dead letters")
        for record in outcome.dead_letters:
            screen.print("  ", dead_letter_line(record), sep="", soft_wrap=True)
        say()
    say(
        f"published {len(articles)} = enriched {len(outcome.enriched)} "
        f"+ dead-lettered {len(outcome.dead_letters)}"
    )
