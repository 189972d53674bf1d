"""``stancewire tail``: shows the records of a topic as they arrive."""

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
        help="articles, enriched, entities, stances, topics, dead_letters, or a Kafka topic's name."
    ),
]


def command(
    topic: Topic,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Start with the oldest record.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after this many records.")] = None,
    pretty: Annotated[
        bool, typer.Option("--pretty", help="Readable text instead of JSON.")
    ] = False,
) -> None:
    """Show a topic's values as they arrive, one JSON text per line, until Ctrl-C.

    Reads without a consumer group: no offsets change.
    """
    from worker.cli.kafka_io import Reader
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
    """The value as one line of JSON; anything else becomes a JSON string with escapes."""
    if value is None:
        return "null"
    try:
        text = value.decode()
        json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps(safe_bytes(value), ensure_ascii=False)
    # Line breaks between the tokens of a JSON text are only layout, and a string cannot contain
    # any: replacing them with blanks changes nothing.
    return safe_json(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def _pretty(record: Any) -> None:
    from worker.cli.views import record_lines

    screen = console()
    for line in record_lines(record):
        screen.print(line, soft_wrap=True)
    screen.file.flush()
