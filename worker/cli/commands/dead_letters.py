"""``stancewire dead-letters``: lists, shows and redrives what could not be enriched."""

# ruff: noqa: PLC0415 - heavy imports only in the command that needs them, so that --help is quick

import re
import sys
from collections import Counter, deque
from typing import Annotated, Any

import typer

from worker.cli.failures import CommandError
from worker.cli.terminal import complain, console, counted, safe, safe_bytes, say

app = typer.Typer(
    no_args_is_help=True, help="List, show and redrive the articles that could not be enriched."
)

Reason = Annotated[str | None, typer.Option("--reason", help="Only letters with this reason.")]
_SHOWN_BYTES = 4000
_USAGE = 2


@app.command("list")
def list_(
    reason: Reason = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest to show.")] = 50,
    superseded: Annotated[
        bool,
        typer.Option(
            "--superseded", help="Mark letters whose text has an enriched event; reads those too."
        ),
    ] = False,
) -> None:
    """Show the newest dead letters, one per line, and how many there are for each reason.

    With --superseded, also say which articles were enriched by another attempt, or after a redrive:
    such a letter needs nothing any more. This reads the enriched topic since the oldest letter's
    record, which takes a while if that is long ago.
    """
    from worker.cli.kafka_io import Reader
    from worker.cli.redrive import reason_of, written_ms
    from worker.cli.superseded import Superseded
    from worker.cli.views import dead_letter_line
    from worker.settings import load_settings

    settings = load_settings()
    _check_reason(reason)
    counts: Counter[str] = Counter()
    newest: deque[tuple[int, tuple[int, int], Any]] = deque(maxlen=limit)
    found = Superseded()
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    with Reader(options, [catalogue.dead_letters.name]) as reader:
        for record in reader.all():
            why = reason_of(record)
            if reason in (None, why):
                counts[why] += 1
                place = (record.partition, record.offset)
                newest.append((record.timestamp, place, dead_letter_line(record)))
                if superseded:
                    found.add(record, written_ms(record))
    found.look(options, catalogue.enriched.name)
    screen = console()
    for _, place, line in sorted(newest, key=lambda item: item[0]):
        if place in found:
            line.append("  superseded: its text is enriched", "green")
        screen.print(line, soft_wrap=True)
    total = counts.total()
    if total > len(newest):
        say(f"({total - len(newest)} more: --limit)")
    summary = ", ".join(f"{count} {safe(why)}" for why, count in counts.most_common())
    end = f"; {len(found)} superseded by an enriched event" if superseded else ""
    say(counted(total, "dead letter") + (f": {summary}" if summary else "") + end)


@app.command()
def show(
    place: Annotated[
        str, typer.Argument(metavar="PARTITION:OFFSET", help="The letter, as `list` shows it.")
    ],
    raw: Annotated[
        bool, typer.Option("--raw", help="Write only the value's bytes, to a file or a pipe.")
    ] = False,
) -> None:
    """Show one dead letter: its reason, origin and headers, and its value, safe for a terminal."""
    from topics.dead_letter import DeadLetterError, redrive_count, split_headers
    from topics.envelope import rfc3339, time_of
    from worker.cli.kafka_io import Reader
    from worker.settings import load_settings

    where = _place(place)
    if raw and sys.stdout.isatty():
        raise CommandError(
            "--raw writes untrusted bytes, which could control a terminal: use a file or a pipe",
            _USAGE,
        )
    settings = load_settings()
    topic = settings.catalogue().dead_letters.name
    with Reader(settings.kafka_client_options(), [topic]) as reader:
        record = reader.one(topic, where)
    if raw:
        sys.stdout.buffer.write(record.value or b"")
        sys.stdout.buffer.flush()
        return
    say(f"dead letter  {topic} {record.partition}:{record.offset}")
    headers = list(record.headers)
    try:
        letter, headers = split_headers(headers)
    except DeadLetterError as error:
        complain(f"{place} is not a Stancewire dead letter: {error}")
    else:
        say(f"reason       {letter.reason}")
        say(f"detail       {safe(letter.detail)}")
        say(f"from         {safe(letter.topic)} {letter.partition}:{letter.offset}")
        say(f"written      {rfc3339(time_of(letter.timestamp_ms))}")
        say(f"failed       {rfc3339(letter.time)} in {safe(letter.pipeline)}")
        say(f"sent again   {redrive_count(headers)} times")
    say(f"key          {_shown(record.key)}")
    for name, value in headers:
        say(f"header       {safe(name)} = {_shown(value)}")
    say(f"value        {_shown(record.value)}")


@app.command()
def redrive(
    places: Annotated[
        list[str] | None, typer.Argument(metavar="[PARTITION:OFFSET]…", help="The letters to send.")
    ] = None,
    reason: Reason = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Send every dead letter.")] = False,
    max_redrives: Annotated[
        int, typer.Option(min=1, help="Refuse letters that were already redriven this many times.")
    ] = 3,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be sent.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Include letters that --all or --reason handled before.")
    ] = False,
) -> None:
    """Send dead letters back to the topic they came from, unchanged, and wait for confirmation.

    Choose letters by PARTITION:OFFSET, by --reason, or with --all. Of several letters with the same
    key and value only the newest is sent. Letters stay in their topic until retention removes them,
    and do not show whether a redrive helped. So --all and --reason remember how far they got, and
    take only newer letters the next time. Letters that they refused are not tried again either,
    unless it was the broker that refused them. Kafka keeps this position as offsets of the consumer
    group GROUP-redrive, and forgets it after some days without a redrive
    (offsets.retention.minutes; 7 days by default).
    """
    from worker.cli.redrive import Selection, redrive
    from worker.settings import load_settings

    if bool(places) + (reason is not None) + everything != 1:
        raise CommandError(
            "choose the dead letters: PARTITION:OFFSET …, --reason REASON, or --all", _USAGE
        )
    if again and places:
        raise CommandError(
            "--again only works with --all or --reason: a PARTITION:OFFSET is always sent", _USAGE
        )
    _check_reason(reason)
    selection = Selection(frozenset(map(_place, places or ())), reason, again)
    report = redrive(
        load_settings(), selection, max_redrives=max_redrives, dry_run=dry_run, tell=say
    )
    for line in report.refused:
        complain(f"refused {line}")
    verb = "would be sent" if dry_run else "sent"
    line = f"{report.sent} {verb} again, {report.superseded} older, {len(report.refused)} refused"
    if report.before:
        line += f", {report.before} handled before (--again includes them)"
    say(line)
    if report.refused:
        raise typer.Exit(1)


def _shown(value: bytes | None) -> str:
    if value is None:
        return "(null)"
    more = len(value) - _SHOWN_BYTES
    text = safe_bytes(value[:_SHOWN_BYTES])
    return f"{text} … and {more} more bytes: --raw" if more > 0 else text


def _place(text: str) -> tuple[int, int]:
    if not re.fullmatch(r"[0-9]{1,9}:[0-9]{1,18}", text):
        raise CommandError(f"{text!r} is not a PARTITION:OFFSET such as 3:1024", _USAGE)
    partition, _, offset = text.partition(":")
    return int(partition), int(offset)


def _check_reason(reason: str | None) -> None:
    from topics.dead_letter import REASONS

    if reason is not None and reason not in REASONS:
        raise CommandError(
            f"there is no reason {reason!r}; the reasons are: {', '.join(REASONS)}", _USAGE
        )
