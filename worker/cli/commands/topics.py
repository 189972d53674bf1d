"""``stancewire topics``: the catalogue, and how the cluster compares with it."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.failures import CommandError
from worker.cli.terminal import note, safe_json, say, table

if TYPE_CHECKING:
    from topics.cluster.admin import PartitionLag

app = typer.Typer(
    no_args_is_help=True, help="List, create and check the Kafka topics; show the lag."
)

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
_DAY_MS = 24 * 60 * 60 * 1000


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the topics of the catalogue. Needs no broker."""
    from worker.settings import load_settings

    catalogue = load_settings().catalogue()
    if as_json:
        rows = [
            {
                "role": spec.role,
                "name": spec.name,
                "key": spec.key.meaning,
                "value": spec.value.__name__ if spec.value else None,
                "event_type": spec.event_type,
                "partitions": spec.partitions,
                "replication_factor": spec.replication_factor,
                "configs": dict(spec.configs),
                "writers": spec.writers,
                "readers": spec.readers,
            }
            for spec in catalogue.all
        ]
        say(safe_json(json.dumps(rows, ensure_ascii=False)))
        return
    table(
        ("role", "name", "key", "value", "partitions", "copies", "kept", "written by", "read by"),
        (
            (
                spec.role,
                spec.name,
                spec.key.meaning,
                spec.value.__name__ if spec.value else "original bytes",
                spec.partitions,
                spec.replication_factor,
                f"{spec.retention_ms // _DAY_MS} days",
                ", ".join(spec.writers),
                ", ".join(spec.readers),
            )
            for spec in catalogue.all
        ),
    )


@app.command()
def create() -> None:
    """Create the topics that are missing; never change one that exists."""
    from topics.cluster import admin
    from worker.settings import load_settings

    settings = load_settings()
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    admin.wait_for_broker(options, 5.0, note)
    report = admin.create(options, catalogue)
    for name in report.created:
        say(f"created {name}")
    for name in report.existing:
        say(f"already exists: {name}")


@app.command()
def check(as_json: AsJson = False) -> None:
    """Compare the cluster with the catalogue.

    Exits with status 1 if a difference can lose messages or change their order.
    """
    from topics.cluster import admin
    from worker.settings import load_settings

    settings = load_settings()
    found = admin.check(settings.kafka_client_options(), settings.catalogue())
    if as_json:
        rows = [difference.as_dict() for difference in found]
        say(safe_json(json.dumps(rows, ensure_ascii=False)))
    else:
        for difference in found:
            say(f"{difference.severity}: {difference.topic}: {difference.what}")
            say(f"  expected {difference.expected}, found {difference.found}")
            say(f"  to fix: {difference.mend}")
        if not found:
            say(f"all {len(settings.catalogue().all)} topics are as they should be")
    if any(difference.severity != "harmless" for difference in found):
        raise typer.Exit(1)


@app.command()
def lag(
    topic: Annotated[str, typer.Argument(help="Role or Kafka name of the topic.")] = "articles",
    group: Annotated[
        str | None, typer.Option(help="The consumer group; the worker's by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how far a consumer group lags behind, in records and in seconds."""
    from topics.cluster import admin
    from worker.settings import load_settings

    settings = load_settings()
    try:
        name = settings.catalogue().by_name(topic).name
    except KeyError as error:
        raise CommandError(str(error.args[0]), 2) from None
    reader = group or settings.group
    rows = admin.lag(settings.kafka_client_options(), reader, name)
    if as_json:
        say(json.dumps([asdict(row) for row in rows]))
        return
    table(
        ("partition", "end", "committed", "lag", "held", "expired", "seconds"),
        (
            (
                row.partition,
                row.end,
                "never" if row.committed is None else row.committed,
                "unknown" if row.beyond_end else row.lag,
                row.held,
                row.expired,
                "unknown" if row.seconds is None else f"{row.seconds:.0f}",
            )
            for row in rows
        ),
    )
    say(f"{reader} is {sum(row.lag for row in rows)} behind on {name}")
    for line in _remarks(rows):
        say(line)


def _remarks(rows: "Sequence[PartitionLag]") -> Iterator[str]:
    """What the sum does not say."""
    for row in rows:
        if row.beyond_end:
            yield (
                f"partition {row.partition}: the committed offset {row.committed} is "
                f"{row.beyond_end} beyond the end, so what is there may be unread; "
                "STANCEWIRE_OFFSET_BEYOND_END says what the worker does about it"
            )
    if held := sum(row.held for row in rows):
        yield (
            f"{held} more are held back behind a transaction that is still open: if that lasts, "
            "abort it (kafka-transactions.sh find-hanging)"
        )
    for row in rows:
        if row.expired:
            noticed = f", last noticed at {row.expired_at}" if row.expired_at else ""
            yield f"partition {row.partition}: {row.expired} expired unread{noticed}"
