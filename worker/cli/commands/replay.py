"""``stancewire replay``: enriches earlier articles again, into separate topics."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from worker.cli.failures import CommandError, ended_by
from worker.cli.terminal import console, counted, note, say

NAME = "replay"

_USAGE = 2
_LINE_EVERY_SECONDS = 5.0
_TIME = "A date (midnight UTC) or an RFC 3339 time with an offset."


def command(
    to: Annotated[
        str,
        typer.Option("--to", metavar="SUFFIX", help="Write to news.enriched.v1.SUFFIX and so on."),
    ],
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=f"Only articles written at or after this time. {_TIME}"),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=f"Only articles written before this time. {_TIME}"),
    ] = None,
) -> None:
    """Enrich articles again with the current pipeline, into topics separate from the live ones.

    The worker's offsets and the live topics stay as they are; the same pipeline gives the same ids
    and bytes as there. Without --until, everything that is in the topic now is read. Running the
    same command again continues where the last run stopped: Kafka keeps that position as offsets of
    the consumer group GROUP-replay-SUFFIX, and forgets it after some days without a run
    (offsets.retention.minutes). `stancewire diff enriched enriched.SUFFIX` then shows what differs.
    """
    from worker.cli.replay_run import Window, replay
    from worker.settings import load_settings

    window = Window(_milliseconds("--since", since), _milliseconds("--until", until))
    if window.since_ms is not None and not window.includes(window.since_ms):
        raise CommandError("--since must be before --until", _USAGE)
    settings = load_settings()
    try:
        side = settings.catalogue().beside(to)
    except ValueError as error:
        raise CommandError(f"--to: {error}", _USAGE) from None
    # Dead letters are counted below, and each says why.
    logging.getLogger("worker").setLevel(logging.ERROR)
    with ended_by("SIGINT", "SIGTERM", "SIGHUP"), _progress() as show:
        report = replay(settings, to, window, show)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items()))
    line = f"{counts or 'nothing'} into {side.enriched.name} and the topics beside it"
    say(line + (f"; {counted(report.before, 'record')} done before" if report.before else ""))
    if "dead_lettered" in report.outcomes:
        say(f"dead letters are in {side.dead_letters.name}")


def _milliseconds(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        if len(text) == len("2026-01-05"):
            day = date.fromisoformat(text)
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.timestamp() < 0:
        raise CommandError(
            f"{option}: {text!r} is not a time such as 2026-01-05 or 2026-01-05T09:00:00Z", _USAGE
        )
    return round(moment.timestamp() * 1000)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], object]]:
    """Progress on standard error: a bar on a terminal, otherwise a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console(to_stderr=True),
    ) as bar:
        task = bar.add_task("loading the pipeline", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, description="records replayed", completed=done, total=total)

        yield show


class _Lines:
    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        if (now := time.monotonic()) >= self._next or done == total:
            self._next = now + _LINE_EVERY_SECONDS
            note(f"{done} of {total} records replayed")
