"""Dead letters back to the topic they came from, each as it was, each confirmed."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from topics.broker_errors import AdminError
from topics.catalogue import TopicSpec
from topics.dead_letter import (
    REDRIVE_COUNT_HEADER,
    DeadLetter,
    DeadLetterError,
    RawHeaders,
    redrive_count,
    split_headers,
)
from worker.cli.records import Place, Publisher, Reader, sendable
from worker.cli.terminal import safe
from worker.settings import Settings

NOT_OURS = "no_dead_letter"


@dataclass(frozen=True)
class Selection:
    """Which letters: these places, or those with a reason, or all where both are empty."""

    places: frozenset[Place] = frozenset()
    reason: str | None = None

    def includes(self, place: Place, reason: str) -> bool:
        """Whether the letter was chosen."""
        if self.places:
            return place in self.places
        return self.reason in (None, reason)


@dataclass
class Report:
    """What became of the letters that were chosen."""

    sent: int = 0
    superseded: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Letter:
    place: Place
    content: bytes
    count: int


def reason_of(record: Any) -> str:
    """The letter's reason, or a word of our own for a record that is no dead letter."""
    try:
        return split_headers(record.headers)[0].reason
    except DeadLetterError:
        return NOT_OURS


def redrive(
    settings: Settings,
    selection: Selection,
    *,
    max_redrives: int,
    dry_run: bool,
    tell: Callable[[str], object],
) -> Report:
    """Send the chosen letters again. Raises AdminError when the broker cannot be reached."""
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    topic = catalogue.dead_letters.name
    targets = {spec.name: spec for spec in catalogue.all if spec.dead_letter_role}
    report = Report()
    with Reader(options, [topic]) as reader:
        if selection.places:
            chosen = selection.places
        else:
            chosen, report.superseded = _newest(_letters(reader, selection))
        largest = max(spec.max_message_bytes for spec in targets.values())
        with Publisher(options, max(largest, catalogue.dead_letters.max_message_bytes)) as sender:
            for record in _records(reader, topic, chosen, selection):
                _send(record, sender, targets, report, max_redrives, dry_run=dry_run, tell=tell)
            sender.flush()
    report.sent -= len(sender.refused)
    report.refused += [f"{where}: the broker said {why}" for where, why in sender.refused.items()]
    return report


def _letters(reader: Reader, selection: Selection) -> Iterator[_Letter]:
    for record in reader.all():
        place = (record.partition, record.offset)
        if selection.includes(place, reason_of(record)):
            content = hashlib.sha256(repr((record.key, record.value)).encode()).digest()
            yield _Letter(place, content, redrive_count(record.headers))


def _newest(letters: Iterator[_Letter]) -> tuple[frozenset[Place], int]:
    """One letter of each content, and how many others there were.

    A letter that was sent again and failed again lies here twice. To send both would double them
    with every redrive, and the older one does not know how often it was tried.
    """
    newest: dict[bytes, _Letter] = {}
    total = 0
    for letter in letters:
        total += 1
        known = newest.get(letter.content)
        if known is None or (letter.count, letter.place) > (known.count, known.place):
            newest[letter.content] = letter
    return frozenset(letter.place for letter in newest.values()), total - len(newest)


def _records(
    reader: Reader, topic: str, chosen: frozenset[Place], selection: Selection
) -> Iterator[Any]:
    if selection.places:
        for place in sorted(chosen):
            yield reader.one(topic, place)
        return
    if chosen:
        yield from (
            record for record in reader.all() if (record.partition, record.offset) in chosen
        )


def _send(
    record: Any,
    sender: Publisher,
    targets: dict[str, TopicSpec],
    report: Report,
    max_redrives: int,
    *,
    dry_run: bool,
    tell: Callable[[str], object],
) -> None:
    where = f"{record.partition}:{record.offset}"
    try:
        letter, original = split_headers(record.headers)
    except DeadLetterError as error:
        report.refused.append(f"{where}: {error}")
        return
    count = redrive_count(original)
    if why := _why_not(record, letter, targets, count, max_redrives):
        report.refused.append(f"{where}: {why}")
        return
    report.sent += 1
    line = f"{where} → {safe(letter.topic)}  {letter.reason}, sent again {count} times before"
    if any(value is None for _, value in original):
        line += "; a null header becomes an empty one"
    tell(line)
    if not dry_run:
        # No timestamp: with its own, which may be older than the topic's retention, the record
        # could be deleted before it is read.
        sender.send(
            where,
            letter.topic,
            key=record.key,
            value=record.value,
            headers=_counted(original, count + 1),
        )


def _why_not(
    record: Any,
    letter: DeadLetter,
    targets: dict[str, TopicSpec],
    count: int,
    max_redrives: int,
) -> str | None:
    if letter.topic not in targets:
        return f"it came from {safe(letter.topic)}, which is no input of this installation"
    if count >= max_redrives:
        return (
            f"it was sent again {count} times already; --max-redrives {count + 1} allows one more"
        )
    if record.key is None and record.value is None:
        return "it has neither key nor value, which cannot be sent and would only fail again"
    return None


def _counted(original: RawHeaders, count: int) -> list[tuple[str, bytes]]:
    kept = [(name, value) for name, value in original if name != REDRIVE_COUNT_HEADER]
    return sendable([*kept, (REDRIVE_COUNT_HEADER, str(count).encode())])


__all__ = ["NOT_OURS", "AdminError", "Report", "Selection", "reason_of", "redrive"]
