"""``stancewire publish``: sends articles to the input topic and waits for each confirmation."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.failures import ended_by
from worker.cli.terminal import complain, console, note, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

NAME = "publish"

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…|-",
        help="Text, JSON or JSON Lines; - for standard input.",
        show_default=False,
    ),
]


def command(files: Files) -> None:
    """Publish articles, keyed by their id, and wait until the broker has confirmed each one.

    Whatever is not an article is refused, with its place and the reason; the others are still
    published. Fields that are not in the contract are left out, and so are optional fields that
    cannot be read.
    """
    from topics.cluster.admin import wait_for_broker
    from worker.cli.articles import Refused, read_articles
    from worker.cli.kafka_io import Publisher, require_topic
    from worker.settings import load_settings

    settings = load_settings()
    options, topic = settings.kafka_client_options(), settings.catalogue().articles
    refused = 0
    dropped: Counter[str] = Counter()
    # A progress bar hides the cursor.
    with ended_by("SIGINT", "SIGTERM", "SIGHUP"), ExitStack() as stack:
        publisher = None
        advance = stack.enter_context(_progress())
        for entry in read_articles(files):
            if isinstance(entry, Refused):
                refused += 1
                complain(f"refused {entry.where}: {entry.why}")
                continue
            if publisher is None:
                # Only now: what is wrong with a file is no matter of the broker.
                wait_for_broker(options, 5.0, note)
                require_topic(options, topic.name)
                publisher = stack.enter_context(Publisher(options, topic.max_message_bytes))
            dropped.update(entry.dropped)
            publisher.send(
                entry.where,
                topic.name,
                key=entry.article.id.encode(),
                value=entry.article.model_dump_json(exclude_none=True).encode(),
            )
            advance(publisher.confirmed)
        if publisher is not None:
            publisher.flush()
            advance(publisher.confirmed)
    at_broker = publisher.refused if publisher else {}
    for where, why in at_broker.items():
        complain(f"refused {where}: the broker said {why}")
    refused += len(at_broker)
    if dropped:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(dropped.items()))
        note(f"left out what could not be read: {counts}")
    say(f"published {publisher.confirmed if publisher else 0} to {topic.name}, refused {refused}")
    if refused:
        raise typer.Exit(1)


class _Advance:
    """Shows how many were confirmed; does nothing without a terminal."""

    def __init__(self, shown: "tuple[Progress, TaskID] | None" = None) -> None:
        self._shown = shown

    def __call__(self, confirmed: int) -> None:
        if self._shown is not None:
            bar, task = self._shown
            bar.update(task, completed=confirmed)


@contextmanager
def _progress() -> Iterator[_Advance]:
    if not sys.stderr.isatty():
        yield _Advance()
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("publishing"),
        BarColumn(),
        TextColumn("{task.completed} confirmed"),
        TimeElapsedColumn(),
        console=console(to_stderr=True),
        transient=True,
    ) as bar:
        yield _Advance((bar, bar.add_task("publishing", total=None)))
