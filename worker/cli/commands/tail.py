"""``stancewire tail``: the records of a topic as they come."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from worker.cli.failures import CommandError
from worker.cli.terminal import console, safe_bytes, safe_json, say

NAME = "tail"

Topic = Annotated[
    str,
    typer.Argument(
        help="articles, enriched, entities, stances, topics, dead_letters, or a topic's Kafka name."
    ),
]


def command(
    topic: Topic,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Begin with the oldest record there is.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="End after so many records.")] = None,
    pretty: Annotated[bool, typer.Option("--pretty", help="For people.")] = False,
) -> None:
    """Show a topic's values as they come, one JSON a line, until Ctrl-C; no offsets move."""
    from worker.cli.records import Reader
    from worker.settings import load_settings

    settings = load_settings()
    try:
        spec = settings.catalogue().by_name(topic)
    except KeyError as error:
        raise CommandError(str(error.args[0]), 2) from None
    show: Callable[[Any], None] = _pretty if pretty else _plain
    shown = 0
    with Reader(settings.kafka_client_options(), [spec.name]) as reader:
        for record in reader.follow(from_beginning=from_beginning):
            if record is None:
                continue
            show(record)
            shown += 1
            if shown == limit:
                return


def _plain(record: Any) -> None:
    say(_as_json(record.value))


def _as_json(value: bytes | None) -> str:
    """The value as one line of JSON; what is no JSON becomes a JSON string with escapes."""
    if value is None:
        return "null"
    try:
        text = value.decode()
        json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps(safe_bytes(value), ensure_ascii=False)
    # Line breaks between the tokens of a JSON text are only layout; inside a string they are not
    # allowed, so blanks in their place mean the same.
    return safe_json(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def _pretty(record: Any) -> None:
    from worker.cli.views import record_lines

    screen = console()
    for line in record_lines(record):
        screen.print(line, soft_wrap=True)
    screen.file.flush()
