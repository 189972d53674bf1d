"""Reads enriched events from a topic or a JSON Lines file, one at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from topics.catalogue import SUFFIX
from topics.events import Enriched
from worker.cli.failures import CommandError
from worker.cli.kafka_io import Reader
from worker.cli.terminal import one_line, safe
from worker.settings import Settings

# The topics of events allow at most 4 MiB.
_MAX_LINE_BYTES = 8 * 1024 * 1024
_TOPIC = re.compile(r"[A-Za-z0-9._-]{1,249}")


def events(name: str, settings: Settings) -> Iterator[Enriched]:
    """The events of a file, of ``enriched``, of ``enriched.SUFFIX``, or of a topic's Kafka name.

    Raises CommandError, with the place, for anything that is not an enriched event, and AdminError.
    """
    if Path(name).is_file():
        yield from _of_file(name)
    else:
        yield from _of_topic(name, settings)


def _of_file(name: str) -> Iterator[Enriched]:
    try:
        with Path(name).open("rb") as stream:
            number = 0
            while line := stream.readline(_MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > _MAX_LINE_BYTES:
                    raise CommandError(f"{name}:{number}: longer than any event")
                if line.strip():
                    yield _event(f"{name}:{number}", line)
    except OSError as error:
        raise CommandError(
            f"cannot read {name}: {(error.strerror or str(error)).lower()}"
        ) from None


def _of_topic(name: str, settings: Settings) -> Iterator[Enriched]:
    enriched = settings.catalogue().enriched
    role, dot, suffix = name.partition(".")
    topic = f"{enriched.name}{dot}{suffix}" if role == enriched.role else name
    others = {spec.role for spec in settings.catalogue().all} - {enriched.role}
    if (
        name in others
        or not _TOPIC.fullmatch(topic)
        or name.endswith((".jsonl", ".ndjson", ".json"))
    ):
        raise CommandError(
            f"{name} is neither a file nor a topic of enriched events: name a JSON Lines file, "
            "enriched, enriched.SUFFIX, or a topic's Kafka name",
            2,
        )
    with Reader(settings.kafka_client_options(), [topic], _mend(name, topic, settings)) as reader:
        for record in reader.all():
            yield _event(f"{topic} {record.partition}:{record.offset}", record.value)


def _mend(name: str, topic: str, settings: Settings) -> str:
    """What to do if there is no such topic."""
    enriched = settings.catalogue().enriched.name
    if topic == enriched:
        return "create it with `stancewire topics create`"
    suffix = topic.removeprefix(f"{enriched}.")
    if suffix != topic and SUFFIX.fullmatch(suffix):
        return f"`stancewire replay --to {suffix}` writes it"
    return f"there is no file {name} either"


def _event(where: str, value: bytes | None) -> Enriched:
    try:
        return Enriched.model_validate_json(value or b"")
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        why = one_line(safe(f"{place}: {fault['msg']}" if place else fault["msg"]))
        raise CommandError(f"{where}: not an enriched event: {why}") from None
